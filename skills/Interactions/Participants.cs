using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Interactions;

/// <summary>The customer's contacts by the names that were said.</summary>
internal static class Participants
{
    /// <summary>
    /// A name that is none of the customer's contacts is no reason to lose the note: it is reported back in <paramref name="strangers"/>, and
    /// stands in the summary anyway.
    /// </summary>
    public static async Task<(IReadOnlyList<long> Ids, SkillOutcome? Problem)> FindAsync(
        SkillContext context, long customerId, IReadOnlyList<string>? names, List<string> strangers, CancellationToken ct)
    {
        var ids = new List<long>();
        for (var i = 0; i < names?.Count; i++)
        {
            var name = names[i];
            var who = await context.Resolve.NamedAsync(Kinds.Contact, string.Create(CultureInfo.InvariantCulture, $"participants[{i}]"), name, customerId, ct);
            switch (who.Problem)
            {
                case null:
                    if (!ids.Contains(who.Id)) ids.Add(who.Id);
                    break;
                case Refused:
                    // Somebody else's contact, after the customer was corrected, is told by name.
                    strangers.Add(context.NameOf(name));
                    break;
                default:
                    return (ids, who.Problem);
            }
        }

        return (ids, null);
    }
}
