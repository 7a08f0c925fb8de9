using System.ComponentModel;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Payments;

[Skill("list_payments", Effect.Read, Risk.None, "Lists payments, planned and received, that fit all given filters.")]
public static class ListPaymentsSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which contract, by number or title."), Record(Kinds.Contract)] string? contract = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Only of this colleague's contracts."), Record(Kinds.User)] string? owner = null,
        [Description("Only in this status."), OneOf("planned", "due", "overdue", "part", "received")] string? status = null,
        [Description("True: something is still owed. False: received in full.")] bool? open = null,
        [Description("Due from.")] DateOnly? from = null,
        [Description("Due to, inclusive.")] DateOnly? to = null,
        [Description("Order."), OneOf("due", "amount", "updated")] string? sort = null,
        [Description("Turns the order round.")] bool? descending = null,
        [Description("How many at most.")] int? limit = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is { } noCustomer) return noCustomer;
        var on = await context.Resolve.OptionalAsync(Kinds.Contract, "contract", contract, ct, of?.Id);
        if (on?.Problem is { } noContract) return noContract;
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } noOwner) return noOwner;
        var page = await context.Session.AskAsync(
            new ListPayments
            {
                ContractId = on?.Id,
                CustomerId = of?.Id,
                OwnerId = by?.Id,
                Status = status is null ? null : Enum.Parse<PaymentStatus>(status, ignoreCase: true),
                Open = open,
                DueFrom = from,
                DueTo = to,
                Paging = ListAnswer.Page(context, limit, sort, descending ?? false),
            },
            ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        var answer = new ListAnswer(context, "payments")
            .Only("open", open == true)
            .Where("customer", of?.Name)
            .Where("contract", on?.Name)
            .Where("owner", by?.Name)
            .Where("status", status is null ? null : words.Term("status", status))
            .Between("due", from, to)
            .Sorted(sort, descending ?? false)
            .Reply(
                page.Value,
                ["due", "customer", "contract", "amount", "open_amount", "status"],
                PaymentLines.Ref,
                p => [words.Day(p.DueOn), p.CustomerName, p.ContractTitle, words.Money(p.Amount, p.Currency), p.Open == 0 ? "" : context.Money(p.Open, p.Currency, p.CompanyOpen), PaymentLines.Status(words, p)]);
        return of is null ? answer : answer with { Focus = [.. answer.Focus, of.Value.Record!] };
    }
}
