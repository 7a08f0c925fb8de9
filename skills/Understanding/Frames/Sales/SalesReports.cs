using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Sales;

/// <summary>Reports about what was done, who the customers are and what became of them.</summary>
internal static class SalesReports
{
    public static void OverTime(Frame frame)
    {
        Reports.SetOwner(frame);
        frame.SetPeriod("from", "to", past: true);
    }

    public static void Portrait(Frame frame)
    {
        Reports.SetOwner(frame);
        if (By(frame, "lifecycle", "industry", "city", "source") is { } by)
            frame.Set("by", by);
    }

    public static void Tickets(Frame frame)
    {
        if (By(frame, "category", "priority", "assignee", "queue") is { } by)
            frame.Set("by", by);
        if (frame.TakeUser() is { } user)
            frame.Set("assignee", user);
        else if (frame.NamePiece(Kinds.Team) is { } team)
            frame.Set("team", frame.Resolve(frame.Use(team), Kinds.Team));
        frame.SetPeriod("from", "to", past: true);
    }

    public static void Satisfaction(Frame frame)
    {
        if (frame.NamePiece(Kinds.Customer) is not null)
            frame.SetCustomer(orFocus: false, orUnknown: false);
        else if (frame.TakeUser() is { } user)
            frame.Set("owner", user);
        frame.SetPeriod("from", "to", past: true);
    }

    public static void StageHistory(Frame frame)
    {
        if (frame.TakeOpportunity() is { } opportunity)
            frame.Set("opportunity", opportunity);
        else
            SalesWords.SetParty(frame);
    }

    public static void CountCustomers(Frame frame)
    {
        if (SegmentFrames.Named(frame) is { } segment)
            frame.Set("segment", segment);
        frame.Set("by", By(frame, "industry", "city", "country", "source", "owner", "lifecycle", "size", "rating"));
    }

    /// <summary>By what is counted: the attribute said, in one of the report's own kinds.</summary>
    public static string? By(Frame frame, params ReadOnlySpan<string> known)
    {
        foreach (var piece in frame.Pieces)
        {
            foreach (var sense in piece.Senses)
            {
                if (sense is { Class: "x.by" or "attr", Value: { } value } && known.Contains(value))
                    return value;
            }
        }

        return null;
    }
}
