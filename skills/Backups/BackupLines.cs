using System.Globalization;
using BotCrm.Core.Storage.Backup;
using BotCrm.Skills.Assistant;

namespace BotCrm.Skills.Backups;

internal static class BackupLines
{
    /// <summary>When the last one was, whether it is in trouble, when the next one is due and what is kept.</summary>
    public static string Status(Words words, BackupsView view)
    {
        var kept = view.Files is [var newest, ..]
            ? words.Say("backup.kept", ("count", view.Files.Count.ToString(CultureInfo.InvariantCulture)), ("file", newest.Name), ("size", Size(newest.Bytes)))
            : words.Say("backup.none_kept");
        return words.Sentences(
        [
            view.SucceededAt is { } at ? words.Say("backup.last", ("when", words.Time(at))) : words.Say("backup.never"),
            view.Failures == 0 ? "" : words.Say("backup.failing", ("count", view.Failures.ToString(CultureInfo.InvariantCulture)), ("error", view.LastError)),
            view.Running ? words.Say("backup.running") : view.NextAt is { } next ? words.Say("backup.next", ("when", words.Time(next))) : words.Say("backup.off"),
            kept,
        ]);
    }

    private static string Size(long bytes) => bytes < 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes >> 10)} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.#} MB");
}
