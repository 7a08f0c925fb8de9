using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Service;

internal static class RuleFrames
{
    private static readonly string[] Verbs = ["act.off", "act.on", "act.try", "act.delete", "act.update", "act.rename", "act.create", "act.show", "polite", "q.wh"];

    public static void List(Frame frame)
    {
        if (frame.Pieces.Any(p => frame.Analysis.Word(p) is "on" or "switched on" or "enabled" or "active" or "开着的" or "开着" or "启用的"))
            frame.Set("enabled", true);
        else if (frame.Has("act.off") || frame.Pieces.Any(p => frame.Analysis.Word(p) is "off" or "disabled" or "关着的"))
            frame.Set("enabled", false);
    }

    public static void Try(Frame frame)
    {
        SetDays(frame, "days");
        SetRule(frame);
        if (frame.TakeValue(v => v.Kind == ValueKind.Duration && v.Minutes >= 1440) is { Minutes: { } over })
            frame.Set("days", (long)(over / 1440));
    }

    public static void Switch(Frame frame)
    {
        frame.Set("enabled", !frame.Has("act.off"));
        SetRule(frame);
    }

    public static void Update(Frame frame)
    {
        if (frame.Has("act.rename"))
            frame.Set("name", QueueFrames.NewName(frame));
        else if (Last(frame) is { } days)
            frame.Set("days", days);
        SetRule(frame);
    }

    public static void Delete(Frame frame) => SetRule(frame);

    /// <summary>"No contact for 7 days … to 10 days": the last length is the new one.</summary>
    private static long? Last(Frame frame)
    {
        var piece = frame.Pieces.LastOrDefault(p => p.Value is { Kind: ValueKind.Duration, Minutes: >= 1440 } or { Kind: ValueKind.Number });
        if (piece is null)
            return null;
        frame.Use(piece);
        return piece.Value!.Minutes is { } minutes ? minutes / 1440 : (long)Math.Clamp(piece.Value.Number ?? 0, 0, 100000);
    }

    private static void SetDays(Frame frame, string argument)
    {
        var noun = frame.First("noun.rule");
        var piece = frame.Pieces.LastOrDefault(p => p.Value is { Kind: ValueKind.Duration, Minutes: >= 1440 } or { Kind: ValueKind.Period } && frame.Pieces.Any(o => o.End <= p.Start && frame.Analysis.Word(o) is "over" or "last" or "past" or "过去" or "最近" or "within"));
        if (noun is not null && piece?.Value is { Kind: ValueKind.Duration, Minutes: { } minutes })
        {
            frame.Use(piece);
            frame.Set(argument, (long)(minutes / 1440));
        }
        else if (piece?.Value is { From: { } from })
        {
            frame.Use(piece);
            frame.Set(argument, (long)(frame.Analysis.Today.DayNumber - from.DayNumber));
        }
    }

    private static void SetRule(Frame frame)
    {
        var name = Named.Of(frame, "noun.rule", Verbs);
        if (name is null or "it" && frame.FocusOf(Kinds.Rule) is { } focus)
            name = focus.Reference;
        frame.Set("rule", name);
    }

    private static string? Called(Frame frame, Piece cue)
    {
        var end = frame.Head.To;
        var text = Frame.Tidy(frame.Analysis.Slice(cue.End, frame.Analysis.Pieces[end - 1].End));
        return text.Length == 0 ? null : text;
    }

    private static bool Says(Frame frame, params string[] words) =>
        Array.Exists(words, w => frame.Analysis.Text.Lower.Contains(w, StringComparison.Ordinal));

    /// <summary>What begins it, by what else the words would tell of.</summary>
    private static string? Trigger(Frame frame, List<Piece> all)
    {
        if (all.Find(p => p.Is("trig")) is { } said)
            return said.Sense("trig")!.Value;
        if (Says(frame, "payment", "invoice", "付款", "回款") && all.Exists(p => p.Senses.Exists(s => s is { Class: "statusv", Value: "overdue" })))
            return "payment_overdue";
        if (all.Exists(p => p.Is("noun.task") && !p.Quoted) && all.Exists(p => p.Senses.Exists(s => s is { Class: "statusv", Value: "overdue" })))
            return "task_overdue";
        if (all.Exists(p => p.Is("noun.attention")) || Says(frame, "quiet", "没联系", "未联系", "没有联系"))
            return "quiet";
        if (all.Exists(p => p.Is("act.lose") || p.Is("stagelost")))
            return "lost";
        if (all.Exists(p => (p.Is("act.win") || p.Is("stagewon")) && !p.Quoted))
            return "won";
        if (all.Exists(p => p.Is("act.reopen")))
            return "reopened";
        if (all.Exists(p => p.Is("act.resolve") || p.Senses.Exists(s => s is { Class: "statusv", Value: "resolved" })))
            return "resolved";
        return null;
    }

    private static string? Action(Frame frame, List<Piece> all)
    {
        if (all.Exists(p => p.Is("ract") && !p.Quoted) || Says(frame, "tell the", "tells the"))
            return "notify";
        var task = all.FindLastIndex(p => p.Is("noun.task") && !p.Quoted);
        if (task > 0 && all.FindLastIndex(task, p => p.Is("act.create")) is var make && make > all.FindIndex(p => p.Is("noun.rule")))
            return "create_task";
        if (all.Exists(p => p.Is("noun.survey")))
            return "create_survey";
        return all.Exists(p => p.Is("act.remind") || p.Is("remind.order")) ? "remind" : null;
    }

    /// <summary>"when a deal is lost, notify the manager": trigger and action by their words; the name is what was said unless one is given.</summary>
    public static void Create(Frame frame)
    {
        var all = frame.Pieces.ToList();
        var quoted = frame.Quoted();
        var trigger = Trigger(frame, all);
        frame.Set("trigger", trigger);
        var action = Action(frame, all);
        frame.Set("action", action);
        if (trigger is "quiet" or "task_overdue" or "contract_ends" && frame.TakeValue(v => v.Kind == ValueKind.Duration && v.Minutes >= 1440) is { Minutes: { } minutes })
            frame.Set("days", (long)(minutes / 1440));
        else if (trigger is not null && frame.TakeValue(v => v.Kind == ValueKind.Duration) is { Minutes: { } later })
            frame.Set("delay_minutes", (long)later);
        if (trigger is "created" or "changed")
            frame.Set("noun", all.Find(p => p.IsAny("noun.") && !p.Is("noun.rule"))?.Senses.Find(s => s.Class.StartsWith("noun.", StringComparison.Ordinal))!.Class["noun.".Length..]);
        if (action is "remind" or "notify")
            frame.Set("to", (Says(frame, "manager", "经理", "主管", "上级") ? "manager" : action == "remind" || Says(frame, "owner", "负责人", "跟进人") ? "owner" : "manager"));
        else if (action == "create_task")
            frame.Set("title", (Named.Following(frame, p => p.Is("noun.task")) ?? quoted)?.Trim('"', '“', '”'));
        var named = all.FindIndex(p => frame.Analysis.Word(p) is "called" or "named" or "叫" or "名为");
        var body = frame.Body() ?? Named.Following(frame, p => p.Is("noun.rule"));
        // Quoted before the colon it is the rule's name; behind it, the task's.
        var first = all.FindIndex(p => p.Quoted);
        var ahead = first >= 0 && all[first].Start < frame.Last(frame.Request.First);
        if (named >= 0 && !ahead)
            frame.Set("name", Called(frame, all[named]));
        else if (ahead || (quoted is not null && action != "create_task"))
            frame.Set("name", quoted);
        else if (body is not null)
            frame.Set("name", Frame.Capital(Frame.TrimLead(body.Length <= 80 ? body : body[..80], "that", "which")));
    }
}
