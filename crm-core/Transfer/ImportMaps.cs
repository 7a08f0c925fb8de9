using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Transfer;

internal sealed class ImportMap : IEntityTypeConfiguration<Import>
{
    public const int PlanLength = 400_000;

    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.ToTable("imports");
        builder.HasKey(import => import.Id);
        builder.Property(import => import.Id).ValueGeneratedNever();
        builder.Property(import => import.FileName).HasMaxLength(Limits.Name);
        builder.Property(import => import.Kind).HasMaxLength(Limits.Code);
        builder.Property(import => import.State).AsLowerCase();
        builder.Property(import => import.Plan).HasMaxLength(PlanLength);
        builder.Property(import => import.Channel).HasMaxLength(Limits.Channel);
        builder.Property(import => import.Conversation).HasMaxLength(Limits.Conversation);
        builder.Property(import => import.Problem).HasMaxLength(Limits.Word);
        builder.RefersTo<Import, User>(nameof(Import.MakerId));
        builder.HasIndex(import => import.State);
        builder.HasIndex(import => import.ChangeSetId);
    }
}

internal sealed class ImportRowMap : IEntityTypeConfiguration<ImportRow>
{
    public void Configure(EntityTypeBuilder<ImportRow> builder)
    {
        builder.ToTable("import_rows");
        builder.HasKey(row => new { row.ImportId, row.Number });
        builder.Property(row => row.Outcome).AsLowerCase();
        builder.Property(row => row.RecordKind).HasMaxLength(Limits.Code);
        builder.Property(row => row.Code).HasMaxLength(Limits.Word);
        builder.Property(row => row.Column).HasMaxLength(Limits.Name);
        builder.Property(row => row.Value).HasMaxLength(Limits.Name);
        builder.Property(row => row.Message).HasMaxLength(Limits.Text);
    }
}

internal sealed class ImportKeyMap : IEntityTypeConfiguration<ImportKey>
{
    public void Configure(EntityTypeBuilder<ImportKey> builder)
    {
        builder.ToTable("import_keys");
        builder.HasKey(key => key.Key);
        builder.Property(key => key.Key).HasMaxLength(64);
        builder.Property(key => key.Hash).HasMaxLength(64);
        builder.HasIndex(key => key.ImportId);
    }
}

internal sealed class ImportTemplateMap : IEntityTypeConfiguration<ImportTemplate>
{
    public void Configure(EntityTypeBuilder<ImportTemplate> builder)
    {
        builder.ToTable("import_templates");
        builder.HasKey(template => template.Id);
        builder.Property(template => template.Id).ValueGeneratedNever();
        builder.Property(template => template.Name).HasMaxLength(Limits.Word).SortsWithoutCase();
        builder.Property(template => template.Kind).HasMaxLength(Limits.Code);
        builder.Property(template => template.Plan).HasMaxLength(ImportMap.PlanLength);
        builder.HasOne<User>().WithMany().HasForeignKey(template => template.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(template => new { template.OwnerId, template.Name }).IsUnique();
    }
}
