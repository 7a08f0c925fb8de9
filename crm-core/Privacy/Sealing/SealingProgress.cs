using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Privacy.Sealing;

/// <summary>How far the walk over a table's sealed columns has come.</summary>
internal sealed class SealingProgress
{
    public string Name { get; set; } = "";

    /// <summary>The data key that the walk seals under; with another one it begins anew.</summary>
    public long KeyId { get; set; }

    public long AfterId { get; set; }

    public bool Done { get; set; }
}

internal sealed class SealingProgressMap : IEntityTypeConfiguration<SealingProgress>
{
    public void Configure(EntityTypeBuilder<SealingProgress> builder)
    {
        builder.ToTable("sealing_progress");
        builder.HasKey(progress => progress.Name);
        builder.Property(progress => progress.Name).HasMaxLength(Limits.Word);
    }
}
