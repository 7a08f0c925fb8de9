using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Automation;

/// <summary>What happens by itself: when something happens or is so (trigger), and it is of this sort (condition), then after a while (delay) do this (action).</summary>
internal sealed class Rule
{
    public long Id { get; set; }

    /// <summary>Set for the rules that every company starts with; those can be changed and switched off, not deleted.</summary>
    public string? ShippedAs { get; set; }

    public string Name { get; set; } = "";

    public bool Enabled { get; set; }

    /// <summary>What came true before this instant is history and starts nothing: it moves when the rule is switched on or its trigger changes.</summary>
    public DateTimeOffset Since { get; set; }

    public string TriggerKind { get; set; } = "";

    public string TriggerData { get; set; } = "{}";

    public string? Condition { get; set; }

    public int DelayMinutes { get; set; }

    /// <summary>The delay counts working time only.</summary>
    public bool BusinessDelay { get; set; }

    public string ActionKind { get; set; } = "";

    public string ActionData { get; set; } = "{}";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public int Version { get; set; }
}

internal sealed class RuleMap : IEntityTypeConfiguration<Rule>
{
    public void Configure(EntityTypeBuilder<Rule> builder)
    {
        builder.IsRecord("rules");
        builder.Property(rule => rule.ShippedAs).HasMaxLength(Limits.Channel);
        builder.Property(rule => rule.Name).HasMaxLength(Limits.Name).SortsWithoutCase();
        builder.Property(rule => rule.TriggerKind).HasMaxLength(Limits.Word);
        builder.Property(rule => rule.TriggerData).HasMaxLength(Limits.LongText);
        builder.Property(rule => rule.Condition).HasMaxLength(Limits.LongText);
        builder.Property(rule => rule.ActionKind).HasMaxLength(Limits.Word);
        builder.Property(rule => rule.ActionData).HasMaxLength(Limits.LongText);
        builder.HasIndex(rule => rule.Name).IsUnique();
        builder.HasIndex(rule => rule.ShippedAs).IsUnique();
    }
}
