using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Tasks;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>On working days everybody is told in the morning, at the hour they wish, what the day holds; nothing when it holds nothing. Once a day, by the key of the occurrence.</summary>
internal sealed class DigestTask(Crm crm) : IBackgroundTask
{
    /// <summary>Occurrences of no rule: ids of records begin at 1.</summary>
    private const long NoRule = -1;

    /// <summary>A digest at noon is no morning digest: after a standstill it is left out.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromHours(3);

    public string Name => "digest";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        List<(long User, string Login, string Key)> due = [];
        await using (var look = await crm.OpenReadAsync(Actor.System, RuleScan.Origin, ct))
        {
            var calendar = await look.CalendarAsync(null, ct);
            var wishes = await look.Db.NotificationSettings.ToDictionaryAsync(row => row.UserId, ct);
            foreach (var person in (await look.DirectoryAsync(ct)).People.Where(person => person.Active).OrderBy(person => person.Id))
            {
                var hours = WorkingHours.Of(person, wishes.GetValueOrDefault(person.Id));
                var today = TaskTimes.DayOf(now, hours.Zone);
                if (hours.DigestAt is not { } time || !calendar.IsWorkingDay(today))
                    continue;
                var at = hours.At(today, time);
                if (now >= at && now < at + Latest)
                    due.Add((person.Id, person.Login, string.Create(CultureInfo.InvariantCulture, $"digest:{person.Id}:{today:yyyy-MM-dd}")));
            }
            var keys = due.Select(one => one.Key).ToArray();
            var done = await look.Db.RuleOccurrences.Where(one => one.RuleId == NoRule && keys.Contains(one.OccurrenceKey)).Select(one => one.OccurrenceKey).ToListAsync(ct);
            due.RemoveAll(one => done.Contains(one.Key));
        }
        foreach (var (user, login, key) in due)
            await TellAsync(user, login, key, now, ct);
        return false;
    }

    private async Task TellAsync(long user, string login, string key, DateTimeOffset now, CancellationToken ct)
    {
        if (await crm.FindActorByLoginAsync(login, ct) is not { } actor || !actor.May(Permissions.TasksRead))
            return;
        var day = await crm.AskAsync(actor, RuleScan.Origin, new GetMyDay(), ct);
        if (!day.Ok)
            return;
        await using var session = await crm.OpenWriteAsync(Actor.System, RuleScan.Origin, ct);
        var at = now.ToUnixTimeMilliseconds();
        var mine = await session.Db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO rule_occurrences (rule_id, occurrence_key, record_kind, record_id, detected_at, due_at, depth, attempts, done_at, outcome)
            VALUES ({NoRule}, {key}, 'user', {user}, {at}, {at}, 0, 1, {at}, 'done') ON CONFLICT (rule_id, occurrence_key) DO NOTHING
            """,
            ct);
        if (mine == 0)
            return;
        var found = day.Value;
        if (found.OverdueCount + found.TodayCount + found.OpportunityCount + found.TicketCount + found.QuietCount > 0)
        {
            await session.NotifyAsync(
                user,
                "digest",
                data: new Dictionary<string, string>
                {
                    ["overdue"] = Text(found.OverdueCount),
                    ["today"] = Text(found.TodayCount),
                    ["opportunities"] = Text(found.OpportunityCount),
                    ["tickets"] = Text(found.TicketCount),
                    ["quiet"] = Text(found.QuietCount),
                },
                ct: ct);
        }
        await session.CommitAsync(ct);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
