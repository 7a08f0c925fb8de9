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

    /// <summary>"when a deal is lost, notify the manager": trigger and action by their words; the name is what was said unless one is given.</summary>
    public static void Create(Frame frame)
    {
        var all = frame.Pieces.ToList();
        var quoted = frame.Quoted();
        var trigger = all.Find(p => p.Is("trig"))?.Sense("trig")!.Value;
        frame.Set("trigger", trigger);
        var action = all.Find(p => p.Is("ract") && !p.Quoted)?.Sense("ract")!.Value;
        frame.Set("action", action);
        if (trigger is "quiet" or "task_overdue" && frame.TakeValue(v => v.Kind == ValueKind.Duration && v.Minutes >= 1440) is { Minutes: { } minutes })
            frame.Set("days", (long)(minutes / 1440));
        if (trigger is "created" or "changed")
            frame.Set("noun", all.Find(p => p.IsAny("noun.") && !p.Is("noun.rule"))?.Senses.Find(s => s.Class.StartsWith("noun.", StringComparison.Ordinal))!.Class["noun.".Length..]);
        if (action is "remind" or "notify")
            frame.Set("to", all.Find(p => p.Is("rto"))?.Sense("rto")!.Value ?? (action == "remind" ? "owner" : "manager"));
        else if (action == "create_task")
            frame.Set("title", quoted);
        var named = all.FindIndex(p => frame.Analysis.Word(p) is "called" or "named" or "叫" or "名为");
        var body = frame.Body() ?? Named.Following(frame, p => p.Is("noun.rule"));
        if (named >= 0)
            frame.Set("name", Named.New(frame, "noun.rule"));
        else if (body is not null)
            frame.Set("name", Frame.Capital(Frame.TrimLead(body.Length <= 80 ? body : body[..80], "that", "which")));
    }
}
