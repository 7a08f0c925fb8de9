using BotCrm.Core.Calendars;
using BotCrm.Core.Tickets.Sla;

namespace BotCrm.Core.Tickets;

/// <summary>How the company serves its customers; bound and checked by the host.</summary>
public sealed record ServiceOptions
{
    public IReadOnlyList<TicketCategory> Categories { get; init; } = TicketCategory.Shipped;

    public IReadOnlyList<BusinessCalendar> Calendars { get; init; } = BusinessCalendar.Shipped;

    /// <summary>Code of the calendar of tickets whose queue has none.</summary>
    public string Calendar { get; init; } = "office";

    public IReadOnlyDictionary<TicketPriority, SlaTarget> Targets { get; init; } = SlaTarget.Shipped;

    /// <summary>How long before a promise breaks, in business time, the ticket is escalated by itself, at most half of what is promised; null: never.</summary>
    public TimeSpan? EscalateBefore { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Instead: when so much of what is promised has passed, 1 to 99.</summary>
    public int? EscalateAtPercent { get; init; }

    /// <summary>How long a survey's link is good.</summary>
    public TimeSpan SurveyLinkLife { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Where customers reach this server, such as <c>https://crm.example.com</c>; empty: links are shown as paths.</summary>
    public string PublicAddress { get; init; } = "";

    /// <summary>The key that signs survey links; null: there are none.</summary>
    public Func<byte[]>? LinkKey { get; init; }

    internal BusinessCalendar CalendarOf(string? code) =>
        Find(code) ?? Find(Calendar) ?? Calendars[0];

    /// <summary>By code or by a name in either language.</summary>
    internal TicketCategory? Category(string said) =>
        Categories.FirstOrDefault(one => Is(one.Code, said)) ?? Categories.FirstOrDefault(one => Is(one.English, said) || Is(one.Chinese, said));

    internal BusinessCalendar? Find(string? code) => code is null ? null : Calendars.FirstOrDefault(one => Is(one.Code, code));

    private static bool Is(string one, string other) => one.Equals(other.Trim(), StringComparison.OrdinalIgnoreCase);
}
