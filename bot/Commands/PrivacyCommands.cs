using System.Globalization;
using BotCrm.Bot.Configuration;
using BotCrm.Core;
using BotCrm.Core.Privacy;
using BotCrm.Core.Privacy.Retention;

namespace BotCrm.Bot.Commands;

/// <summary><c>rotate-keys</c> and <c>retention</c>; both work beside running servers.</summary>
internal static class PrivacyCommands
{
    public static async Task RotateKeysAsync(string[] settings, TextWriter output)
    {
        var data = settings is ["--data", ..];
        await using var app = BotApplication.Build(data ? settings[1..] : settings, static builder => builder.Logging.ClearProviders());
        MustExist(app.Services.GetRequiredService<CrmOptions>());
        await CrmStartup.PrepareAsync(app.Services);
        var report = await KeyAdministration.RotateAsync(app.Services, data);
        await output.WriteLineAsync($"The key {report.NewestKey} wraps now{(report.KeyFile is { } file ? $"; BACK UP {file}" : " (from the setting Privacy:Key)")}.");
        foreach (var (key, count) in report.Wrapped)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {key}: {count} data keys"));
        await output.WriteLineAsync("A key that is not listed wraps nothing any more; keep it until the last backup that was made under it is gone.");
    }

    public static async Task RetentionAsync(string[] settings, TextWriter output)
    {
        await using var app = BotApplication.Build(settings, static builder => builder.Logging.ClearProviders());
        MustExist(app.Services.GetRequiredService<CrmOptions>());
        await CrmStartup.PrepareAsync(app.Services);
        var findings = await RetentionPreview.FindAsync(app.Services);
        if (findings.Count == 0)
            await output.WriteLineAsync("There are no retention rules (setting Privacy:Retention); everything is kept.");
        foreach (var finding in findings)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{finding.Rule.Kind} without activity for {finding.Rule.Days} days: {finding.Count} would be {(finding.Rule.Erase ? "erased" : "deleted")}."));
            if (finding.Ids.Count > 0)
                await output.WriteLineAsync($"  ids: {string.Join(", ", finding.Ids.Select(static id => id.ToString(CultureInfo.InvariantCulture)))}{(finding.Count > finding.Ids.Count ? " …" : "")}");
        }
    }

    private static void MustExist(CrmOptions options)
    {
        if (options.Provider == StoreProvider.Sqlite && !File.Exists(options.Path))
            throw new SettingsException($"there is no data file {options.Path}; setting 'Data:Path' says where it lies");
    }
}
