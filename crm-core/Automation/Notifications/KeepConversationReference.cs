using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Automation;

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
