using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Storage;

internal sealed class ProcessedTurnMap : IEntityTypeConfiguration<ProcessedTurn>
{
    public void Configure(EntityTypeBuilder<ProcessedTurn> builder)
    {
        builder.ToTable("processed_turns");
        builder.HasKey(turn => new { turn.Channel, turn.Conversation, turn.TurnId });
        builder.Property(turn => turn.Channel).HasMaxLength(Limits.Channel);
        builder.Property(turn => turn.Conversation).HasMaxLength(Limits.Conversation);
        builder.Property(turn => turn.TurnId).HasMaxLength(Limits.TurnId);
    }
}

internal sealed class AuditHeadMap : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("audit_head");
        builder.HasKey(head => head.Id);
        builder.Property(head => head.Id).ValueGeneratedNever();
        builder.Property(head => head.Hash).HasMaxLength(32);
        builder.Property(head => head.KeyId).HasMaxLength(Privacy.Keys.KeyEncryptionKey.MaxIdLength);
        builder.Property(head => head.Code).HasMaxLength(32);
    }
}

internal sealed class NameKeyMap : IEntityTypeConfiguration<NameKey>
{
    public void Configure(EntityTypeBuilder<NameKey> builder)
    {
        builder.ToTable("name_keys");
        builder.HasKey(key => new { key.Kind, key.RecordId, key.Ordinal });
        builder.Property(key => key.Kind).HasMaxLength(Limits.Code);
        builder.Property(key => key.Key).HasMaxLength(Limits.Text);
        builder.Property(key => key.Bare).HasMaxLength(Limits.Text);
        builder.HasIndex(key => new { key.Kind, key.Key });
        builder.HasIndex(key => new { key.Kind, key.Bare });
    }
}
