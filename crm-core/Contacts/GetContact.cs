using BotCrm.Core.Primitives;

namespace BotCrm.Core.Contacts;

/// <summary>One contact.</summary>
public sealed record GetContact : Query<ContactView>
{
    public required long Id { get; init; }

    protected internal override Task<Result<ContactView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
