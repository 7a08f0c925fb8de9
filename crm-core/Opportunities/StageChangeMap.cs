using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Opportunities;

internal sealed class StageChangeMap : IEntityTypeConfiguration<StageChange>
{
    public void Configure(EntityTypeBuilder<StageChange> builder)
    {
        builder.ToTable("stage_changes");
        builder.HasKey(change => new { change.OpportunityId, change.Number });
        builder.Property(change => change.FromStage).HasMaxLength(Limits.Code);
        builder.Property(change => change.ToStage).HasMaxLength(Limits.Code);
        builder.Property(change => change.Currency).HasMaxLength(Limits.Currency);
        builder.HasIndex(change => change.At);
        builder.Property(change => change.Pipeline).HasMaxLength(Limits.Code);
        builder.Property(change => change.LeftTo).HasMaxLength(Limits.Code);
        builder.KeptByStore(nameof(StageChange.EnteredAt), nameof(StageChange.LeftAt), nameof(StageChange.LeftTo), nameof(StageChange.Gone), nameof(StageChange.OwnerId), nameof(StageChange.CustomerOwnerId), nameof(StageChange.Pipeline));
    }
}
