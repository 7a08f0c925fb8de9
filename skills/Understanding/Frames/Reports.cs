using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames;

internal static class Reports
{
    public static void Pipeline(Frame frame)
    {
        SetOwner(frame);
        frame.SetPeriod("from", "to", past: false);
    }

    public static void Performance(Frame frame)
    {
        if (Sales.SalesReports.By(frame, "person", "team", "month", "quarter", "owner") is { } by)
            frame.Set("by", by == "owner" ? "person" : by);
        SetOwner(frame);
        frame.SetPeriod("from", "to", past: true);
    }

    public static void NeedsAttention(Frame frame)
    {
        SetOwner(frame);
        SetQuietDays(frame);
    }

    public static void SetQuietDays(Frame frame)
    {
        if (frame.TakeValue(v => v.Kind == ValueKind.Duration && v.Minutes >= 1440) is { } duration)
            frame.Set("quiet_days", (long)(duration.Minutes!.Value / 1440));
        else if (frame.TakeValue(v => v.Kind == ValueKind.Period && v.From is not null) is { } period && frame.Analysis.InPast(period).From is { } from && from < frame.Analysis.Today)
            frame.Set("quiet_days", (long)(frame.Analysis.Today.DayNumber - from.DayNumber));
    }

    /// <summary>Whose: a colleague, a team, or the person's own.</summary>
    public static void SetOwner(Frame frame)
    {
        if (frame.TakeUser() is { } user)
        {
            frame.Set("owner", user);
            return;
        }

        if (frame.NamePiece(Kinds.Team) is { } team)
        {
            frame.Set("team", frame.Resolve(frame.Use(team), Kinds.Team));
            return;
        }

        if (frame.Has("noun.team"))
            return;
        foreach (var piece in frame.Pieces)
        {
            // "my best rep" asks about all of mine, not about me.
            if (piece.Is("self") && !frame.Pieces.Any(p => p.Start > piece.Start && p.Is("noun.performance") && frame.Analysis.Word(p) is "best rep" or "top rep" or "best seller" or "worst rep") && frame.Analysis.Word(piece) is "my" or "mine" or "i" or "我的" or "我" or "自己" or "我自己" or "i've")
            {
                frame.Set("owner", "me");
                return;
            }
        }
    }
}
