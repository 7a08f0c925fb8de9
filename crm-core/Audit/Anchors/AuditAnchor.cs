using BotCrm.Core.Privacy.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Audit.Anchors;

/// <summary>The chain's newest entry at some time, with a code that only a holder of the key-encryption keys can compute.</summary>
internal sealed class AuditAnchor
{
    public long Sequence { get; set; }

    public byte[] Hash { get; set; } = [];

    public DateTimeOffset At { get; set; }

    /// <summary>Id of the key-encryption key that the code's key is derived from.</summary>
    public string KeyId { get; set; } = "";

    public byte[] Code { get; set; } = [];

    /// <summary>Not stored: read from the file, whose lines are never signed anew.</summary>
    public bool FromFile { get; set; }
}

internal sealed class AuditAnchorMap : IEntityTypeConfiguration<AuditAnchor>
{
    public void Configure(EntityTypeBuilder<AuditAnchor> builder)
    {
        builder.ToTable("audit_anchors");
        builder.HasKey(anchor => anchor.Sequence);
        builder.Ignore(anchor => anchor.FromFile);
        builder.Property(anchor => anchor.Sequence).ValueGeneratedNever();
        builder.Property(anchor => anchor.Hash).HasMaxLength(32);
        builder.Property(anchor => anchor.KeyId).HasMaxLength(KeyEncryptionKey.MaxIdLength);
        builder.Property(anchor => anchor.Code).HasMaxLength(32);
    }
}
