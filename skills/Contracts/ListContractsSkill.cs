using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Contracts;

[Skill("list_contracts", Effect.Read, Risk.None, "Lists contracts that fit all given filters.")]
public static class ListContractsSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Only of this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Only of this colleague."), Record(Kinds.User)] string? owner = null,
        [Description("Only in this status."), OneOf("draft", "active", "ended", "cancelled")] string? status = null,
        [Description("Only with this renewal."), OneOf("none", "manual", "automatic")] string? renewal = null,
        [Description("Only those that end within so many days.")] int? endsWithin = null,
        [Description("Last day from.")] DateOnly? from = null,
        [Description("Last day to, inclusive.")] DateOnly? to = null,
        [Description("Part of the title, the number or the customer.")] string? search = null,
        [Description("Order."), OneOf("ends", "created", "value", "starts", "title", "number")] string? sort = null,
        [Description("Turns the order round.")] bool? descending = null,
        [Description("How many at most.")] int? limit = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is { } noCustomer) return noCustomer;
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } noOwner) return noOwner;
        var page = await context.Session.AskAsync(
            new ListContracts
            {
                CustomerId = of?.Id,
                OwnerId = by?.Id,
                Status = status is null ? null : Enum.Parse<ContractStatus>(status, ignoreCase: true),
                Renewal = renewal is null ? null : Enum.Parse<Renewal>(renewal, ignoreCase: true),
                EndsWithinDays = endsWithin,
                EndsFrom = from,
                EndsTo = to,
                Search = search,
                Paging = ListAnswer.Page(context, limit, sort, descending ?? false),
            },
            ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        var answer = new ListAnswer(context, "contracts")
            .Where("customer", of?.Name)
            .Where("owner", by?.Name)
            .Where("status", status is null ? null : words.Term("status", status))
            .Where("renewal", renewal is null ? null : words.Term("renewal", renewal))
            .Where("ends_within", endsWithin?.ToString(CultureInfo.InvariantCulture))
            .Between("end", from, to)
            .Where("search", search)
            .Sorted(sort, descending ?? false)
            .Reply(
                page.Value,
                ["number", "title", "customer", "value", "start", "end", "status", "renewal"],
                ContractLines.Ref,
                c => [c.Number, c.Title, c.CustomerName, context.Money(c.Value, c.Currency, c.CompanyValue), words.Day(c.StartsOn), c.EndsOn is { } day ? words.Day(day) : "", ContractLines.Status(words, c), ContractLines.RenewalOf(words, c)]);
        return of is null ? answer : answer with { Focus = [.. answer.Focus, of.Value.Record!] };
    }
}
