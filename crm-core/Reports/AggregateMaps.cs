using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Reports;

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

internal sealed class ActivitySpanMap : IEntityTypeConfiguration<ActivitySpan>
{
    public void Configure(EntityTypeBuilder<ActivitySpan> builder)
    {
        builder.ToTable("activity_spans");
        builder.HasKey(span => new { span.Span, span.AuthorId, span.Kind });
        builder.Property(span => span.Kind).AsLowerCase();
    }
}

internal sealed class OpportunityBlockMap : IEntityTypeConfiguration<OpportunityBlock>
{
    public void Configure(EntityTypeBuilder<OpportunityBlock> builder)
    {
        builder.ToTable("opportunity_blocks");
        builder.HasKey(block => new { block.Ended, block.Block, block.Stage, block.Pipeline, block.Probability, block.Currency, block.Lost });
        builder.Property(block => block.Stage).HasConversion(stage => stage.Code, stored => new Stage(stored)).HasMaxLength(Limits.Code);
        builder.Property(block => block.Pipeline).HasMaxLength(Limits.Code);
        builder.Property(block => block.Currency).HasMaxLength(Limits.Currency);
    }
}

internal sealed class LifecycleDayMap : IEntityTypeConfiguration<LifecycleDay>
{
    public void Configure(EntityTypeBuilder<LifecycleDay> builder)
    {
        builder.ToTable("lifecycle_days");
        builder.HasKey(day => new { day.Day, day.FromLifecycle, day.ToLifecycle });
        builder.Property(day => day.FromLifecycle).HasMaxLength(Limits.Code);
        builder.Property(day => day.ToLifecycle).HasMaxLength(Limits.Code);
    }
}

internal sealed class TicketBlockMap : IEntityTypeConfiguration<TicketBlock>
{
    public void Configure(EntityTypeBuilder<TicketBlock> builder)
    {
        builder.ToTable("ticket_blocks");
        builder.HasKey(block => new { block.Dimension, block.Resolved, block.Block, block.Value });
        builder.Property(block => block.Dimension).HasMaxLength(Limits.Code);
        builder.Property(block => block.Value).HasMaxLength(Limits.Word);
    }
}
