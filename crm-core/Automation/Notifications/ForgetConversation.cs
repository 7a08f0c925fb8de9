using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>The channel has taken the bot out of a conversation the actor is in: nobody is reached there any more. Answers how many were.</summary>
[Requires(Permissions.NotificationsRead)]
public sealed record ForgetConversation : Command<int>
{
    public required string Channel { get; init; }

    public required string Conversation { get; init; }

    protected internal override async Task<Result<int>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var (channel, conversation) = (Channel, Conversation);
        return await session.Db.Set<ConversationReference>().Where(one => one.Channel == channel && one.Conversation == conversation).ExecuteDeleteAsync(ct);
    }
}
