using System.Data.Common;
using System.Globalization;
using BotCrm.Core.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotCrm.Core.Privacy.Sealing;

/// <summary>
/// Brings every sealed column under the data key that seals now: plain values of an older version at first start, values under a retired key
/// after a rotation. Goes by the model, in pieces of their own transactions, and goes on where it was cut off. What a record says does not
/// change by it, so neither versions nor the audit speak of it.
/// </summary>
internal static class SealingWalk
{
    private const int Piece = 500;

    private static readonly Origin Origin = new("system", Sentence: "seal");

    /// <summary>One piece of work. True when there is more.</summary>
    public static async Task<bool> StepAsync(Crm crm, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, Origin, ct);
        var current = session.Db.Sealer.Ring.Current.Id;
        foreach (var properties in SealedModel.Of(session.Db.Model).All)
        {
            var name = $"{properties[0].Table}:{string.Join(',', properties.Select(one => one.Column))}";
            var progress = await session.Db.SealingProgress.AsTracking().FirstOrDefaultAsync(row => row.Name == name, ct);
            if (progress is { Done: true } && progress.KeyId == current)
                continue;
            if (progress is null)
                session.Db.SealingProgress.Add(progress = new SealingProgress { Name = name });
            if (progress.KeyId != current)
                (progress.KeyId, progress.AfterId, progress.Done) = (current, 0, false);
            var rows = await ReadAsync(session, properties, progress.AfterId, ct);
            foreach (var (id, texts) in rows)
                await SealAsync(session, properties, id, texts, ct);
            progress.Done = rows.Count < Piece;
            if (rows.Count > 0)
                progress.AfterId = rows[^1].Id;
            await session.Db.SaveChangesAsync(ct);
            await session.CommitAsync(ct);
            return true;
        }
        return false;
    }

    private static async Task<List<(long Id, string?[] Texts)>> ReadAsync(CrmSession session, IReadOnlyList<SealedProperty> properties, long after, CancellationToken ct)
    {
        await using var command = Command(session);
        command.CommandText = string.Create(CultureInfo.InvariantCulture,
            $"SELECT id, {string.Join(", ", properties.Select(one => one.Column))} FROM {properties[0].Table} WHERE id > @after ORDER BY id LIMIT {Piece}");
        Add(command, "@after", after);
        var rows = new List<(long, string?[])>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add((reader.GetInt64(0), [.. properties.Select((_, i) => reader.IsDBNull(i + 1) ? null : reader.GetString(i + 1))]));
        return rows;
    }

    private static async Task SealAsync(CrmSession session, IReadOnlyList<SealedProperty> properties, long id, string?[] texts, CancellationToken ct)
    {
        var sealer = session.Db.Sealer;
        for (var i = 0; i < properties.Count; i++)
        {
            var one = properties[i];
            if (texts[i] is not { } text || sealer.IsCurrent(text, Sealer.Place(one.Table, one.Column, id)))
                continue;
            var plain = sealer.OpenText(text, one.Table, one.Column, id);
            await using var command = Command(session);
            var blinds = string.Concat(one.Blinds.Select((blind, n) => $", {blind.Property.GetColumnName()} = @b{n}"));
            // Another process may have changed it since it was read, where writers do not wait for each other; then it has sealed it itself.
            command.CommandText = $"UPDATE {one.Table} SET {one.Column} = @sealed{blinds} WHERE id = @id AND {one.Column} = @was";
            Add(command, "@sealed", sealer.SealText(plain, one.Table, one.Column, id));
            Add(command, "@id", id);
            Add(command, "@was", text);
            for (var n = 0; n < one.Blinds.Count; n++)
                Add(command, $"@b{n}", sealer.Blind(one.Blinds[n].Form, plain));
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static DbCommand Command(CrmSession session)
    {
        var command = session.Db.Database.GetDbConnection().CreateCommand();
        command.Transaction = session.Db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }
}
