using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Customers.Segments;

/// <summary>A filter of customers under a name: who fits is found anew each time it is asked.</summary>
public sealed class Segment
{
    public long Id { get; internal set; }

    public string Name { get; internal set; } = "";

    /// <summary>JSON of <see cref="CustomerFilter"/>.</summary>
    public string Filter { get; internal set; } = "{}";

    /// <summary>True: everybody may use it; each sees the customers that they may see.</summary>
    public bool Shared { get; internal set; }

    public long OwnerId { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public int Version { get; internal set; }
}

internal sealed class SegmentMap : IEntityTypeConfiguration<Segment>
{
    public void Configure(EntityTypeBuilder<Segment> builder)
    {
        builder.IsRecord("segments");
        builder.Property(segment => segment.Name).HasMaxLength(Limits.Name).SortsWithoutCase();
        builder.Property(segment => segment.Filter).HasMaxLength(Limits.Filter);
        builder.HasOne<User>().WithMany().HasForeignKey(segment => segment.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(segment => new { segment.OwnerId, segment.Name }).IsUnique();
    }
}
