using System.Collections.Concurrent;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Turns;

/// <summary>
/// Whoever writes on a channel that vouches for people (Teams, other Bot Framework channels) signs in with the first message of a day, and with the
/// first under another identity; the rest of the day is the same visit. The chat page and REST sign people in themselves, when they give a token.
/// </summary>
public sealed class TurnSignIns(IAuditEvents audit, TimeProvider time)
{
    private readonly ConcurrentDictionary<(long User, string Channel, string Identity), DateOnly> visits = [];
    private DateOnly day;

    public void Note(Actor actor, Sender sender, IncomingTurn turn)
    {
        if (SignedInElsewhere(sender, turn))
            return;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (day != today)
        {
            // Yesterday's visits are over; two turns at once may both find that, which drops nothing of today that would not be noted again.
            day = today;
            foreach (var visit in visits.Where(visit => visit.Value != today))
                visits.TryRemove(visit);
        }

        if (visits.TryAdd((actor.UserId, turn.Channel, Identity(sender)), today))
            audit.Note(new AuditEvent(AuditEvent.SignIn, actor.UserId, actor.Login, turn.Channel, Kinds.User, actor.UserId, turn.Conversation));
    }

    /// <summary>Somebody the channel vouches for and the CRM does not know.</summary>
    public void NoteUnknown(Sender sender, IncomingTurn turn)
    {
        if (!SignedInElsewhere(sender, turn))
            audit.NoteOnce($"turn {turn.Channel} {Identity(sender)}", new AuditEvent(AuditEvent.SignInFailed, 0, "", turn.Channel, Kinds.User, 0, turn.Conversation));
    }

    /// <summary>A Direct Line token was given to that login, which was noted then.</summary>
    private static bool SignedInElsewhere(Sender sender, IncomingTurn turn) => turn.Channel == "directline" && sender.Login is not null;

    private static string Identity(Sender sender) => sender.EntraObjectId ?? sender.Login ?? "";
}
