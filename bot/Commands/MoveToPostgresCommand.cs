using BotCrm.Bot.Configuration;
using BotCrm.Core;
using BotCrm.Core.Storage.Moving;

namespace BotCrm.Bot.Commands;

/// <summary><c>move-to-postgres</c>: copies the company in the SQLite file into an empty PostgreSQL database and compares both.</summary>
internal static class MoveToPostgresCommand
{
    public static async Task RunAsync(string connectionString, string[] settings, TextWriter output)
    {
        await using var app = BotApplication.Build(settings, static builder => builder.Logging.ClearProviders());
        var options = app.Services.GetRequiredService<CrmOptions>();
        var tables = await StoreMove.ToPostgresAsync(options, connectionString, app.Services.GetRequiredService<TimeProvider>());
        foreach (var table in tables.Where(static table => table.Rows > 0))
            await output.WriteLineAsync(FormattableString.Invariant($"{table.Table,-24} {table.Rows,10} rows, {table.Hash[..16]} on both sides"));
        await output.WriteLineAsync(FormattableString.Invariant($"Moved {tables.Sum(static table => table.Rows)} rows of {tables.Count} tables; the audit is whole."));
        await output.WriteLineAsync($"Now set Data:Provider to postgres and Data:ConnectionString, and leave Data:Path as it is: the keys beside {options.Path} go on being needed. The file itself was not changed.");
    }
}
