using BotCrm.Core;
using Npgsql;

namespace BotCrm.Testing;

/// <summary>
/// Databases of the PostgreSQL server that <c>BOTCRM_TEST_POSTGRES</c> names (<c>eval "$(bash tests/postgres env)"</c>). Each test has one of
/// its own, copied from a template, so that tests run side by side, also those of several processes.
/// </summary>
public static class TestDatabase
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("BOTCRM_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    private static readonly Lazy<NpgsqlDataSource> Admin = new(() => NpgsqlDataSource.Create(Server!));

    /// <summary>Whether tests run on PostgreSQL.</summary>
    public static bool IsPostgres => Server is not null;

    /// <summary>Options for a CRM of its own: a new database, or with SQLite the file crm.db in the folder.</summary>
    public static async Task<CrmOptions> CreateAsync(string folder, CrmOptions? template = null)
    {
        var options = new CrmOptions { Path = Path.Combine(folder, "crm.db"), Currency = "EUR" };
        // A store is of no use without its keys.
        foreach (var ending in new[] { "", ".key" })
        {
            if (template is not null && File.Exists(template.Path + ending))
                File.Copy(template.Path + ending, options.Path + ending);
        }
        if (Server is null)
            return options;
        return options with { Provider = StoreProvider.Postgres, ConnectionString = await CreateDatabaseAsync(template?.ConnectionString is { } from ? NameOf(from) : null) };
    }

    /// <summary>An empty database, or a copy; the connection string.</summary>
    public static async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"t_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template ?? "template0"}");
        return new NpgsqlConnectionStringBuilder(Server) { Database = name, MinPoolSize = 0, MaxPoolSize = 20 }.ToString();
    }

    public static async Task DropAsync(CrmOptions options)
    {
        if (options.ConnectionString is { } connection)
            await ExecuteAsync($"DROP DATABASE IF EXISTS {NameOf(connection)} WITH (FORCE)");
    }

    private static string NameOf(string connection) => new NpgsqlConnectionStringBuilder(connection).Database!;

    private static async Task ExecuteAsync(string sql)
    {
        await using var command = Admin.Value.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
