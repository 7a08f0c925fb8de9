using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Service;

internal static class QueueFrames
{
    private static readonly string[] Verbs =
    [
        "act.create", "act.delete", "act.off", "act.on", "act.rename", "lead.by", "act.show", "auto", "skills", "away", "back", "capacity", "silence", "noun.ticket", "act.unassign", "q.wh", "polite", "act.move", "act.assign", "act.update", "noun.member", "prefers",
    ];

    public static string? Name(Frame frame) => Named.Of(frame, "noun.queue", Verbs);

    public static void Create(Frame frame)
    {
        if (frame.TakeUser() is { } lead)
            frame.Set("lead", lead);
        if (frame.First("category") is { } category)
            frame.Set("categories", new List<string> { category.Sense("category")!.Value! });
        var name = Named.New(frame, "noun.queue", [.. Verbs, "category"]);
        var about = name?.LastIndexOf(" for ", StringComparison.Ordinal) ?? -1;
        frame.Set("name", about > 0 && frame.Args.ContainsKey("categories") ? name![..about] : name);
    }

    public static void Update(Frame frame)
    {
        if (frame.TakeUser() is { } lead && (frame.Has("lead.by") || frame.Has("attr")))
            frame.Set("lead", lead);
        if (frame.Has("auto.set"))
            frame.Set("auto_assign", !frame.Has("act.off"));
        else if (frame.Has("silence"))
            frame.Set("return_after_hours", frame.TakeValue(v => v.Kind == ValueKind.Duration) is { Minutes: { } minutes } ? decimal.Round(minutes / 60m, 2) : null);
        else if (frame.Has("act.rename"))
            frame.Set("name", NewName(frame));
        else if (frame.Has("act.off"))
            frame.Set("active", false);
        else if (frame.Has("act.on"))
            frame.Set("active", true);
        frame.Set("queue", Name(frame) ?? Words(frame));
    }

    /// <summary>"take tickets in technical support back": the queue without the word.</summary>
    private static string? Words(Frame frame)
    {
        var pieces = frame.Analysis.Pieces;
        for (var i = frame.From; i + 1 < frame.To; i++)
        {
            if (frame.Analysis.Word(pieces[i]) is not ("in" or "of"))
                continue;
            var end = i + 1;
            while (end < frame.To && !pieces[end].IsPlaceholder && !pieces[end].Is("silence") && pieces[end].Kind != PieceKind.Value && frame.Analysis.Word(pieces[end]) != "back")
                end++;
            if (end > i + 1)
                return Frame.Tidy(frame.Analysis.Slice(pieces[i + 1].Start, pieces[end - 1].End));
        }

        return null;
    }

    public static string? NewName(Frame frame)
    {
        var pieces = frame.Analysis.Pieces;
        for (var i = frame.To - 2; i >= frame.From; i--)
        {
            if (!(frame.Analysis.Word(pieces[i]) == "to" || pieces[i].Is("act.rename") && !Named.Latin(frame, pieces[i])))
                continue;
            for (var j = i + 1; j < frame.To; j++)
                frame.Use(pieces[j]);
            return Frame.Tidy(frame.Analysis.Slice(pieces[i].End, pieces[frame.To - 1].End)).Trim('“', '”');
        }

        return null;
    }

    public static void Delete(Frame frame) => frame.Set("queue", Name(frame));

    public static void SetMember(Frame frame)
    {
        frame.Set("member", frame.TakeUser() ?? (frame.Has("self") ? "me" : null));
        if (frame.First("skills") is { } skills)
        {
            var text = frame.Analysis.Slice(skills.End, frame.Last(frame.Request.End - 1));
            var list = text.Split([",", "，", "、", " and ", "和", ";"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Frame.Tidy).Where(s => s.Length > 0).ToList();
            if (list.Count > 0)
                frame.Set("skills", list);
            frame.Use(skills);
        }

        if (frame.Has("capacity") && frame.TakeValue(v => v.Kind is ValueKind.Number or ValueKind.Money) is { Number: { } number })
            frame.Set("capacity", (long)Math.Clamp(number, 0m, 100000m));
        if (frame.Has("away"))
            frame.Set("away", true);
        else if (frame.Has("back"))
            frame.Set("away", false);
        frame.Set("queue", Name(frame));
    }

    public static void RemoveMember(Frame frame)
    {
        frame.Set("member", frame.TakeUser());
        frame.Set("queue", Name(frame));
    }
}
