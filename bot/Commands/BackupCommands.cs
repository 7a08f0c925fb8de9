using BotCrm.Bot.Configuration;
using BotCrm.Core;
using BotCrm.Core.Storage.Backup;

namespace BotCrm.Bot.Commands;

/// <summary><c>backup</c> and <c>restore</c>. A backup may be taken while BotCrm runs; a restore needs an empty place.</summary>
internal static class BackupCommands
{
    /// <param name="file">Null: a new one in the backup folder, where old ones give way. Relative to where the settings lie: `dotnet run` starts in the project.</param>
    public static async Task BackupAsync(string? file, string[] settings, TextWriter output)
    {
        await using var app = Build(settings);
        var options = app.Services.GetRequiredService<CrmOptions>();
        if (options.Provider == StoreProvider.Sqlite && !File.Exists(options.Path))
            throw new SettingsException($"there is no data file {options.Path}; setting 'Data:Path' says where it lies");
        if (file is null)
            file = await StoreBackups.TakeAsync(options, app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        else
            await StoreBackups.TakeAsync(options, file = Path.GetFullPath(file, app.Environment.ContentRootPath));
        await output.WriteLineAsync(FormattableString.Invariant($"Backed up to {file} ({new FileInfo(file).Length / 1024} KB) and checked; its checksum lies beside it."));
        if (string.IsNullOrEmpty(options.Keys))
            await output.WriteLineAsync($"The key file {options.KeyFile ?? options.Path + ".key"} is not in it: without a copy of that file sealed fields cannot be read after a restore. Keep one apart from the backups.");
    }

    public static async Task RestoreAsync(string file, string[] settings, TextWriter output)
    {
        await using var app = Build(settings);
        var options = app.Services.GetRequiredService<CrmOptions>();
        var restored = await StoreBackups.RestoreAsync(options, Path.GetFullPath(file, app.Environment.ContentRootPath), app.Services.GetRequiredService<TimeProvider>());
        await output.WriteLineAsync(FormattableString.Invariant($"Restored {file}; its audit is whole: {restored.AuditEntries} entries."));
        if (restored.Warning is { } warning)
            await output.WriteLineAsync(warning);
    }

    private static WebApplication Build(string[] settings) => BotApplication.Build(settings, static builder => builder.Logging.ClearProviders());
}
