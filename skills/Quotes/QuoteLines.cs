using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

/// <summary>How changes to quotes are told.</summary>
internal static class QuoteLines
{
    public static RecordRef Ref(QuoteView view) => new(Kinds.Quote, view.Id, view.FullNumber);

    public static IReadOnlyList<RecordRef> Focus(QuoteView view) =>
        [Ref(view), new RecordRef(Kinds.Opportunity, view.OpportunityId, view.OpportunityName), SkillContext.CustomerRef(view.CustomerId, view.CustomerName)];

    public static string Status(Words words, QuoteView view) => words.Term("status", view.Status.ToString());

    public static string? Percent(decimal? percent) => percent is { } share && share != 0 ? share.ToString("0.##", CultureInfo.InvariantCulture) + "%" : null;

    public static string Line(Words words, QuoteLine line, string currency)
    {
        var amount = $"{words.Number(line.Quantity)}{(line.Unit is null ? "" : " " + line.Unit)} × {words.Money(line.UnitPrice, currency)}";
        var less = Percent(line.DiscountPercent) is { } discount ? $" − {discount}" : "";
        return $"{line.Text}: {amount}{less} = {words.Money(line.Total, currency)}";
    }

    // The number is not in the title: a preview has none yet, and the fingerprint of preview and deed must agree.
    public static ChangeLine Created(Words words, QuoteView view)
    {
        var facts = new FactList(words);
        foreach (var line in view.Lines) facts.Add("line", Line(words, line, view.Currency));
        Sums(facts, words, view);
        var title = words.Say("line.quote.create", ("opportunity", view.OpportunityName), ("customer", view.CustomerName));
        return new ChangeLine(Kinds.Quote, view.Id, title, facts.All) { Operation = ChangeLine.Created };
    }

    public static ChangeLine Changed(Words words, QuoteView before, QuoteView after)
    {
        var facts = new FactList(words);
        foreach (var line in after.Lines.Except(before.Lines)) facts.Add("line", Line(words, line, after.Currency));
        foreach (var line in before.Lines.Except(after.Lines).Take(Math.Max(0, before.Lines.Count - after.Lines.Count))) facts.Add("removed", Line(words, line, after.Currency));
        facts
            .Changed("status", Status(words, before), Status(words, after))
            .Changed("discount", Percent(before.DiscountPercent), Percent(after.DiscountPercent))
            .Changed("tax", Percent(before.TaxPercent), Percent(after.TaxPercent))
            .Changed("total", words.Money(before.Totals.Total, before.Currency), words.Money(after.Totals.Total, after.Currency))
            .Changed("valid_until", before.ValidUntil is { } a ? words.Day(a) : null, after.ValidUntil is { } b ? words.Day(b) : null)
            .Changed("note", before.Note, after.Note)
            .Changed("reason", before.DeclineReason, after.DeclineReason)
            .Changed("decision_note", before.DecisionNote, after.DecisionNote);
        return new ChangeLine(Kinds.Quote, after.Id, words.Say("line.quote.update", ("number", after.FullNumber), ("customer", after.CustomerName)), facts.All);
    }

    public static FactList Sums(FactList facts, Words words, QuoteView view) => facts
        .Add("discount", Percent(view.DiscountPercent))
        .Add("tax", Percent(view.TaxPercent))
        .Add("total", words.Money(view.Totals.Total, view.Currency))
        .Add("valid_until", view.ValidUntil is { } day ? words.Day(day) : null)
        .Add("status", Status(words, view));
}
