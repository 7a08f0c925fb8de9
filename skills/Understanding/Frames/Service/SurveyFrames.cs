using System.Text.RegularExpressions;
using BotCrm.Core.Primitives;

namespace BotCrm.Skills.Understanding.Frames.Service;

internal static partial class SurveyFrames
{
    public static void Create(Frame frame)
    {
        SetKind(frame);
        SetCustomer(frame);
        if (frame.Contacts(frame.Pieces) is [var contact, ..])
            frame.Set("contact", contact);
    }

    public static void Answer(Frame frame)
    {
        SetKind(frame);
        frame.Set("comment", frame.Body() is { } body && !OnlyScore().IsMatch(body) ? body : null);
        frame.Set("score", TicketWorkFrames.Score(frame));
        SetCustomer(frame);
    }

    public static void Delete(Frame frame)
    {
        SetKind(frame);
        SetCustomer(frame);
    }

    public static void List(Frame frame)
    {
        SetKind(frame);
        if (frame.Has("sv.open"))
            frame.Set("answered", false);
        else if (frame.Has("sv.answered") || frame.Has("svanswer"))
            frame.Set("answered", true);
        if (frame.NamePiece(Kinds.Customer) is not null)
            frame.SetCustomer(orFocus: false, orUnknown: false);
        frame.SetPeriod("from", "to", past: true);
    }

    public static void Satisfaction(Frame frame)
    {
        if (frame.NamePiece(Kinds.Customer) is not null || frame.NamePiece(Kinds.Contact) is not null)
            frame.SetCustomer(orFocus: false, orUnknown: false);
        else if (frame.TakeUser() is { } user)
            frame.Set("owner", user);
        frame.SetPeriod("from", "to", past: true);
    }

    private static void SetCustomer(Frame frame) => frame.SetCustomer();

    [GeneratedRegex(@"^\d{1,2}(?:\s*(?:分|stars?|points?|/\s*\d{1,2}))?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex OnlyScore();

    /// <summary>NPS where it is said anywhere: "NPS survey" is no satisfaction survey.</summary>
    private static void SetKind(Frame frame)
    {
        if (frame.First("svk", "nps") is not null)
            frame.Set("survey_kind", "nps");
        else if (frame.First("svk", "satisfaction") is not null)
            frame.Set("survey_kind", "satisfaction");
    }
}
