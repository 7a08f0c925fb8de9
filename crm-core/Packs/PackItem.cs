using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Packs;

/// <summary>Something of a pack that was laid into the store, so that it is not laid in again after somebody deleted it.</summary>
internal sealed class PackItem
{
    public string Pack { get; set; } = "";

    public string Item { get; set; } = "";
}

internal sealed class PackItemMap : IEntityTypeConfiguration<PackItem>
{
    public void Configure(EntityTypeBuilder<PackItem> builder)
    {
        builder.ToTable("pack_items");
        builder.HasKey(item => new { item.Pack, item.Item });
        builder.Property(item => item.Pack).HasMaxLength(Limits.Word);
        builder.Property(item => item.Item).HasMaxLength(Limits.Word);
    }
}
