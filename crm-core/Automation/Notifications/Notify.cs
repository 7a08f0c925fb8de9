using System.Text.Json;
using BotCrm.Core.Audit;

namespace BotCrm.Core.Automation;

/// <summary>Writes notifications in the transaction of what they tell about: told if and only if it happened.</summary>
internal static class Notify
{
    /// <param name="session">The session of what is told about.</param>
    /// <param name="userId">Whom. An inactive user or the system is told nothing.</param>
    /// <param name="kind">What: the assistant's phrase <c>notice.{kind}</c>.</param>
    /// <param name="about">The record it is about.</param>
    /// <param name="data">Values for the phrase: figures and codes, no names.</param>
    /// <param name="notBefore">Tells it no sooner; the user's quiet hours may put it off further.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task NotifyAsync(
        this CrmSession session,
        long userId,
        string kind,
        (string Kind, long Id)? about = null,
        IReadOnlyDictionary<string, string>? data = null,
        DateTimeOffset? notBefore = null,
        CancellationToken ct = default)
    {
        if ((await session.DirectoryAsync(ct)).Find(userId) is not { Active: true } person)
            return;
        var at = notBefore is { } later && later > session.Now ? later : session.Now;
        session.Db.Notifications.Add(new Notification
        {
            Id = await session.NewIdAsync(ct),
            UserId = userId,
            Kind = kind,
            RecordKind = about?.Kind,
            RecordId = about?.Id,
            Data = data is null ? "{}" : JsonSerializer.Serialize(data, RecordImage.Json),
            CreatedAt = session.Now,
            DeliverAt = (await WorkingHours.OfAsync(session, person, ct)).AfterQuiet(at),
        });
        session.WroteNotifications();
    }
}
