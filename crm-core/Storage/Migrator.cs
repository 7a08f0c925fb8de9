using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace BotCrm.Core.Storage;

/// <summary>One hand-kept step of the schema; its text never changes once it is out.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The embedded files <c>Storage/Migrations/Sqlite/NNNN_name.sql</c> in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = ReadAll();

    private static List<Migration> ReadAll()
    {
        const string folder = ".Storage.Migrations.Sqlite.";
        var assembly = typeof(Migration).Assembly;
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.Contains(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[(resource.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..^".sql".Length];
            migrations.Add(new Migration(int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }
        return migrations;
    }
}

/// <summary>The file cannot be used as the CRM's store. The message is for the person who starts the program.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Brings a file to the program's schema, each step in its own transaction, and refuses a file it does not understand.</summary>
internal static class Migrator
{
    /// <exception cref="StoreException">The file is no SQLite file, belongs to another program, or is of a newer or altered schema.</exception>
    public static void Run(string path, TimeProvider clock, IReadOnlyList<Migration>? migrations = null)
    {
        migrations ??= Migration.All;
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            // Not pooled: the next opener must see the journal mode and schema as they are then.
            using var connection = new SqliteConnection(SqliteStore.ConnectionString(path, pooling: false));
            connection.Open();
            var applied = Applied(connection, path);
            Check(applied, migrations, path);
            Execute(connection, null, "PRAGMA journal_mode = WAL");
            foreach (var migration in migrations.Skip(applied.Count))
                Apply(connection, migration, clock);
        }
        catch (SqliteException broken)
        {
            var reason = broken.SqliteErrorCode switch
            {
                26 => "it is not a SQLite file",
                11 => "it is damaged",
                14 => "it cannot be opened (is it a folder, or are rights missing?)",
                8 => "it is read-only",
                5 or 6 => "another program holds it locked",
                _ => broken.Message,
            };
            throw new StoreException($"The data file {path} cannot be used: {reason}.", broken);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The data file {path} cannot be used: {broken.Message}", broken);
        }
    }

    private static List<(int Number, string Checksum)> Applied(SqliteConnection connection, string path)
    {
        var tables = (long)Scalar(connection, "SELECT count(*) FROM sqlite_master WHERE type = 'table'")!;
        var ours = (long)Scalar(connection, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'")! > 0;
        if (tables > 0 && !ours)
            throw new StoreException($"The data file {path} belongs to another program: it has tables, but none named schema_version. Give Data:Path another file.");
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

    private static void Check(List<(int Number, string Checksum)> applied, IReadOnlyList<Migration> migrations, string path)
    {
        for (var i = 0; i < applied.Count; i++)
        {
            if (i >= migrations.Count)
                throw new StoreException($"The data file {path} was written by a newer version of this program (schema {applied[^1].Number}; this program knows {migrations.Count}). Start that version, or restore a backup.");
            if (applied[i].Number != migrations[i].Number || applied[i].Checksum != migrations[i].Checksum)
                throw new StoreException($"The data file {path} has another schema {applied[i].Number} than this program ({migrations[i].Name}): it was made by an altered version. Restore a backup, or start the version that made it.");
        }
    }

    private static void Apply(SqliteConnection connection, Migration migration, TimeProvider clock)
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, transaction, "CREATE TABLE IF NOT EXISTS schema_version (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)");
        using (var seen = connection.CreateCommand())
        {
            // Another process may have come first while this one waited for the lock.
            seen.Transaction = transaction;
            seen.CommandText = "SELECT count(*) FROM schema_version WHERE number = $number";
            seen.Parameters.AddWithValue("$number", migration.Number);
            if ((long)seen.ExecuteScalar()! > 0)
                return;
        }
        Execute(connection, transaction, migration.Sql);
        using var record = connection.CreateCommand();
        record.Transaction = transaction;
        record.CommandText = "INSERT INTO schema_version (number, name, checksum, applied_at) VALUES ($number, $name, $checksum, $at)";
        record.Parameters.AddWithValue("$number", migration.Number);
        record.Parameters.AddWithValue("$name", migration.Name);
        record.Parameters.AddWithValue("$checksum", migration.Checksum);
        record.Parameters.AddWithValue("$at", clock.GetUtcNow().ToUnixTimeMilliseconds());
        record.ExecuteNonQuery();
        transaction.Commit();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
