using System.Globalization;
using BotCrm.Core.Calendars;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Sla;

namespace BotCrm.Bot.Configuration;

/// <summary>Sections <c>Tickets</c> and <c>Surveys</c>: categories, calendars and promised times.</summary>
internal static class ServiceSettings
{
    private const string CategoriesKey = "Tickets:Categories";
    private const string CalendarsKey = "Tickets:Calendars";

    /// <exception cref="SettingsException">Something in them cannot be.</exception>
    public static ServiceOptions Read(IConfiguration configuration, Settings settings)
    {
        var calendars = Calendars(configuration.GetSection(CalendarsKey));
        var standard = settings.Text("Tickets:Calendar");
        if (!calendars.Any(calendar => calendar.Code.Equals(standard, StringComparison.OrdinalIgnoreCase)))
            throw new SettingsException($"setting 'Tickets:Calendar' must be one of {string.Join(", ", calendars.Select(calendar => calendar.Code))}, not '{standard}'");

        var before = settings.Number("Tickets:EscalateMinutesBefore");
        var percent = settings.Number("Tickets:EscalateAtPercent");
        return new ServiceOptions
        {
            Categories = Categories(configuration.GetSection(CategoriesKey)),
            Calendars = calendars,
            Calendar = standard,
            Targets = Enum.GetValues<TicketPriority>().ToDictionary(
                priority => priority,
                priority => SlaTarget.Of(settings.Number($"Tickets:{priority}ResponseMinutes"), settings.Number($"Tickets:{priority}ResolutionMinutes"))),
            EscalateBefore = before < 0 ? null : TimeSpan.FromMinutes(before),
            EscalateAtPercent = percent == 0 ? null : percent,
            SurveyLinkLife = TimeSpan.FromDays(settings.Number("Surveys:LinkDays")),
            PublicAddress = settings.Text("Surveys:PublicAddress"),
        };
    }

    public static IReadOnlyList<TicketCategory> Categories(IConfigurationSection section, bool withOther = true)
    {
        var all = new List<TicketCategory>();
        foreach (var one in section.GetChildren())
        {
            Known(one, "Code", "English", "Chinese", "Priority", "Queue", "Skill");
            var code = Needed(one, "Code").ToLowerInvariant();
            if (code.Length > 20 || !code.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
                throw Wrong(one, "Code", "at most 20 letters, digits, - and _");
            if (all.Exists(other => other.Code == code))
                throw Wrong(one, "Code", $"a code of its own: {code} is there twice");
            var priority = TicketPriority.Normal;
            if (one["Priority"] is { Length: > 0 } text && !(Enum.TryParse(text, true, out priority) && Enum.IsDefined(priority) && !char.IsAsciiDigit(text[0])))
                throw Wrong(one, "Priority", "one of low, normal, high, urgent");
            all.Add(new TicketCategory(code, Needed(one, "English"), Needed(one, "Chinese"), priority, Optional(one, "Queue"), Optional(one, "Skill")?.ToLowerInvariant()));
        }

        if (all.Count == 0)
            return TicketCategory.Shipped;
        // A ticket of which nobody says what it is must be something.
        if (withOther && !all.Exists(static category => category.Code == TicketCategory.Other))
            all.Add(TicketCategory.Shipped.First(static category => category.Code == TicketCategory.Other));
        return all;
    }

    private static IReadOnlyList<BusinessCalendar> Calendars(IConfigurationSection section)
    {
        var own = section.GetChildren().Select(Calendar).ToList();
        if (own.Select(static calendar => calendar.Code.ToUpperInvariant()).Distinct().Count() < own.Count)
            throw new SettingsException($"setting '{CalendarsKey}' has a code twice");
        // Those that ship stay, unless one of the same code takes the place.
        return [.. own, .. BusinessCalendar.Shipped.Where(shipped => !own.Exists(calendar => calendar.Code.Equals(shipped.Code, StringComparison.OrdinalIgnoreCase)))];
    }

    private static BusinessCalendar Calendar(IConfigurationSection one)
    {
        Known(one, "Code", "TimeZone", "Hours", "Holidays", "WorkingDays");
        var code = Needed(one, "Code");
        if (code.Length > 20)
            throw Wrong(one, "Code", "at most 20 characters");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Needed(one, "TimeZone"), out var zone))
            throw Wrong(one, "TimeZone", "an IANA time zone such as Europe/Berlin");
        var week = new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>();
        foreach (var day in one.GetSection("Hours").GetChildren())
        {
            if (!Enum.TryParse<DayOfWeek>(day.Key, true, out var weekday) || char.IsAsciiDigit(day.Key[0]))
                throw Wrong(one, "Hours", $"by weekday (Monday … Sunday), not '{day.Key}'");
            week[weekday] = Hours(one, "Hours:" + day.Key, day.Value);
        }

        var holidays = one.GetSection("Holidays").GetChildren().Select(day => Day(one, "Holidays", day.Value)).ToHashSet();
        var working = one.GetSection("WorkingDays").GetChildren().ToDictionary(day => Day(one, "WorkingDays", day.Key), day => Hours(one, "WorkingDays:" + day.Key, day.Value));
        try
        {
            return new BusinessCalendar(code, zone, week, holidays, working);
        }
        catch (ArgumentException)
        {
            throw Wrong(one, "Hours", "hours on at least one weekday");
        }
    }

    private static IReadOnlyList<OpenHours> Hours(IConfigurationSection one, string field, string? text) =>
        OpenHours.Parse(text ?? "") ?? throw Wrong(one, field, "stretches that do not overlap, such as 09:00-12:00,13:00-18:00");

    private static DateOnly Day(IConfigurationSection one, string field, string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Wrong(one, field, $"days such as 2026-12-25, not '{text}'");

    private static string Needed(IConfigurationSection one, string field) => Optional(one, field) ?? throw new SettingsException($"setting '{one.Path}:{field}' is needed");

    private static string? Optional(IConfigurationSection one, string field) => one[field]?.Trim() is { Length: > 0 and <= 100 } text ? text : null;

    private static void Known(IConfigurationSection one, params string[] fields)
    {
        foreach (var child in one.GetChildren())
        {
            if (!fields.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                throw new SettingsException($"there is no setting '{child.Path}'; here go {string.Join(", ", fields)}");
        }
    }

    private static SettingsException Wrong(IConfigurationSection one, string field, string expected) => new($"setting '{one.Path}:{field}' must be {expected}");
}
