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
        frame.Use(piece);
        var said = piece.Sense("rep")!.Value!.Split('*');
        frame.Set("repeat", said[0]);
        if (said.Length > 1)
            frame.Set("repeat_every", long.Parse(said[1], CultureInfo.InvariantCulture));
    }

    public static void Update(Frame frame)
    {
        SetRepeat(frame);
        if (frame.FocusOf("task") is { } focus && frame.NamePiece("customer") is null)
            frame.Set("task", focus.Reference);
    }
}
