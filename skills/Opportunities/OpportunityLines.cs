using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Opportunities;

/// <summary>How changes to opportunities are told.</summary>
internal static class OpportunityLines
{
    public static RecordRef Ref(OpportunityView view) => new(Kinds.Opportunity, view.Id, view.Name);

    public static IReadOnlyList<RecordRef> Focus(OpportunityView view) => [Ref(view), SkillContext.CustomerRef(view.CustomerId, view.CustomerName)];

    public static string? Amount(Words words, OpportunityView view) =>
        view.AmountHidden ? words.Say("hidden") : view.Amount is { } amount ? words.Money(amount, view.Currency) : null;

    /// <summary>The same with the company's currency beside it.</summary>
    public static string? Amount(SkillContext context, OpportunityView view) =>
        !view.AmountHidden && view.Amount is { } amount ? context.Money(amount, view.Currency, view.CompanyAmount) : Amount(context.Words, view);

    public static ChangeLine Created(SkillContext context, OpportunityView view)
    {
        var words = context.Words;
        var facts = new FactList(words)
            .Add("amount", Amount(words, view))
            .Add("stage", words.Stage(view))
            .Add("close_date", view.CloseDate is { } day ? words.Day(day) : null)
            .Add("owner", view.OwnerId == context.Actor.UserId ? null : view.OwnerName);
        var title = words.Say("line.opportunity.create", ("name", view.Name), ("customer", view.CustomerName));
        return new ChangeLine(Kinds.Opportunity, view.Id, title, facts.All) { Operation = ChangeLine.Created };
    }

    public static ChangeLine Changed(Words words, OpportunityView before, OpportunityView after)
    {
        var facts = new FactList(words)
            .Changed("name", before.Name, after.Name)
            .Changed("customer", before.CustomerName, after.CustomerName)
            .Changed("stage", words.Stage(before), words.Stage(after))
            .Changed("amount", Amount(words, before), Amount(words, after))
            .Changed("close_date", before.CloseDate is { } a ? words.Day(a) : null, after.CloseDate is { } b ? words.Day(b) : null)
            .Changed("owner", before.OwnerName, after.OwnerName)
            .Changed("probability", before.OwnProbability is null ? null : Percent(before), after.OwnProbability is null ? null : Percent(after))
            .Changed("reason", before.LossReason, after.LossReason);
        return new ChangeLine(Kinds.Opportunity, after.Id, Title(words, after), facts.All);
    }

    public static ChangeLine Deleted(Words words, OpportunityView view)
    {
        var facts = new FactList(words).Add("stage", words.Stage(view)).Add("amount", Amount(words, view));
        return new ChangeLine(Kinds.Opportunity, view.Id, Title(words, view), facts.All) { Operation = ChangeLine.Deleted };
    }

    private static string Title(Words words, OpportunityView view) => words.Say("line.opportunity.update", ("name", view.Name), ("customer", view.CustomerName));

    private static string Percent(OpportunityView view) => view.Probability.ToString(System.Globalization.CultureInfo.InvariantCulture) + "%";
}
