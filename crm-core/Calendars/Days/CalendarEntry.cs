using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Calendars.Days;

/// <summary>
/// What was written down over a configured calendar: hours of some days (none: a holiday) or, without days, the usual hours of some weekdays.
/// What was written down later counts.
/// </summary>
internal sealed class CalendarEntry
{
    public long Id { get; set; }

    /// <summary>Code of the calendar.</summary>
    public string Calendar { get; set; } = "";

    public DateOnly? FirstDay { get; set; }

    public DateOnly? LastDay { get; set; }

    /// <summary>English names with blanks between; empty for days.</summary>
    public string Weekdays { get; set; } = "";

    /// <summary>As <see cref="OpenHours.Parse"/> reads them; empty: closed.</summary>
    public string Hours { get; set; } = "";

    /// <summary>What the day is called.</summary>
    public string? Name { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public int Version { get; set; }

    public string Label => string.Create(CultureInfo.InvariantCulture, $"{Calendar} {(FirstDay is null ? Weekdays : FirstDay == LastDay ? $"{FirstDay:yyyy-MM-dd}" : $"{FirstDay:yyyy-MM-dd}…{LastDay:yyyy-MM-dd}")}");
}

internal sealed class CalendarEntryMap : IEntityTypeConfiguration<CalendarEntry>
{
    public void Configure(EntityTypeBuilder<CalendarEntry> builder)
    {
        builder.IsRecord("calendar_entries");
        builder.Property(entry => entry.Calendar).HasMaxLength(Limits.Code);
        builder.Property(entry => entry.Weekdays).HasMaxLength(Limits.Name);
        builder.Property(entry => entry.Hours).HasMaxLength(Limits.Name);
        builder.Property(entry => entry.Name).HasMaxLength(Limits.Name);
        builder.Ignore(entry => entry.Label);
        builder.HasIndex(entry => entry.Calendar);
    }
}
