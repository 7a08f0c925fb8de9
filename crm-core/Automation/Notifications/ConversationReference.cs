using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Automation;

/// <summary>Where a user can be spoken to unasked; the text is the channel's own and is not looked into.</summary>
internal sealed class ConversationReference
{
    public string Channel { get; set; } = "";

    public string Conversation { get; set; } = "";

    public long UserId { get; set; }

    public string Reference { get; set; } = "";

    public DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class ConversationReferenceMap : IEntityTypeConfiguration<ConversationReference>
{
    public void Configure(EntityTypeBuilder<ConversationReference> builder)
    {
        builder.ToTable("conversation_references");
        builder.HasKey(one => new { one.Channel, one.Conversation, one.UserId });
        builder.Property(one => one.Channel).HasMaxLength(Limits.Channel);
        builder.Property(one => one.Conversation).HasMaxLength(Limits.Conversation);
        builder.Property(one => one.Reference).HasMaxLength(Limits.LongText);
        builder.HasIndex(one => one.UserId);
    }
}
