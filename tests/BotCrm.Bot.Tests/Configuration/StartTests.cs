using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using BotCrm.Bot.Configuration;
using BotCrm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Bot.Tests.Configuration;

/// <summary>The process as a person starts it: what stops it is told in one line.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("botcrm-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Theory]
    [InlineData("--Data:Pth=x.db", "Data:Pth")]
    [InlineData("--Dat:Path=x.db", "'Dat'")]
    [InlineData("--Data=x.db", "'Data'")]
    [InlineData("--Demo:Data=some", "Demo:Data")]
    [InlineData("--Clock:Start=2026-11-23T10:00:00", "Clock:Start")]
    [InlineData("--Clock:Start=soon", "Clock:Start")]
    [InlineData("--Crm:Currency=EURO", "Crm:Currency")]
    [InlineData("--Api:TokenMinutes=0", "Api:TokenMinutes")]
    [InlineData("--Api:TokenMinutes=many", "Api:TokenMinutes")]
    [InlineData("--Llm:Provider=magic", "Llm:Provider")]
    [InlineData("--Llm:Provider=openai", "Llm:Model")]
    [InlineData("--Llm:BaseAddress=ftp://x", "Llm:BaseAddress")]
    [InlineData("--Bot:AllowedTenants:first=x", "Bot:AllowedTenants:first")]
    [InlineData("--urls=nowhere", "Urls")]
    [InlineData("--urls=http://0.0.0.0:0", "demo mode")]
    [InlineData("--environment=Production", "Production")]
    [InlineData("frobnicate", "frobnicate")]
    public async Task A_wrong_setting_stops_the_start_with_one_line(string argument, string named)
    {
        var (code, output, error) = await RunAsync([argument]);
        Assert.Equal(2, code);
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task A_secret_that_is_wrong_is_not_shown()
    {
        var (code, _, error) = await RunAsync(["--Api:SigningKey=c2hvcnQ="]);
        Assert.Equal(2, code);
        Assert.Contains("Api:SigningKey", error, StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_is_checked_too()
    {
        var (code, _, error) = await RunAsync([], ("Api__TokenMinuts", "5"));
        Assert.Equal(2, code);
        Assert.Contains("did you mean 'Api:TokenMinutes'?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_JSON_stops_the_start_with_one_line()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), "{ \"Data\": ");
        var (code, _, error) = await RunAsync([]);
        Assert.Equal(2, code);
        Assert.Contains("appsettings.json is not valid JSON", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var (code, _, error) = await RunAsync(["--Demo:Data=none", $"--urls=http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"]);
        Assert.Equal(1, code);
        Assert.Contains("address already in use", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_file_that_is_none_is_told_in_one_line()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "crm.db"), new string('x', 5000));
        var (code, _, error) = await RunAsync(["--urls=http://127.0.0.1:0"]);
        Assert.Equal(1, code);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_backup_is_taken_and_restored_by_commands()
    {
        await using var crm = await TestCrm.StartOnSqliteAsync(sample: false);
        var (file, place) = (Path.Combine(folder, "kept.db"), Path.Combine(folder, "restored.db"));
        var (taken, said, _) = await RunAsync(["backup", file, $"--Data:Path={crm.Path}"]);
        Assert.Equal(0, taken);
        Assert.Contains(crm.Path + ".key is not in it", said, StringComparison.Ordinal);

        var (keyless, _, why) = await RunAsync(["restore", file, $"--Data:Path={place}"]);
        Assert.Equal(1, keyless);
        Assert.Contains("put the key file back first", Assert.Single(why.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

        File.Copy(crm.Path + ".key", place + ".key");
        Assert.Equal(0, (await RunAsync(["restore", file, $"--Data:Path={place}"])).Code);
        Assert.Equal(0, (await RunAsync(["audit", "verify", $"--Data:Path={place}"])).Code);
        var (again, _, there) = await RunAsync(["restore", file, $"--Data:Path={place}"]);
        Assert.Equal(1, again);
        Assert.Contains("is there already", there, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(["restore", $"--Data:Path={place}"])).Code);
    }

    [Fact]
    public async Task The_audit_is_verified_by_a_command()
    {
        await using (var crm = await TestCrm.StartAsync(sample: true))
        {
            var (whole, output, _) = await RunAsync(["audit", "verify", $"--Data:Path={crm.Path}"]);
            Assert.Equal(0, whole);
            Assert.StartsWith("The audit is whole: ", output, StringComparison.Ordinal);

            await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={crm.Path}"))
            {
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'trigger'";
                var triggers = new List<string>();
                await using (var reader = await command.ExecuteReaderAsync())
                {
                    while (await reader.ReadAsync())
                        triggers.Add(reader.GetString(0));
                }

                // Whoever forges the file is not stopped by its triggers either.
                command.CommandText = string.Concat(triggers.Select(name => $"DROP TRIGGER \"{name}\";")) + "UPDATE audit_entries SET actor_login = 'somebody' WHERE sequence = 5;";
                Assert.True(await command.ExecuteNonQueryAsync() > 0);
            }

            var (broken, found, _) = await RunAsync(["audit", "verify", $"--Data:Path={crm.Path}"]);
            Assert.Equal(1, broken);
            Assert.Contains("broken at entry 5", found, StringComparison.Ordinal);
        }

        var (missing, _, error) = await RunAsync(["audit", "verify", "--Data:Path=none.db"]);
        Assert.Equal(2, missing);
        Assert.Contains("there is no data file", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_shown()
    {
        var (code, output, _) = await RunAsync(["--help"]);
        Assert.Equal(0, code);
        Assert.Contains("audit verify", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_is_set_runs_on()
    {
        Assert.True(RunningClock.TryParse("2026-11-23T10:00:00+01:00", out var start));
        var clock = new RunningClock(start);
        var first = clock.GetUtcNow();
        SpinWait.SpinUntil(() => clock.GetUtcNow() > first);
        Assert.InRange(clock.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_application_starts_at_the_time_that_is_set()
    {
        await using var app = BotApplication.Build(["--Clock:Start=2031-05-06T07:08:09+02:00", $"--Data:Path={Path.Combine(folder, "c.db")}"]);
        Assert.InRange(app.Services.GetRequiredService<TimeProvider>().GetUtcNow() - new DateTimeOffset(2031, 5, 6, 5, 8, 9, TimeSpan.Zero), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "BotCrm.Bot.dll"), .. arguments, .. arguments.Any(given => given.Contains("Data:Path", StringComparison.Ordinal) || given == "frobnicate") ? [] : new[] { $"--Data:Path={Path.Combine(folder, "crm.db")}" }])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return (process.ExitCode, await output, await error);
    }
}
