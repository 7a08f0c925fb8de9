using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Reports;

/// <summary>Interactions of one kind that one colleague logged in one block of time. Kept by triggers, never written from here.</summary>
internal sealed class ActivityBlock
{
    /// <summary>Length of a block in milliseconds: eight days.</summary>
    public const long Length = 8L * 24 * 60 * 60 * 1000;

    /// <summary>UTC milliseconds since 1970, divided by <see cref="Length"/>.</summary>
    public long Block { get; private set; }

    public long AuthorId { get; private set; }

    public InteractionKind Kind { get; private set; }

    public int Count { get; private set; }
}

/// <summary>How many customers one owner has with one value of one dimension. Kept by triggers, never written from here.</summary>
internal sealed class CustomerCount
{
    public const string Lifecycle = "lifecycle", Industry = "industry", City = "city", Source = "source";

    public long OwnerId { get; private set; }

    public string Dimension { get; private set; } = "";

    /// <summary>Empty for those that have none.</summary>
    public string Value { get; private set; } = "";

    public int Count { get; private set; }
}

/// <summary>Stays in one stage that began in one block of time and went one way. Kept by triggers, never written from here.</summary>
internal sealed class StageBlock
{
    /// <summary>What <see cref="LeftTo"/> says while the opportunity is still there.</summary>
    public const string Still = "-";

    /// <summary>As in <see cref="ActivityBlock"/>.</summary>
    public long Block { get; private set; }

    public string Stage { get; private set; } = "";

    public string LeftTo { get; private set; } = "";

    public int Count { get; private set; }

    /// <summary>Sum of the lengths, in milliseconds, of those that ended.</summary>
    public long StayedMs { get; private set; }
}

internal sealed class StageBlockMap : IEntityTypeConfiguration<StageBlock>
{
    public void Configure(EntityTypeBuilder<StageBlock> builder)
    {
        builder.ToTable("stage_blocks");
        builder.HasKey(block => new { block.Block, block.Stage, block.LeftTo });
        builder.Property(block => block.Stage).HasMaxLength(Limits.Code);
        builder.Property(block => block.LeftTo).HasMaxLength(Limits.Code);
    }
}

internal sealed class ActivityBlockMap : IEntityTypeConfiguration<ActivityBlock>
{
    public void Configure(EntityTypeBuilder<ActivityBlock> builder)
    {
        builder.ToTable("activity_blocks");
        builder.HasKey(block => new { block.Block, block.AuthorId, block.Kind });
        builder.Property(block => block.Kind).AsLowerCase();
    }
}

internal sealed class CustomerCountMap : IEntityTypeConfiguration<CustomerCount>
{
    public void Configure(EntityTypeBuilder<CustomerCount> builder)
    {
        builder.ToTable("customer_counts");
        builder.HasKey(count => new { count.Dimension, count.OwnerId, count.Value });
        builder.Property(count => count.Dimension).HasMaxLength(Limits.Code);
        builder.Property(count => count.Value).HasMaxLength(Limits.Word);
    }
}
