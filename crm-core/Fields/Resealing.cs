using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Fields;

/// <summary>
/// At start, before anybody is served: values of a field that configuration calls sensitive by now are sealed, and those of one that no longer
/// is are opened. Found by their keys, so that a start with nothing to do costs one look per field.
/// </summary>
internal static class Resealing
{
    private const int Piece = 500;

    public static async Task RunAsync(Crm crm, CancellationToken ct)
    {
        foreach (var field in crm.Fields.All)
        {
            while (await StepAsync(crm, field, ct))
            {
            }
        }
    }

    private static async Task<bool> StepAsync(Crm crm, CustomField field, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, new Origin("system", Sentence: $"seal {field.RightsName}"), ct);
        var values = session.Db.Set<CustomValue>().Where(one => one.Noun == field.Noun && one.Code == field.Code);
        // Of the marks that keys begin with, # comes before all others.
#pragma warning disable CA1866 // Not every database's provider translates the one that takes a character.
        var wrong = field.Sensitive ? values.Where(one => !one.Key.StartsWith("#")) : values.Where(one => one.Key.StartsWith("#"));
#pragma warning restore CA1866
        var ids = await wrong.Select(one => one.RecordId).Distinct().Take(Piece).ToListAsync(ct);
        if (ids.Count == 0)
            return false;
        foreach (var id in ids)
        {
            if (await session.Db.FindAsync(Records.TypeOf(field.Noun)!, [id], ct) is not CustomRecord record)
                continue;
            var (open, shut) = (CustomJson.Read(record.Custom), CustomJson.Read(record.CustomSealed));
            var (from, to) = field.Sensitive ? (open, shut) : (shut, open);
            if (from.Remove(field.Code, out var value))
                to[field.Code] = value;
            (record.Custom, record.CustomSealed) = (CustomJson.Write(open), CustomJson.Write(shut));
        }
        var before = session.Recorder.ChangeCount;
        await session.SaveAsync(ct);
        // A key without its record would be found for ever.
        if (session.Recorder.ChangeCount == before)
            await wrong.Where(one => ids.Contains(one.RecordId)).ExecuteDeleteAsync(ct);
        await session.CommitAsync(ct);
        return true;
    }
}
