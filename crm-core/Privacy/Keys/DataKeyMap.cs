using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Privacy.Keys;

internal sealed class DataKeyMap : IEntityTypeConfiguration<DataKey>
{
    public void Configure(EntityTypeBuilder<DataKey> builder)
    {
        builder.ToTable("data_keys");
        builder.HasKey(key => key.Id);
        builder.Property(key => key.Id).ValueGeneratedNever();
        builder.Property(key => key.Subject).HasMaxLength(Limits.Code);
        builder.Property(key => key.WrappedBy).HasMaxLength(KeyEncryptionKey.MaxIdLength);
        builder.Property(key => key.Wrapped).HasMaxLength(100);
        builder.HasIndex(key => new { key.Subject, key.SubjectId }).IsUnique();
        builder.HasIndex(key => key.WrappedBy);
    }
}
