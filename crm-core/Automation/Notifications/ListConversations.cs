using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>Where a channel can speak to the actor; <paramref name="Reference"/> is the channel's own text.</summary>
public sealed record ConversationView(string Channel, string Conversation, string Reference, DateTimeOffset UpdatedAt);

/// <summary>Where the actor can be spoken to unasked, last used first.</summary>
[Requires(Permissions.NotificationsRead)]
public sealed record ListConversations : Query<IReadOnlyList<ConversationView>>
{
    /// <summary>Somebody in more conversations than that is told in the newest ones.</summary>
    private const int Most = 50;

    public string? Channel { get; init; }

    protected internal override async Task<Result<IReadOnlyList<ConversationView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var (self, channel) = (session.Actor.UserId, Channel);
        return await session.Db.Set<ConversationReference>().Where(one => one.UserId == self && (channel == null || one.Channel == channel))
            .OrderByDescending(one => one.UpdatedAt)
            .Take(Most)
            .Select(one => new ConversationView(one.Channel, one.Conversation, one.Reference, one.UpdatedAt))
            .ToListAsync(ct);
    }
}
