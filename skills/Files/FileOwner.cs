using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Files;

/// <summary>The record a file belongs to: the most exact of those named, else the one being talked about.</summary>
internal static class FileOwner
{
    private static readonly string[] Talked = [Kinds.Ticket, Kinds.Opportunity, Kinds.Interaction, Kinds.Task, Kinds.Contact, Kinds.Customer];

    public static async Task<(RecordRef? Record, SkillOutcome? Problem)> FindAsync(SkillContext context, string? customer, string? opportunity, string? ticket, string? interaction, CancellationToken ct)
    {
        foreach (var (kind, said) in new[] { (Kinds.Ticket, ticket), (Kinds.Opportunity, opportunity), (Kinds.Interaction, interaction) })
        {
            if (said is null) continue;
            var found = await context.Resolve.OfCustomerAsync(kind, said, customer, null, ct);
            return (found.Record, found.Problem);
        }

        if (customer is not null)
        {
            var found = await context.Resolve.CustomerAsync("customer", customer, ct);
            return (found.Record, found.Problem);
        }

        return (context.Focus.FirstOrDefault(r => Talked.Contains(r.Kind)), null);
    }
}
