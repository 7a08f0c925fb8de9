using System.Globalization;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Contacts;

/// <summary>The part a person plays when the customer decides.</summary>
public enum DecisionRole
{
    Decider,
    Influencer,
    Champion,
    Buyer,
    User,
    Gatekeeper,
}

/// <summary>How a person likes to be reached.</summary>
public enum ContactChannel
{
    Phone,
    Email,
    WeChat,
    Sms,
    Visit,
}

/// <summary>The further fields of a contact that a command may set. Null: not given.</summary>
public sealed record ContactProfile
{
    public DecisionRole? DecisionRole { get; init; }

    public ContactChannel? PreferredChannel { get; init; }

    /// <summary>Language tag such as <c>en</c>, <c>de</c>, <c>zh</c>.</summary>
    public string? Language { get; init; }

    /// <summary>True: this person asked to be left alone.</summary>
    public bool? DoNotContact { get; init; }

    public DateOnly? Birthday { get; init; }

    /// <summary>Another day to remember: joined the company, wedding.</summary>
    public DateOnly? Anniversary { get; init; }

    public static IReadOnlyList<string> Fields { get; } = ["decisionRole", "preferredChannel", "language", "birthday", "anniversary"];

    internal ContactProfile Checked(Checks checks, CrmSession session)
    {
        checks.Known(DecisionRole, "decisionRole");
        checks.Known(PreferredChannel, "preferredChannel");
        Past(checks, session, Birthday, "birthday");
        Past(checks, session, Anniversary, "anniversary");
        var language = checks.Changed(Language, Limits.Language, "language")?.ToLowerInvariant();
        checks.Require(language is null || IsLanguage(language), "unknown_language", "language must be a language tag such as en, de or zh.", "language");
        return this with { Language = language };
    }

    internal void Apply(Contact contact, IReadOnlyList<string> clear)
    {
        contact.DecisionRole = clear.Contains("decisionRole") ? null : DecisionRole ?? contact.DecisionRole;
        contact.PreferredChannel = clear.Contains("preferredChannel") ? null : PreferredChannel ?? contact.PreferredChannel;
        contact.Language = clear.Contains("language") ? null : Language ?? contact.Language;
        contact.DoNotContact = DoNotContact ?? contact.DoNotContact;
        contact.Birthday = clear.Contains("birthday") ? null : Birthday ?? contact.Birthday;
        contact.Anniversary = clear.Contains("anniversary") ? null : Anniversary ?? contact.Anniversary;
    }

    internal static ContactProfile Of(Contact contact) => new()
    {
        DecisionRole = contact.DecisionRole,
        PreferredChannel = contact.PreferredChannel,
        Language = contact.Language,
        DoNotContact = contact.DoNotContact,
        Birthday = contact.Birthday,
        Anniversary = contact.Anniversary,
    };

    private static void Past(Checks checks, CrmSession session, DateOnly? day, string field) =>
        checks.Require(day is not { } given || (given.Year >= 1900 && given <= session.Today), "bad_day", $"{field} must be a day in the past, not before 1900.", field);

    private static bool IsLanguage(string tag)
    {
        if (tag.Length is < 2 or > 10 || !tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return false;
        try
        {
            return !CultureInfo.GetCultureInfo(tag).ThreeLetterISOLanguageName.Equals("ivl", StringComparison.Ordinal) || tag.Length == 2;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
