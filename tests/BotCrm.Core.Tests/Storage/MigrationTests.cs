using BotCrm.Core.Access;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Storage.Sqlite;
using BotCrm.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Core.Tests.Storage;

public sealed class MigrationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("botcrm-").FullName;
    private readonly TestClock clock = new();

    private string File => Path.Combine(folder, "new", "crm.db");

    public static TheoryData<int> EarlierVersions => [.. Enumerable.Range(0, All.Count)];

    private static IReadOnlyList<Migration> All => Migration.For(SqliteDialect.Instance);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, true);
    }

    [Theory]
    [MemberData(nameof(EarlierVersions))]
    public void Every_earlier_version_migrates_to_the_newest_schema(int version)
    {
        var fresh = Path.Combine(folder, "fresh.db");
        Run(fresh);
        Run(File, [.. All.Take(version)]);
        Run(File);
        Assert.Equal(Rows(fresh, "SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name"), Rows(File, "SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name"));
        Assert.Equal(All.Select(migration => migration.Checksum), Rows(File, "SELECT checksum FROM schema_version ORDER BY number"));
    }

    [Fact]
    public void Numbers_rise_and_a_second_run_changes_nothing()
    {
        Assert.Equal(All.Select(migration => migration.Number).Distinct().Order(), All.Select(migration => migration.Number));
        Run(File);
        clock.Advance(TimeSpan.FromDays(1));
        Run(File);
        Assert.All(Rows(File, "SELECT applied_at FROM schema_version"), at => Assert.Equal(TestClock.Monday.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), at));
    }

    [Fact]
    public void A_step_that_fails_leaves_nothing_behind()
    {
        Run(File);
        var broken = new Migration(All[^1].Number + 1, "9999_broken", "CREATE TABLE half (id INTEGER); CREATE TABLE teams (id INTEGER);");
        Assert.Throws<StoreException>(() => Run(File, [.. All, broken]));
        Assert.Empty(Rows(File, "SELECT name FROM sqlite_master WHERE name = 'half'"));
        Run(File);
    }

    [Fact]
    public void A_file_of_a_newer_program_is_refused()
    {
        Run(File, [.. All, new Migration(All[^1].Number + 1, "next", "CREATE TABLE later (id INTEGER);")]);
        Assert.Contains("newer version", Assert.Throws<StoreException>(() => Run(File)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_migration_whose_text_changed_is_refused_but_line_ends_do_not_count()
    {
        Run(File);
        var first = All[0];
        var altered = new Migration(1, first.Name, first.Sql + "-- and a comment");
        Assert.Contains("altered", Assert.Throws<StoreException>(() => Run(File, [altered, .. All.Skip(1)])).Message, StringComparison.Ordinal);
        Run(File, [new Migration(1, first.Name, first.Sql.ReplaceLineEndings("\r\n")), .. All.Skip(1)]);
    }

    [Fact]
    public void A_file_that_is_no_database_of_ours_is_refused_in_one_clear_line()
    {
        var text = Path.Combine(folder, "letter.txt");
        System.IO.File.WriteAllText(text, string.Concat(Enumerable.Repeat("Dear Maria, ", 500)));
        Assert.EndsWith("cannot be used: it is not a SQLite file.", Assert.Throws<StoreException>(() => Run(text)).Message, StringComparison.Ordinal);

        var foreign = Path.Combine(folder, "foreign.db");
        Execute(foreign, "CREATE TABLE recipes (id INTEGER)");
        Assert.Contains("belongs to another program", Assert.Throws<StoreException>(() => Run(foreign)).Message, StringComparison.Ordinal);
        Assert.Equal(["recipes"], Rows(foreign, "SELECT name FROM sqlite_master"));

        Assert.Contains("cannot be used", Assert.Throws<StoreException>(() => Run(folder)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be used", Assert.Throws<StoreException>(() => Run(Path.Combine(text, "crm.db"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Nadia Berg")]
    [InlineData(false, "Administrator")]
    public async Task The_first_start_makes_the_folder_the_file_and_the_administrator_once(bool sample, string name)
    {
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddCrmCore(new CrmOptions { Path = File, SampleData = sample })
            .BuildServiceProvider();
        await CrmStartup.PrepareAsync(services);
        var sequence = services.GetRequiredService<ICrm>().ChangeSequence;
        await CrmStartup.PrepareAsync(services);
        var crm = services.GetRequiredService<ICrm>();
        var admin = await crm.FindActorByLoginAsync("Admin");
        Assert.Equal((name, Role.Admin), (admin!.Name, admin.Role));
        Assert.Equal(sequence, crm.ChangeSequence);
        Assert.True(sequence > 0);
    }

    private void Run(string path, IReadOnlyList<Migration>? migrations = null)
    {
        using var engine = new SqliteEngine(path);
        engine.Prepare(clock, migrations);
    }

    private static List<string> Rows(string path, string sql)
    {
        using var connection = new SqliteConnection(SqliteEngine.ConnectionString(path, pooling: false));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.IsDBNull(0) ? "" : reader.GetValue(0).ToString()!);
        return rows;
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection(SqliteEngine.ConnectionString(path, pooling: false));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
