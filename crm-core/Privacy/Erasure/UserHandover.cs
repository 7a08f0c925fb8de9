using System.Text.Json.Nodes;
using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Contracts;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;
using BotCrm.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Privacy.Erasure;

/// <summary>
/// Passes on what somebody looked after who is to be forgotten: customers, contracts, and what is still open. What is closed stays with whom it
/// was closed by, for the figures; who sees the customer sees it all the same. What was only the person's own goes.
/// </summary>
internal sealed class UserHandover(CrmSession session, User user, Person? successor)
{
    private readonly Dictionary<string, int> counts = [];

    /// <returns>How many of each kind; a failure when there is something to take over and nobody who does.</returns>
    public async Task<Result<IReadOnlyDictionary<string, int>>> RunAsync(CancellationToken ct)
    {
        var (db, id, next) = (session.Db, user.Id, successor?.Id ?? 0);
        Pass(Kinds.Customer, await db.Customers.AsTracking().Where(one => one.OwnerId == id).ToListAsync(ct), one => one.OwnerId = next);
        Pass(Kinds.Opportunity, await db.Opportunities.AsTracking().Where(one => one.OwnerId == id && one.ClosedAt == null).ToListAsync(ct), one => one.OwnerId = next);
        Pass(Kinds.Contract, await db.Contracts.AsTracking().Where(one => one.OwnerId == id).ToListAsync(ct), one => one.OwnerId = next);
        Pass(Kinds.Task, await db.Tasks.AsTracking().Where(one => one.AssigneeId == id && !one.Done).ToListAsync(ct), one => one.AssigneeId = next);
        Pass(Kinds.Ticket, await db.Tickets.AsTracking().Where(one => one.AssigneeId == id && one.Status != TicketStatus.Resolved).ToListAsync(ct), one =>
        {
            one.AssigneeId = next;
            TicketWork.Heard(session, one, id);
        });
        Pass(Kinds.Ticket, await db.Tickets.AsTracking().Where(one => one.EscalatedToId == id && one.Status != TicketStatus.Resolved).ToListAsync(ct), one => one.EscalatedToId = next);
        Pass(Kinds.Queue, await db.Queues.AsTracking().Where(one => one.LeadId == id).ToListAsync(ct), one => one.LeadId = next);
        var names = (await db.Segments.Where(one => one.OwnerId == next).Select(one => one.Name).ToListAsync(ct)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Pass(Kinds.Segment, await db.Segments.AsTracking().Where(one => one.OwnerId == id && one.Shared).ToListAsync(ct), one =>
        {
            for (var i = 2; !names.Add(one.Name); i++)
                one.Name = FormattableString.Invariant($"{one.Name} {i}");
            one.OwnerId = next;
        });
        if (successor is null && counts.Count > 0)
            return Missing();

        // Whoever answered to the person answers to who was above the person.
        foreach (var report in await db.Users.AsTracking().Where(one => one.ManagerId == id).ToListAsync(ct))
            report.ManagerId = report.Id == user.ManagerId ? null : user.ManagerId ?? (report.Id == next || next == 0 ? null : next);
        foreach (var rule in await db.Rules.AsTracking().Where(one => one.ActionData.Contains("user:" + user.Login)).ToListAsync(ct))
            Redirect(rule);
        // A webhook sees what its owner may see: only who erases is known to be allowed that.
        foreach (var hook in await db.Set<Webhook>().AsTracking().Where(one => one.OwnerId == id).ToListAsync(ct))
            hook.OwnerId = session.Actor.UserId;
        db.QueueMembers.RemoveRange(await db.QueueMembers.AsTracking().Where(one => one.UserId == id).ToListAsync(ct));
        db.NotificationSettings.RemoveRange(await db.NotificationSettings.AsTracking().Where(one => one.UserId == id).ToListAsync(ct));
        db.Segments.RemoveRange(await db.Segments.AsTracking().Where(one => one.OwnerId == id && !one.Shared).ToListAsync(ct));
        await session.SaveAsync(ct);
        return counts;
    }

    /// <summary>Rows that are no records: what the person was told, where the person is reached, what the person's conversations remember.</summary>
    public async Task ForgetAsync(Dictionary<string, int> erased, CancellationToken ct)
    {
        var (db, id) = (session.Db, user.Id);
        Count("notifications", await db.Notifications.Where(one => one.UserId == id).ExecuteDeleteAsync(ct));
        Count("conversation_references", await db.Set<ConversationReference>().Where(one => one.UserId == id).ExecuteDeleteAsync(ct));
        Count("import_templates", await db.Set<Transfer.ImportTemplate>().Where(one => one.OwnerId == id).ExecuteDeleteAsync(ct));
        Count("conversation_state", await db.Database.ExecuteSqlAsync($"DELETE FROM conversation_state WHERE user_id = {id}", ct));
        await db.Database.ExecuteSqlAsync($"DELETE FROM calendar_tokens WHERE user_id = {id}", ct);
        await db.Database.ExecuteSqlAsync($"DELETE FROM download_tickets WHERE user_id = {id}", ct);

        void Count(string what, int rows)
        {
            if (rows > 0)
                erased[what] = rows;
        }
    }

    private void Pass<T>(string kind, List<T> records, Action<T> give)
    {
        if (records.Count == 0)
            return;
        counts[kind] = counts.GetValueOrDefault(kind) + records.Count;
        // Nobody to give them to: that is refused, after all of them were counted.
        if (successor is not null)
            records.ForEach(give);
    }

    private void Redirect(Rule rule)
    {
        var action = JsonNode.Parse(rule.ActionData)!;
        if ((string?)action["to"] != "user:" + user.Login)
            return;
        action["to"] = successor is null ? "role:admin" : "user:" + successor.Login;
        rule.ActionData = action.ToJsonString(RecordImage.Json);
    }

    private Failure Missing() => Failure.Conflict("successor_needed", $"{user.Name} still looks after {string.Join(", ", counts.Select(one => $"{one.Value} × {one.Key}"))}; say who takes over.") with
    {
        Field = "successor",
        Data = new Dictionary<string, string> { ["name"] = user.Name, ["count"] = counts.Values.Sum().ToString(System.Globalization.CultureInfo.InvariantCulture) },
    };
}
