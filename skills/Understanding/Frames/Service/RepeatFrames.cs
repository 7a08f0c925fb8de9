using System.Globalization;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Service;

/// <summary>How a task comes again, and how long before it is reminded of.</summary>
internal static class RepeatFrames
{
    public static void Set(Frame frame)
    {
        SetRepeat(frame);
        if (frame.First("in.advance") is { } advance && frame.TakeValue(v => v.Kind == ValueKind.Duration) is { Minutes: { } minutes })
        {
            frame.Use(advance);
            frame.Set("remind_before", (long)minutes);
        }
    }

    public static void SetRepeat(Frame frame)
    {
        if (frame.First("rep") is not { } piece)
            return;
        if (piece.Sense("rep")!.Value == "weekday")
        {
            // "every Monday", 每周一: the day says that it is weekly.
            var at = frame.Analysis.Pieces.IndexOf(piece);
            if (frame.Features.Has("rep.weekday") && at + 1 < frame.To && frame.Analysis.Pieces[at + 1].Value is not null)
            {
                frame.Use(piece);
                frame.Set("repeat", "weekly");
            }

            return;
        }

        if (!Repeats(frame.Analysis, frame.Analysis.Pieces.IndexOf(piece)))
            return;
        frame.Use(piece);
        var said = piece.Sense("rep")!.Value!.Split('*');
        frame.Set("repeat", said[0]);
        if (said.Length > 1)
            frame.Set("repeat_every", long.Parse(said[1], CultureInfo.InvariantCulture));
    }

    /// <summary>"Weekly review", "monthly report": what kind of work it is, not how often it is to be done.</summary>
    public static bool Repeats(Analysis analysis, int at)
    {
        if (analysis.Word(analysis.Pieces[at]) is not ("weekly" or "daily" or "monthly" or "quarterly" or "yearly" or "biweekly"))
            return true;
        return at + 1 >= analysis.Pieces.Count || analysis.Pieces[at + 1] is var next && (next.Kind is PieceKind.Punct or PieceKind.Value or PieceKind.Name || next.IsPlaceholder || next.Is("namecue") || next.Is("act.remind"));
    }

    public static void Update(Frame frame)
    {
        SetRepeat(frame);
        if (frame.FocusOf("task") is { } focus && frame.NamePiece("customer") is null)
            frame.Set("task", focus.Reference);
    }
}
