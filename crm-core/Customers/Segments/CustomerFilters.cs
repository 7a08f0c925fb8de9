using System.Text.Json;
using System.Text.Json.Serialization;
using BotCrm.Core.Access;
using BotCrm.Core.Fields;
using BotCrm.Core.Names;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Search;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers.Segments;

/// <summary>Filters as queries and as text.</summary>
internal static class CustomerFilters
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(CustomerFilter filter) => JsonSerializer.Serialize(filter, Json);

    public static CustomerFilter Read(string json) => JsonSerializer.Deserialize<CustomerFilter>(json, Json) ?? new CustomerFilter();

    /// <summary>What the actor's rights forbid to ask: the answer would tell what is hidden.</summary>
    public static Failure? Refusal(CustomerFilter filter, CrmSession session)
    {
        var actor = session.Actor;
        if (CustomFilters.Problem(session, Kinds.Customer, filter.Custom) is { } wrong)
            return wrong;
        if (filter.AsksForSales && !actor.May(Permissions.OpportunitiesRead))
            return Policies.Refusal(Permissions.OpportunitiesRead, actor);
        if (filter.AsksForAmounts && !Policies.SeesAmounts(actor))
            return Failure.Forbidden(Policies.AmountsHiddenFromSupport, "Amounts are hidden from support; leave the amount out of the filter.");
        if ((filter.TicketStatus is not null || filter.HasOpenTicket is not null) && !actor.MayRead(Kinds.Ticket))
            return Policies.Refusal(Permissions.TicketsRead, actor);
        return AsksFor(filter).FirstOrDefault(field => !actor.SeesField(field)) is { } hidden ? Policies.Hidden(hidden, actor) : null;
    }

    /// <summary>The fields that an answer would tell of.</summary>
    private static IEnumerable<string> AsksFor(CustomerFilter filter)
    {
        // Words are looked for in all of them at once.
        if (filter.Text is not null)
        {
            foreach (var field in (string[])["aliases", "industry", "city", "source", "tags", "notes", "website", "address"])
                yield return "customer." + field;
        }
        if (filter.TagsAny.Count + filter.TagsAll.Count + filter.TagsNone.Count > 0)
            yield return "customer.tags";
        if (filter.Cities.Count > 0)
            yield return "customer.city";
        if (filter.Industries.Count > 0)
            yield return "customer.industry";
        if (filter.Countries.Count > 0)
            yield return "customer.country";
        if (filter.Sources.Count > 0)
            yield return "customer.source";
        if (filter.Sizes.Count > 0)
            yield return "customer.size";
        if ((filter.MinEmployees ?? filter.MaxEmployees) is not null)
            yield return "customer.employees";
        if ((filter.MinRevenue ?? filter.MaxRevenue) is not null)
            yield return "customer.annualRevenue";
        if (filter.MinRating is not null)
            yield return "customer.rating";
        if (filter.ParentId is not null)
            yield return "customer.parentName";
        if ((filter.LastInteractionFrom ?? filter.LastInteractionTo) is not null || filter.QuietDays is not null)
            yield return "customer.lastInteractionAt";
    }

    /// <summary>Narrows customers, which must be the visible ones already.</summary>
    public static async Task<IQueryable<Customer>> ApplyAsync(this IQueryable<Customer> customers, CustomerFilter filter, CrmSession session, CancellationToken ct)
    {
        var db = session.Db;
        if (filter.Name is { } name)
            customers = await customers.NamedAsync(db, Kinds.Customer, customer => customer.Id, customer => customer.Name, name, whole: true, ct);
        if (filter.Text is { } text)
            customers = await HoldingAsync(customers, db, text, ct);
        if (filter.Ids is { Count: > 0 } ids)
            customers = customers.Where(customer => ids.Contains(customer.Id));
        if (filter.OwnerIds is { Count: > 0 } owners)
            customers = customers.Where(customer => owners.Contains(customer.OwnerId));
        if (filter.TeamId is { } team)
        {
            var members = (await session.DirectoryAsync(ct)).MembersOf(team);
            customers = customers.Where(customer => members.Contains(customer.OwnerId));
        }
        if (filter.Lifecycles is { Count: > 0 } lifecycles)
            customers = customers.Where(customer => lifecycles.Contains(customer.Lifecycle));
        customers = await TaggedAsync(customers, db, filter, ct);
        customers = OneOf(customers, filter);
        customers = Sized(customers, filter);
        customers = Dated(customers, filter, session.Now);
        customers = Busy(customers, filter, session);
        // What is wrong with it was told by Refusal; a condition on a field that is gone since must not mean everybody.
        var own = await customers.HoldingAsync(session, Kinds.Customer, filter.Custom, customer => customer.Id, customer => customer.Id, ct);
        return own.Ok ? own.Value : customers.Where(_ => false);
    }

    private static async Task<IQueryable<Customer>> HoldingAsync(IQueryable<Customer> customers, CrmDbContext db, string text, CancellationToken ct)
    {
        if (SearchWords.Exactly(text, SearchColumn.Anywhere) is not { } asked)
            return customers.Where(_ => false);
        var code = RecordIndex.CodeOf(Kinds.Customer);
        if (await db.RecordSearch.FewAsync(db, code, asked, Narrowing.Few, ct) is { } few)
            return customers.Where(customer => few.Contains(customer.Id));
        var rows = db.RecordSearch.Matches(db, code, asked).Select(match => match.Id);
        return customers.Where(db.RecordSearch.AsksByRecord && await db.RecordSearch.AreManyAsync(db, code, asked, ct)
            ? Narrowing.Exists<Customer>(rows, customer => customer.Id)
            : Narrowing.In<Customer>(rows, customer => customer.Id));
    }

    private static async Task<IQueryable<Customer>> TaggedAsync(IQueryable<Customer> customers, CrmDbContext db, CustomerFilter filter, CancellationToken ct)
    {
        var tagged = db.MatchKeys.Where(key => key.Kind == Kinds.Customer);
        if (filter.TagsAny is { Count: > 0 } any)
        {
            var keys = any.Select(MatchKeys.OfTag).ToArray();
            customers = await customers.AmongAsync(tagged.Where(key => keys.Contains(key.Key)).Select(key => key.RecordId), customer => customer.Id, ct);
        }
        foreach (var tag in filter.TagsAll)
        {
            var wanted = MatchKeys.OfTag(tag);
            customers = await customers.AmongAsync(tagged.Where(key => key.Key == wanted).Select(key => key.RecordId), customer => customer.Id, ct);
        }
        if (filter.TagsNone is { Count: > 0 } none)
        {
            var keys = none.Select(MatchKeys.OfTag).ToArray();
            customers = customers.Where(customer => !tagged.Any(key => key.RecordId == customer.Id && keys.Contains(key.Key)));
        }
        return customers;
    }

    private static IQueryable<Customer> OneOf(IQueryable<Customer> customers, CustomerFilter filter)
    {
        if (Folded(filter.Cities) is { Length: > 0 } cities)
            customers = customers.Where(customer => cities.Contains(NoCase.Of(customer.City)));
        if (Folded(filter.Industries) is { Length: > 0 } industries)
            customers = customers.Where(customer => industries.Contains(NoCase.Of(customer.Industry)));
        if (Folded(filter.Countries) is { Length: > 0 } countries)
            customers = customers.Where(customer => countries.Contains(NoCase.Of(customer.Country)));
        if (Folded(filter.Sources) is { Length: > 0 } sources)
            customers = customers.Where(customer => sources.Contains(NoCase.Of(customer.Source)));
        return customers;
    }

    private static string?[] Folded(IReadOnlyList<string> texts) => [.. texts.Select(NoCase.Of)];

    private static IQueryable<Customer> Sized(IQueryable<Customer> customers, CustomerFilter filter)
    {
        if (filter.Sizes is { Count: > 0 } sizes)
            customers = customers.Where(customer => customer.Size != null && sizes.Contains(customer.Size.Value));
        if (filter.MinEmployees is { } few)
            customers = customers.Where(customer => customer.Employees >= few);
        if (filter.MaxEmployees is { } many)
            customers = customers.Where(customer => customer.Employees <= many);
        if (filter.MinRevenue is { } least)
        {
            var minor = new Money(least, "").Minor;
            customers = customers.Where(customer => customer.AnnualRevenueMinor >= minor);
        }
        if (filter.MaxRevenue is { } most)
        {
            var minor = new Money(most, "").Minor;
            customers = customers.Where(customer => customer.AnnualRevenueMinor <= minor);
        }
        if (filter.MinRating is { } rating)
            customers = customers.Where(customer => customer.Rating >= rating);
        return filter.ParentId is { } parent ? customers.Where(customer => customer.ParentId == parent) : customers;
    }

    private static IQueryable<Customer> Dated(IQueryable<Customer> customers, CustomerFilter filter, DateTimeOffset now)
    {
        var created = filter.NewDays is { } days && now.AddDays(-days) is var young && (filter.CreatedFrom is null || young > filter.CreatedFrom) ? young : filter.CreatedFrom;
        if (created is { } from)
            customers = customers.Where(customer => customer.CreatedAt >= from);
        if (filter.CreatedTo is { } to)
            customers = customers.Where(customer => customer.CreatedAt < to);
        if (filter.LastInteractionFrom is { } since)
            customers = customers.Where(customer => customer.LastInteractionAt >= since);
        if (filter.LastInteractionTo is { } until)
            customers = customers.Where(customer => customer.LastInteractionAt < until);
        if (filter.QuietDays is { } quiet)
        {
            var before = now.AddDays(-quiet);
            customers = customers.Where(customer => customer.LastInteractionAt == null || customer.LastInteractionAt < before);
        }
        return customers;
    }

    private static IQueryable<Customer> Busy(IQueryable<Customer> customers, CustomerFilter filter, CrmSession session)
    {
        var open = session.Db.Opportunities.VisibleTo(session.Actor, session.Db).Where(one => one.Stage != Stage.Won && one.Stage != Stage.Lost);
        if (filter.HasOpenOpportunity is { } has)
            customers = customers.Where(customer => open.Any(one => one.CustomerId == customer.Id) == has);
        if (filter.AsksForAmounts)
        {
            var currency = filter.Currency ?? session.Options.Currency;
            var (least, most) = (new Money(filter.MinOpenAmount ?? 0, "").Minor, new Money(filter.MaxOpenAmount ?? Money.Max, "").Minor);
            var sums = open.Where(one => one.Currency == currency && one.AmountMinor != null)
                .GroupBy(one => one.CustomerId)
                .Where(group => group.Sum(one => one.AmountMinor) >= least && group.Sum(one => one.AmountMinor) <= most)
                .Select(group => group.Key);
            customers = customers.Where(customer => sums.Contains(customer.Id));
        }
        var tickets = session.Db.Tickets.VisibleTo(session.Actor, session.Db);
        if (filter.TicketStatus is { } status)
            customers = customers.Where(customer => tickets.Any(ticket => ticket.CustomerId == customer.Id && ticket.Status == status));
        if (filter.HasOpenTicket is { } unresolved)
            customers = customers.Where(customer => tickets.Any(ticket => ticket.CustomerId == customer.Id && ticket.Status != TicketStatus.Resolved) == unresolved);
        return customers;
    }
}
