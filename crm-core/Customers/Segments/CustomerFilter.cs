using System.Text.Json.Serialization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;

namespace BotCrm.Core.Customers.Segments;

/// <summary>Which customers are meant. Every part that is given must hold; within a list any one does, if it does not say all. Null or empty: no matter.</summary>
public sealed record CustomerFilter
{
    /// <summary>Part of a name or alias; among more than 20,000 names, words that begin so and any two characters of Chinese.</summary>
    public string? Name { get; init; }

    /// <summary>Words that stand anywhere in the record.</summary>
    public string? Text { get; init; }

    /// <summary>As numbers or, as everywhere else in the API, as strings.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public IReadOnlyList<long> Ids { get; init; } = [];

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public IReadOnlyList<long> OwnerIds { get; init; } = [];

    public long? TeamId { get; init; }

    public IReadOnlyList<Lifecycle> Lifecycles { get; init; } = [];

    public IReadOnlyList<string> TagsAny { get; init; } = [];

    public IReadOnlyList<string> TagsAll { get; init; } = [];

    public IReadOnlyList<string> TagsNone { get; init; } = [];

    public IReadOnlyList<string> Cities { get; init; } = [];

    public IReadOnlyList<string> Industries { get; init; } = [];

    public IReadOnlyList<string> Countries { get; init; } = [];

    public IReadOnlyList<string> Sources { get; init; } = [];

    public IReadOnlyList<CompanySize> Sizes { get; init; } = [];

    public int? MinEmployees { get; init; }

    public int? MaxEmployees { get; init; }

    public decimal? MinRevenue { get; init; }

    public decimal? MaxRevenue { get; init; }

    public int? MinRating { get; init; }

    public long? ParentId { get; init; }

    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Exclusive, like all ends.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Created within so many days before now: a segment of new customers stays one.</summary>
    public int? NewDays { get; init; }

    public DateTimeOffset? LastInteractionFrom { get; init; }

    public DateTimeOffset? LastInteractionTo { get; init; }

    /// <summary>Without an interaction for so many days before now; those that never had one count.</summary>
    public int? QuietDays { get; init; }

    /// <summary>True: has an open opportunity; false: has none.</summary>
    public bool? HasOpenOpportunity { get; init; }

    /// <summary>Sum of the open opportunities' amounts in <see cref="Currency"/>, in whole units.</summary>
    public decimal? MinOpenAmount { get; init; }

    public decimal? MaxOpenAmount { get; init; }

    /// <summary>Of the amounts; the company's own when not given.</summary>
    public string? Currency { get; init; }

    /// <summary>Has a ticket in this state.</summary>
    public TicketStatus? TicketStatus { get; init; }

    /// <summary>True: has a ticket that is not resolved; false: has none.</summary>
    public bool? HasOpenTicket { get; init; }

    /// <summary>Conditions on the company's own fields, by code: a value, several parted by commas, a range <c>10..50</c>, <c>*</c> any, <c>!*</c> none.</summary>
    public IReadOnlyDictionary<string, string>? Custom { get; init; }

    /// <summary>Asks for nothing; <see cref="Currency"/> alone asks for nothing either.</summary>
    internal bool IsEmpty => CustomerFilters.Write(this) == CustomerFilters.Write(new CustomerFilter { Currency = Currency });

    internal bool AsksForAmounts => MinOpenAmount is not null || MaxOpenAmount is not null;

    internal bool AsksForSales => AsksForAmounts || HasOpenOpportunity is not null;

    /// <summary>The same in its one written form; what is wrong goes to <paramref name="checks"/>.</summary>
    internal CustomerFilter Checked(Checks checks)
    {
        foreach (var lifecycle in Lifecycles)
            checks.Known<Lifecycle>(lifecycle, "lifecycles");
        foreach (var size in Sizes)
            checks.Known<CompanySize>(size, "sizes");
        checks.Known(TicketStatus, "ticketStatus");
        checks.Range(MinRating, 1, 5, "minRating");
        checks.Range(QuietDays, 0, 3650, "quietDays");
        checks.Range(NewDays, 0, 3650, "newDays");
        checks.Range(MinEmployees, 0, 10_000_000, "minEmployees");
        checks.Range(MaxEmployees, 0, 10_000_000, "maxEmployees");
        checks.Range(MinRevenue, 0, Money.Max, "minRevenue");
        checks.Range(MaxRevenue, 0, Money.Max, "maxRevenue");
        checks.Range(MinOpenAmount, 0, Money.Max, "minOpenAmount");
        checks.Range(MaxOpenAmount, 0, Money.Max, "maxOpenAmount");
        Ordered(checks, MinEmployees, MaxEmployees, "minEmployees");
        Ordered(checks, MinRevenue, MaxRevenue, "minRevenue");
        Ordered(checks, MinOpenAmount, MaxOpenAmount, "minOpenAmount");
        Period(checks, CreatedFrom, CreatedTo, "createdFrom");
        Period(checks, LastInteractionFrom, LastInteractionTo, "lastInteractionFrom");
        checks.Require(Ids.Count <= Limits.FilterIds, "too_many", $"ids may hold at most {Limits.FilterIds} ids.", "ids");
        return this with
        {
            Name = checks.Optional(Name, Limits.Name, "name"),
            Text = checks.Optional(Text, Limits.Name, "text"),
            TagsAny = checks.Words(TagsAny, Limits.Word, "tagsAny"),
            TagsAll = checks.Words(TagsAll, Limits.Word, "tagsAll"),
            TagsNone = checks.Words(TagsNone, Limits.Word, "tagsNone"),
            Cities = checks.Words(Cities, Limits.Word, "cities"),
            Industries = checks.Words(Industries, Limits.Word, "industries"),
            Countries = checks.Words(Countries, Limits.Word, "countries"),
            Sources = checks.Words(Sources, Limits.Word, "sources"),
            Currency = checks.Currency(Currency, "currency"),
        };
    }

    private static void Ordered(Checks checks, decimal? min, decimal? max, string field) =>
        checks.Require(min is null || max is null || min <= max, "range_reversed", $"{field} is more than its maximum.", field);

    private static void Period(Checks checks, DateTimeOffset? from, DateTimeOffset? to, string field)
    {
        checks.Instant(from, field);
        checks.Instant(to, field);
        checks.Require(from is null || to is null || from < to, "period_reversed", "The period ends before it begins.", field);
    }
}
