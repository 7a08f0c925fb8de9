using BotCrm.Bot.Configuration;
using BotCrm.Core;
using BotCrm.Core.Audit;

namespace BotCrm.Bot.Commands;

/// <summary><c>audit verify</c>: checks the hash chain without starting the server.</summary>
internal static class VerifyAuditCommand
{
    /// <returns>Whether the chain is whole.</returns>
    public static async Task<bool> RunAsync(string[] settings, TextWriter output)
    {
        await using var app = BotApplication.Build(settings, static builder => builder.Logging.ClearProviders());
        var options = app.Services.GetRequiredService<CrmOptions>();
        if (options.Provider == StoreProvider.Sqlite && !File.Exists(options.Path))
            throw new SettingsException($"there is no data file {options.Path}; setting 'Data:Path' says where it lies");

        var result = await app.Services.GetRequiredService<ICrm>().AskAsync(Operator.Actor, Operator.Origin, new VerifyAudit());
        if (!result.Ok)
            throw new SettingsException(result.Failure.Message);

        var verified = result.Value;
        await output.WriteLineAsync(verified.FirstBroken is { } broken
            ? FormattableString.Invariant($"The audit is broken at entry {broken}: {verified.Problem} ({verified.Entries} entries).")
            : FormattableString.Invariant($"The audit is whole: {verified.Entries} entries, {verified.Anchors} anchors, the newest entry {(verified.Signed ? "signed" : "not signed")}."));
        return verified.FirstBroken is null;
    }
}
