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

/// <summary>Keeps where the actor can be reached. Not part of the CRM's records: no audit.</summary>
[Requires(Permissions.NotificationsRead)]
public sealed record KeepConversationReference : Command<bool>
{
    public required string Channel { get; init; }

    public required string Conversation { get; init; }

    public required string Reference { get; init; }

    protected internal override async Task<Result<bool>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (Channel.Length > Limits.Channel || Conversation.Length > Limits.Conversation || Reference.Length > Limits.LongText)
            return Failure.Invalid("too_long", "The conversation's reference is too long to keep.", "reference");
        var (self, now) = (session.Actor.UserId, session.Now.ToUnixTimeMilliseconds());
        await session.Db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO conversation_references (channel, conversation, user_id, reference, updated_at) VALUES ({Channel}, {Conversation}, {self}, {Reference}, {now})
            ON CONFLICT (channel, conversation, user_id) DO UPDATE SET reference = excluded.reference, updated_at = excluded.updated_at
            """,
            ct);
        return true;
    }
}
