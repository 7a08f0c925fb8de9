using System.Data.Common;

namespace BotCrm.Core.Storage.Engine;

/// <summary>Brings a store to the program's schema, each step in its own transaction, and refuses one it does not understand.</summary>
/// <param name="place">What the store is called in messages, such as "data file /srv/crm.db".</param>
/// <param name="setting">The setting that would name another place.</param>
internal sealed class Migrator(DbConnection connection, IReadOnlyList<Migration> migrations, string place, string setting)
{
    /// <param name="tables">Names of the tables that are there.</param>
    /// <exception cref="StoreException">The store belongs to another program, or is of a newer or altered schema.</exception>
    /// <returns>Whether something was changed in a store that was there before.</returns>
    public bool Run(IReadOnlyCollection<string> tables, TimeProvider clock)
    {
        var applied = Applied(tables);
        for (var i = 0; i < applied.Count; i++)
        {
            if (i >= migrations.Count)
                throw new StoreException($"The {place} was written by a newer version of this program (schema {applied[^1].Number}; this program knows {migrations[^1].Number}). Start that version, or restore a backup.");
            if (applied[i].Number != migrations[i].Number || applied[i].Checksum != migrations[i].Checksum)
                throw new StoreException($"The {place} has another schema {applied[i].Number} than this program ({migrations[i].Name}): it was made by an altered version. Restore a backup, or start the version that made it.");
        }
        foreach (var migration in migrations.Skip(applied.Count))
            Apply(migration, clock);
        return applied.Count > 0 && applied.Count < migrations.Count;
    }

    private List<(int Number, string Checksum)> Applied(IReadOnlyCollection<string> tables)
    {
        var ours = tables.Contains("schema_version");
        if (tables.Count > 0 && !ours)
            throw new StoreException($"The {place} belongs to another program: it has tables, but none named schema_version. Give {setting} another one.");
        var applied = new List<(int, string)>();
        if (!ours)
            return applied;
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT number, checksum FROM schema_version ORDER BY number";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            applied.Add((reader.GetInt32(0), reader.GetString(1)));
        return applied;
    }

    private void Apply(Migration migration, TimeProvider clock)
    {
        using var transaction = connection.BeginTransaction();
        Execute(transaction, "CREATE TABLE IF NOT EXISTS schema_version (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)");
        // Another process may have come first while this one waited for the lock.
        if ((long)Execute(transaction, "SELECT count(*) FROM schema_version WHERE number = @number", ("@number", migration.Number))! > 0)
            return;
        Execute(transaction, migration.Sql);
        Execute(
            transaction,
            "INSERT INTO schema_version (number, name, checksum, applied_at) VALUES (@number, @name, @checksum, @at)",
            ("@number", migration.Number),
            ("@name", migration.Name),
            ("@checksum", migration.Checksum),
            ("@at", clock.GetUtcNow().ToUnixTimeMilliseconds()));
        transaction.Commit();
    }

    private object? Execute(DbTransaction transaction, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.CommandTimeout = 0;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command.ExecuteScalar();
    }
}
