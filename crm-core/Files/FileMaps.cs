using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Files;

internal sealed class StoredFileMap : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.IsRecord("files");
        builder.Property(file => file.RecordKind).HasMaxLength(Limits.Code);
        builder.Property(file => file.Name).HasMaxLength(Limits.Name);
        builder.Property(file => file.ContentType).HasMaxLength(Limits.Word);
        builder.Property(file => file.Sha256).HasMaxLength(64).HasColumnName("sha256");
        builder.RefersTo<StoredFile, User>(nameof(StoredFile.UploadedById));
        builder.HasIndex(file => new { file.RecordKind, file.RecordId });
    }
}

internal sealed class FileContentMap : IEntityTypeConfiguration<FileContent>
{
    public void Configure(EntityTypeBuilder<FileContent> builder)
    {
        builder.ToTable("file_contents");
        builder.HasKey(content => content.FileId);
        builder.Property(content => content.FileId).ValueGeneratedNever();
        builder.HasIndex(content => content.RemovedAt);
    }
}
