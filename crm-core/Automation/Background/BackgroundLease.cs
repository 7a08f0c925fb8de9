using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Automation;

/// <summary>When a task runs next, and which instance runs it now. One row per task; all instances look at it.</summary>
internal sealed class BackgroundLease
{
    public string Name { get; set; } = "";

    /// <summary>The instance that runs it; null when nobody does.</summary>
    public string? Holder { get; set; }

    /// <summary>Until when the holder is believed to be alive; it prolongs this while it works.</summary>
    public DateTimeOffset Until { get; set; }

    public DateTimeOffset NextAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>When it last went well.</summary>
    public DateTimeOffset? SucceededAt { get; set; }

    /// <summary>Failed runs since the last good one.</summary>
    public int Failures { get; set; }

    public string? LastError { get; set; }
}

internal sealed class BackgroundLeaseMap : IEntityTypeConfiguration<BackgroundLease>
{
    public void Configure(EntityTypeBuilder<BackgroundLease> builder)
    {
        builder.ToTable("background_leases");
        builder.HasKey(lease => lease.Name);
        builder.Property(lease => lease.Name).HasMaxLength(Limits.Channel);
        builder.Property(lease => lease.Holder).HasMaxLength(Limits.Conversation);
        builder.Property(lease => lease.LastError).HasMaxLength(Limits.Text);
    }
}
