using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Customers.Duplicates;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

[Skill("find_duplicates", Effect.Read, Risk.None, "Customers that may be the same as one, likeliest first, with the reasons.")]
public static class FindDuplicatesSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which customer."), Record(Kinds.Customer)] string customer,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (which.Problem is { } unclear) return unclear;
        var found = await context.Session.AskAsync(new FindDuplicates { CustomerId = which.Id }, ct);
        if (!found.Ok) return new Refused(found.Failure);
        var words = context.Words;
        return new ListAnswer(context, "duplicates").Where("customer", which.Name).Reply(
            new Page<DuplicateCandidate>(found.Value, null, found.Value.Count),
            ["customer", "city", "owner", "score", "reasons"],
            hit => CustomerLines.Ref(hit.Customer),
            hit =>
            [
                hit.Customer.Name,
                hit.Customer.City ?? "",
                hit.Customer.OwnerName,
                hit.Score.ToString("0%", CultureInfo.InvariantCulture),
                words.Join([.. hit.Reasons.Select(reason => words.Term("reason", reason))]),
            ]);
    }
}
