using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>The configured categories.</summary>
[Requires(Permissions.TicketsRead)]
public sealed record ListTicketCategories : Query<IReadOnlyList<TicketCategory>>
{
    protected internal override Task<Result<IReadOnlyList<TicketCategory>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        // An interface does not convert to a result by itself.
        Result<IReadOnlyList<TicketCategory>> all = session.Options.Service.Categories.ToList();
        return Task.FromResult(all);
    }
}
