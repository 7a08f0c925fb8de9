using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Audit;

internal sealed class AuditEntryMap : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.HasKey(entry => entry.Sequence);
        builder.Property(entry => entry.Sequence).ValueGeneratedNever();
        builder.Ignore(entry => entry.Erased);
        builder.Property(entry => entry.ActorLogin).HasMaxLength(Limits.Login);
        builder.Property(entry => entry.Channel).HasMaxLength(Limits.Channel);
        builder.Property(entry => entry.Conversation).HasMaxLength(Limits.Conversation);
        builder.Property(entry => entry.Sentence).HasMaxLength(Limits.Sentence);
        builder.Property(entry => entry.Entity).HasMaxLength(Limits.Code);
        builder.Property(entry => entry.Operation).HasMaxLength(Limits.Code);
        builder.Property(entry => entry.Salt).HasMaxLength(16);
        builder.Property(entry => entry.PayloadDigest).HasMaxLength(32);
        builder.Property(entry => entry.PreviousHash).HasMaxLength(32);
        builder.Property(entry => entry.Hash).HasMaxLength(32);
        builder.HasIndex(entry => entry.ChangeSetId);
        builder.HasIndex(entry => new { entry.Entity, entry.EntityId });
        builder.HasIndex(entry => entry.ActorId);
        builder.HasIndex(entry => entry.Undoes);
    }
}
