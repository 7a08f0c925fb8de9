using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

[Skill("show_quote", Effect.Read, Risk.None, "Shows one quote with its lines and sums.")]
public static class ShowQuoteSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which quote, by number."), Record(Kinds.Quote)] string? quote = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Quote, quote, customer, null, ct);
        if (which.Problem is { } unclear) return unclear;
        var found = await context.Session.AskAsync(new GetQuote { Id = which.Id }, ct);
        if (!found.Ok) return new Refused(found.Failure);
        var (view, words) = (found.Value, context.Words);
        var facts = new FactList(words)
            .Add("opportunity", view.OpportunityName)
            .Add("status", QuoteLines.Status(words, view))
            .Add("subtotal", words.Money(view.Totals.Subtotal, view.Currency))
            .Add("discount", QuoteLines.Percent(view.DiscountPercent))
            .Add("net", view.TaxPercent is null ? null : words.Money(view.Totals.Net, view.Currency))
            .Add("tax", QuoteLines.Percent(view.TaxPercent) is { } percent ? $"{percent} = {words.Money(view.Totals.Tax, view.Currency)}" : null)
            .Add("total", words.Money(view.Totals.Total, view.Currency))
            .Add("company_total", view.CompanyTotal is { } total && total != view.Totals.Total ? words.Money(total, context.CompanyCurrency) : null)
            .Add("valid_until", view.ValidUntil is { } day ? words.Day(day) : null)
            .Add("approver", view.ApproverName)
            .Add("decision_note", view.DecisionNote)
            .Add("reason", view.DeclineReason)
            .Add("note", view.Note)
            .Add("author", view.MakerName);
        var rows = view.Lines.Select((line, i) => new ListRow(null,
        [
            (i + 1).ToString(CultureInfo.InvariantCulture),
            line.Text,
            words.Number(line.Quantity) + (line.Unit is null ? "" : " " + line.Unit),
            words.Money(line.UnitPrice, view.Currency),
            QuoteLines.Percent(line.DiscountPercent) ?? "",
            words.Money(line.Total, view.Currency),
        ])).ToList();
        return Detail.Answer(words, words.Say("title.quote", ("number", view.FullNumber)), view.CustomerName, facts, ["number", "product", "quantity", "unit_price", "line_discount", "total"], rows, QuoteLines.Focus(view));
    }
}
