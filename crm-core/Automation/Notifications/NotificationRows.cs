using System.Text.Json;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Automation;

internal static class NotificationRows
{
    public static async Task<IReadOnlyList<NotificationView>> ViewsAsync(CrmSession session, IReadOnlyList<Notification> rows, CancellationToken ct)
    {
        var names = new Dictionary<(string, long), string>();
        foreach (var group in rows.Where(row => row is { RecordKind: not null, RecordId: not null }).GroupBy(row => row.RecordKind!))
        {
            foreach (var (id, name) in await VisibleNames.FindAsync(session, group.Key, [.. group.Select(row => row.RecordId!.Value).Distinct()], ct))
                names[(group.Key, id)] = name;
        }
        return [.. rows.Select(row => View(row, names))];
    }

    private static NotificationView View(Notification row, Dictionary<(string, long), string> names)
    {
        var known = row is { RecordKind: { } kind, RecordId: { } id } && names.TryGetValue((kind, id), out var name) ? new Ref(id, name) : null;
        return new NotificationView(
            row.Id, row.Kind, row.RecordKind, known, row.RecordId is not null && known is null,
            JsonSerializer.Deserialize<Dictionary<string, string>>(row.Data)!, row.CreatedAt, row.DeliverAt, row.SeenAt);
    }
}
