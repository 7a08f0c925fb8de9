using System.ComponentModel;
using BotCrm.Core.Contracts;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Payments;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Contracts;

[Skill("show_contract", Effect.Read, Risk.None, "Shows one contract with its payments.")]
public static class ShowContractSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which contract, by number or title."), Record(Kinds.Contract)] string? contract = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Contract, contract, customer, null, ct);
        if (which.Problem is { } unclear) return unclear;
        var found = await context.Session.AskAsync(new GetContract { Id = which.Id }, ct);
        if (!found.Ok) return new Refused(found.Failure);
        var payments = await context.Session.AskAsync(new ListPayments { ContractId = which.Id, Paging = new Paging(Paging.MaxLimit) }, ct);
        var (view, words) = (found.Value, context.Words);
        var facts = new FactList(words)
            .Add("number", view.Number)
            .Add("status", ContractLines.Status(words, view))
            .Add("value", context.Money(view.Value, view.Currency, view.CompanyValue))
            .Add("start", words.Day(view.StartsOn))
            .Add("end", view.EndsOn is { } end ? words.Day(end) : null)
            .Add("renewal", ContractLines.RenewalOf(words, view))
            .Add("notice_by", view.NoticeDays is not null && view.NoticeBy is { } day ? words.Day(day) : null)
            .Add("received", view.Planned == 0 ? null : words.Money(view.Received, view.Currency))
            .Add("open_amount", view.Planned == 0 ? null : words.Money(view.Planned - view.Received, view.Currency))
            .Add("quote", view.QuoteNumber)
            .Add("reason", view.CancelReason ?? view.ValueReason)
            .Add("owner", view.OwnerName);
        IReadOnlyList<ListRow> rows = payments.Ok ? [.. payments.Value.Items.Select(one => new ListRow(null, PaymentLines.Cells(words, one)))] : [];
        return Detail.Answer(words, view.Title, view.CustomerName, facts, PaymentLines.Columns, rows, ContractLines.Focus(view));
    }
}
