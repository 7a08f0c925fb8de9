using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

[Skill("change_notification_settings", Effect.Write, Risk.Low, "Sets when the speaker is told things: start of the working day, quiet hours, morning digest.")]
public static class ChangeNotificationSettingsSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("When the working day starts, such as 08:30.")] string? dayStart = null,
        [Description("When quiet hours begin, such as 22:00.")] string? quietFrom = null,
        [Description("When quiet hours end, such as 07:00.")] string? quietTo = null,
        [Description("False: no quiet hours.")] bool? quiet = null,
        [Description("When the morning digest comes, such as 08:00.")] string? digestAt = null,
        [Description("False: no morning digest.")] bool? digest = null,
        CancellationToken ct = default)
    {
        var words = context.Words;
        TimeOnly? start = null, from = null, to = null, at = null;
        if (!Read(dayStart, out start)) return Wrong("day_start", dayStart!);
        if (!Read(quietFrom, out from)) return Wrong("quiet_from", quietFrom!);
        if (!Read(quietTo, out to)) return Wrong("quiet_to", quietTo!);
        if (!Read(digestAt, out at)) return Wrong("digest_at", digestAt!);
        var before = await context.Session.AskAsync(new GetNotificationSettings(), ct);
        if (!before.Ok) return new Refused(before.Failure);
        List<string> clear = [];
        if (quiet == false) clear.Add("quiet");
        if (digest == false) clear.Add("digest");
        var change = new ChangeNotificationSettings
        {
            DayStart = start,
            QuietFrom = from,
            QuietTo = to,
            DigestAt = at ?? (digest == true && before.Value.DigestAt is null ? new TimeOnly(8, 30) : null),
            Clear = clear,
        };
        var after = await context.Session.RunAsync(change, ct);
        if (!after.Ok) return new Refused(after.Failure);
        var facts = new FactList(words)
            .Changed("day_start", Show(before.Value.DayStart), Show(after.Value.DayStart))
            .Changed("quiet", Quiet(before.Value), Quiet(after.Value))
            .Changed("digest_at", Show(before.Value.DigestAt), Show(after.Value.DigestAt));
        return new Done([new ChangeLine(Kinds.NoticeSettings, null, words.Say("line.settings"), facts.All)], []);
    }

    private static bool Read(string? text, out TimeOnly? time)
    {
        time = null;
        if (text is null) return true;
        if (!TimeOnly.TryParseExact(text.Trim(), ["H:mm", "HH:mm", "HH:mm:ss", "%H"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) return false;
        time = read;
        return true;
    }

    private static Refused Wrong(string field, string value) => new(Failure.Invalid("not_a_time", $"{field} must be a time of day such as 08:30.", field) with
    {
        Data = new Dictionary<string, string> { ["field"] = field, ["value"] = value.Length <= 40 ? value : value[..40] },
    });

    private static string? Show(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string? Quiet(NotificationSettingsView view) => view.QuietFrom is null ? null : $"{Show(view.QuietFrom)} – {Show(view.QuietTo)}";
}
