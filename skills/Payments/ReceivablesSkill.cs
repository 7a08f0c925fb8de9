using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Payments;

[Skill("receivables", Effect.Read, Risk.None, "What customers owe, by customer and by how long it has been overdue.")]
public static class ReceivablesSkill
{
    private const int Shown = 20;

    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Only of this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Only of this colleague's contracts."), Record(Kinds.User)] string? owner = null,
        [Description("Only what is overdue.")] bool? overdue = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is { } noCustomer) return noCustomer;
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } noOwner) return noOwner;
        var found = await context.Session.AskAsync(new Receivables { CustomerId = of?.Id, OwnerId = by?.Id, OverdueOnly = overdue ?? false, Limit = Shown }, ct);
        if (!found.Ok) return new Refused(found.Failure);
        var (view, words) = (found.Value, context.Words);
        var reading = new ListAnswer(context, "receivables").Only("overdue", overdue == true).Where("customer", of?.Name).Where("owner", by?.Name).Reading;
        if (view.Lines.Count == 0)
            return new Answered(new SaidReply(words.Language, words.Say("list.none", ("what", reading))), []);

        var facts = new FactList(words);
        foreach (var total in view.Totals) facts.Add("total", words.Money(total.Open, total.Currency));
        if (view.CompanyOpen is { } all && view.Totals.Any(total => total.Currency != view.CompanyCurrency)) facts.Add("company_total", words.Money(all, view.CompanyCurrency));
        if (view.WithoutRate.Count > 0) facts.Add("without_rate", words.Join(view.WithoutRate));
        if (view.Count > view.Lines.Count) facts.Add("biggest_shown", words.Say("receivables.biggest", ("shown", view.Lines.Count.ToString(CultureInfo.InvariantCulture)), ("count", view.Count.ToString(CultureInfo.InvariantCulture))));
        var rows = view.Lines.Select(line => new ListRow(
            SkillContext.CustomerRef(line.CustomerId, line.CustomerName),
            [line.CustomerName, context.Money(line.Open, line.Currency, line.CompanyOpen), .. line.Buckets.Select(bucket => bucket == 0 ? "" : words.Money(bucket, line.Currency))])).ToList();
        return Detail.Answer(words, words.Say("list.receivables"), reading, facts, ["customer", "open_amount", "not_due", "days_30", "days_60", "days_90", "days_more"], rows, of is null ? [] : [of.Value.Record!]);
    }
}
