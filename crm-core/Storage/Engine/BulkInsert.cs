using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Names;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Transfer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotCrm.Core.Storage.Engine;

/// <summary>
/// Writes many new rows of a save by one prepared statement per table instead of one generated statement per row: an import or an undo adds
/// thousands. What it cannot do exactly as the save itself would, it leaves to the save.
/// </summary>
internal static class BulkInsert
{
    /// <summary>Below so many rows preparing costs more than it saves.</summary>
    private const int Worth = 40;

    private static readonly ConditionalWeakTable<IModel, ConcurrentDictionary<IEntityType, Table>> Known = [];

    /// <summary>Rows that nobody looks at again in the session that writes them: tracked on, every later save would look them through.</summary>
    private static readonly HashSet<Type> Forgotten = [typeof(AuditEntry), typeof(NameKey), typeof(MatchKey), typeof(LifecycleChange), typeof(DataKey), typeof(ImportRow)];

    /// <summary>Inserts the tracked new rows; afterwards they are tracked as saved. Returns how many.</summary>
    public static async Task<int> RunAsync(CrmDbContext db, CancellationToken ct)
    {
        var added = new Dictionary<IEntityType, List<EntityEntry>>();
        var changed = new HashSet<IEntityType>();
        var count = 0;
        foreach (var entry in db.ChangeTracker.Entries())
        {
            switch (entry.State)
            {
                case EntityState.Deleted:
                    // It may have to make room first.
                    return 0;
                case EntityState.Modified:
                    changed.Add(entry.Metadata);
                    break;
                case EntityState.Added:
                    if (!added.TryGetValue(entry.Metadata, out var entries))
                        added.Add(entry.Metadata, entries = []);
                    entries.Add(entry);
                    count++;
                    break;
            }
        }
        if (count < Worth || db.Database.CurrentTransaction is not { } transaction)
            return 0;
        var tables = Known.GetOrCreateValue(db.Model);
        var work = added.Select(pair => (Table: tables.GetOrAdd(pair.Key, static (type, context) => new Table(type, context), db), Entries: pair.Value)).ToList();
        if (work.Exists(one => !one.Table.Plain || (one.Table.HasUnique && changed.Contains(one.Table.Type)) || one.Entries.Exists(one.Table.RefersToItself)))
            return 0;
        try
        {
            foreach (var (table, entries) in InOrder(work))
                await WriteAsync(db, transaction.GetDbTransaction(), table, entries, ct);
        }
        catch (DbException refused)
        {
            throw new DbUpdateException("The store refused new rows.", refused);
        }
        foreach (var (table, entries) in work)
        {
            var state = Forgotten.Contains(table.Type.ClrType) ? EntityState.Detached : EntityState.Unchanged;
            foreach (var entry in entries)
                entry.State = state;
        }
        return count;
    }

    /// <summary>What is referred to stands before what refers to it.</summary>
    private static List<(Table Table, List<EntityEntry> Entries)> InOrder(List<(Table Table, List<EntityEntry> Entries)> work)
    {
        var ordered = new List<(Table, List<EntityEntry>)>(work.Count);
        var left = work.ToList();
        while (left.Count > 0)
        {
            var next = left.FindIndex(one => !left.Exists(other => other.Table != one.Table && one.Table.RefersTo.Contains(other.Table.Type)));
            if (next < 0)
                throw new InvalidOperationException("The references between the nouns of the store go in a circle.");
            ordered.Add(left[next]);
            left.RemoveAt(next);
        }
        return ordered;
    }

    private static async Task WriteAsync(CrmDbContext db, DbTransaction transaction, Table table, List<EntityEntry> entries, CancellationToken ct)
    {
        var most = Math.Clamp(db.Dialect.ParametersOfAnInsert / table.Columns.Length, 1, entries.Count);
        for (var done = 0; done < entries.Count;)
        {
            // One statement for all full pieces, another for what is left over.
            var rows = Math.Min(most, entries.Count - done);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = transaction;
            command.CommandText = table.Insert(rows);
            var prepared = false;
            for (; entries.Count - done >= rows; done += rows)
            {
                for (var row = 0; row < rows; row++)
                    table.Bind(command, entries[done + row], row);
                if (!prepared)
                    await command.PrepareAsync(ct);
                prepared = true;
                await command.ExecuteNonQueryAsync(ct);
            }
        }
    }

    private sealed class Table
    {
        private readonly string into;
        private readonly IProperty[] toItself;
        private readonly Dialect dialect;

        public Table(IEntityType type, CrmDbContext db)
        {
            var sql = db.GetService<ISqlGenerationHelper>();
            var properties = type.GetProperties().ToList();
            Type = type;
            dialect = db.Dialect;
            Columns = [.. properties.Where(property => property.GetBeforeSaveBehavior() == PropertySaveBehavior.Save)
                .Select(property => (property, property.GetRelationalTypeMapping()))];
            into = $"INSERT INTO {sql.DelimitIdentifier(type.GetTableName()!)} ({string.Join(", ", Columns.Select(column => sql.DelimitIdentifier(column.Property.GetColumnName())))}) VALUES ";
            Plain = type.BaseType is null && !type.GetDirectlyDerivedTypes().Any() && !type.GetComplexProperties().Any() && !type.GetNavigations().Any()
                && properties.TrueForAll(property => !property.ValueGenerated.HasFlag(ValueGenerated.OnAdd) || property.GetBeforeSaveBehavior() == PropertySaveBehavior.Ignore);
            HasUnique = type.GetIndexes().Any(index => index.IsUnique);
            RefersTo = [.. type.GetForeignKeys().Select(key => key.PrincipalEntityType)];
            toItself = [.. type.GetForeignKeys().Where(key => key.PrincipalEntityType == type).SelectMany(key => key.Properties)];
        }

        public IEntityType Type { get; }

        public (IProperty Property, RelationalTypeMapping Mapping)[] Columns { get; }

        public bool Plain { get; }

        public bool HasUnique { get; }

        public HashSet<IEntityType> RefersTo { get; }

        public bool RefersToItself(EntityEntry entry) => Array.Exists(toItself, property => entry.CurrentValues[property] is not null);

        public string Insert(int rows)
        {
            var text = new StringBuilder(into);
            for (var row = 0; row < rows; row++)
            {
                text.Append(row == 0 ? "(" : ", (");
                for (var column = 0; column < Columns.Length; column++)
                    text.Append(column == 0 ? "" : ", ").Append(Name((row * Columns.Length) + column));
                text.Append(')');
            }
            return text.ToString();
        }

        public void Bind(DbCommand command, EntityEntry entry, int row)
        {
            var values = entry.CurrentValues;
            for (var column = 0; column < Columns.Length; column++)
            {
                var (property, mapping) = Columns[column];
                var at = (row * Columns.Length) + column;
                var value = values[property];
                if (at == command.Parameters.Count)
                    command.Parameters.Add(mapping.CreateParameter(command, Name(at), value, property.IsNullable));
                else
                    command.Parameters[at].Value = Stored(mapping, value);
                if (command.Parameters[at] is { Value: string text } parameter)
                    parameter.Value = dialect.Text(text);
            }
        }

        private static object Stored(RelationalTypeMapping mapping, object? value) =>
            (value is null ? null : mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;

        private static string Name(int at) => string.Create(CultureInfo.InvariantCulture, $"@p{at}");
    }
}
