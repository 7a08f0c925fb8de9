using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Automation;

/// <summary>One time that a rule's trigger came true for one record. Its key is made of what came true, so that seeing it twice is seeing it once.</summary>
internal sealed class RuleOccurrence
{
    public long RuleId { get; set; }

    public string OccurrenceKey { get; set; } = "";

    public string RecordKind { get; set; } = "";

    public long RecordId { get; set; }

    public DateTimeOffset DetectedAt { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>How many rules before it led to it: 0 when a person or the time did.</summary>
    public int Depth { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>done, passed (it no longer held), or failed.</summary>
    public string? Outcome { get; set; }

    public string? Error { get; set; }

    /// <summary>What the action changed, for undo and for knowing what rules lead to.</summary>
    public long? ChangeSetId { get; set; }
}

/// <summary>How far a rule has looked: everything up to this instant, and at this instant up to this id.</summary>
internal sealed class RuleProgress
{
    /// <summary>The row of the change feed, whose sequence number stands in <see cref="LastId"/>.</summary>
    public const long Feed = 0;

    public long RuleId { get; set; }

    public DateTimeOffset At { get; set; }

    public long LastId { get; set; }
}

internal sealed class RuleOccurrenceMap : IEntityTypeConfiguration<RuleOccurrence>
{
    public void Configure(EntityTypeBuilder<RuleOccurrence> builder)
    {
        builder.ToTable("rule_occurrences");
        builder.HasKey(one => new { one.RuleId, one.OccurrenceKey });
        builder.Property(one => one.OccurrenceKey).HasMaxLength(Limits.Name);
        builder.Property(one => one.RecordKind).HasMaxLength(Limits.Code);
        builder.Property(one => one.Outcome).HasMaxLength(Limits.Code);
        builder.Property(one => one.Error).HasMaxLength(Limits.Text);
        builder.HasIndex(one => one.DueAt);
        builder.HasIndex(one => one.ChangeSetId);
        builder.HasIndex(one => one.DoneAt);
    }
}

internal sealed class RuleProgressMap : IEntityTypeConfiguration<RuleProgress>
{
    public void Configure(EntityTypeBuilder<RuleProgress> builder)
    {
        builder.ToTable("rule_progress");
        builder.HasKey(one => one.RuleId);
        builder.Property(one => one.RuleId).ValueGeneratedNever();
    }
}
