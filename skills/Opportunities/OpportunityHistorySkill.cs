using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Opportunities;

[Skill("opportunity_history", Effect.Read, Risk.None, "Shows the stages an opportunity went through: when, by whom, with which amount, and how long it stayed.")]
public static class OpportunityHistorySkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which opportunity."), Record(Kinds.Opportunity)] string? opportunity = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Opportunity, opportunity, customer, null, ct);
        if (which.Problem is { } unclear) return unclear;
        var found = await context.Session.AskAsync(new GetOpportunity { Id = which.Id }, ct);
        if (!found.Ok) return new Refused(found.Failure);
        var history = await context.Session.AskAsync(new GetStageHistory { Id = which.Id }, ct);
        if (!history.Ok) return new Refused(history.Failure);
        var (view, words) = (found.Value, context.Words);
        var rows = history.Value.Select(one => new ListRow(null,
        [
            words.Stage(one.To, context.Session.Pipelines.Find(new Stage(one.To))?.Name) + (one.Undone ? $" ({words.Label("undone")})" : ""),
            words.Time(one.At),
            one.ByName ?? "",
            one.Amount is { } amount ? words.Money(amount, one.Currency) : "",
            words.Say("days", ("count", ((int)one.Stayed.TotalDays).ToString(CultureInfo.InvariantCulture))),
        ])).ToList();
        var facts = new FactList(words).Add("stage", words.Stage(view)).Add("created", words.Time(view.CreatedAt));
        return Detail.Answer(words, view.Name, view.CustomerName, facts, ["stage", "since", "person", "amount", "duration"], rows, OpportunityLines.Focus(view));
    }
}
