using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;

namespace BotCrm.Core.Privacy.Erasure;

/// <summary>
/// What a person who is to be forgotten is called and reached by, and how that is taken out of a text. Names of one part count only near the
/// person (records of the same customer), where nobody else there bears them.
/// </summary>
public sealed class ErasedPerson
{
    /// <summary>What stands in a text where the person stood.</summary>
    public const string Mark = "[erased]";

    private const string ChineseTitles = "总|经理|先生|女士|小姐|老师|主任|董事长|董|工|处长|科长|院长|医生|同学";

    private readonly Regex everywhere;
    private readonly Regex near;

    internal ErasedPerson(Contact contact, bool nameIsUnique, IReadOnlyCollection<string> othersNearby)
    {
        (Kind, Id, CustomerId) = (Kinds.Contact, contact.Id, contact.CustomerId);
        string[] written = [.. new[] { contact.Email, contact.WeChat is { Length: >= 4 } ? contact.WeChat : null, contact.IdNumber is { Length: >= 4 } ? contact.IdNumber : null, contact.Phone }.OfType<string>()];
        Literals = [.. (nameIsUnique ? written.Prepend(contact.Name) : written).Distinct(StringComparer.OrdinalIgnoreCase)];
        var patterns = Literals.Where(literal => literal != contact.Phone).Select(Whole).ToList();
        if (contact.Phone is { } phone && Number(phone) is { } number)
            patterns.Add(number);
        everywhere = Build(patterns);
        patterns.Add(Whole(contact.Name));
        patterns.AddRange(Parts(contact.Name).Where(part => !othersNearby.Any(other => other.Contains(part, StringComparison.OrdinalIgnoreCase))).Select(Whole));
        if (IsChinese(contact.Name) && !othersNearby.Any(other => other.StartsWith(contact.Name[0])))
            patterns.Add($"{Regex.Escape(contact.Name[..1])}(?:{ChineseTitles})");
        near = Build(patterns);
    }

    /// <summary>Somebody who worked with the CRM: known by name everywhere, and by what signs the person in. No record is near such a person.</summary>
    internal ErasedPerson(User user, bool nameIsUnique)
    {
        (Kind, Id) = (Kinds.User, user.Id);
        // A login that is a plain word may mean somebody else in a text.
        var written = new[] { user.EntraObjectId, user.Login.Any(c => !char.IsAsciiLetter(c)) && user.Login.Length >= 4 ? user.Login : null }.OfType<string>().ToList();
        Literals = [.. (nameIsUnique ? written.Prepend(user.Name) : written).Distinct(StringComparer.OrdinalIgnoreCase)];
        var patterns = Literals.Select(Whole).ToList();
        everywhere = Build(patterns);
        near = Build([.. patterns, Whole(user.Name)]);
    }

    /// <summary><c>contact</c> or <c>user</c>.</summary>
    public string Kind { get; }

    public long Id { get; }

    /// <summary>A contact's customer; null for a user.</summary>
    public long? CustomerId { get; }

    /// <summary>Texts that a store can be searched for; what is found is then held against <see cref="Redact"/>.</summary>
    public IReadOnlyList<string> Literals { get; }

    /// <summary>The literals as they stand inside JSON, where other characters than English ones may be escaped.</summary>
    public IEnumerable<string> LiteralsInJson => Literals.Concat(Literals.Select(literal => JsonSerializer.Serialize(literal)[1..^1])).Distinct();

    /// <summary>The text without the person; the same instance when the person is not in it.</summary>
    public string? Redact(string? text, bool isNear) => text is null || !Mentions(text, isNear) ? text : (isNear ? near : everywhere).Replace(text, Mark);

    public bool Mentions(string? text, bool isNear) => text is not null && (isNear ? near : everywhere).IsMatch(text);

    private static Regex Build(List<string> patterns) =>
        new(patterns.Count == 0 ? "(?!)" : string.Join('|', patterns), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    /// <summary>Not inside another word; Chinese has no such edges.</summary>
    private static string Whole(string text) =>
        (char.IsAsciiLetterOrDigit(text[0]) ? @"(?<![\p{L}\p{N}])" : "") + Regex.Escape(text) + (char.IsAsciiLetterOrDigit(text[^1]) ? @"(?![\p{L}\p{N}])" : "");

    /// <summary>The number's last digits, however they are parted, with what may stand in front: country and trunk prefix.</summary>
    private static string? Number(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit)).TrimStart('0');
        if (digits.Length < 6)
            return null;
        var core = digits.Length > 8 ? digits[^8..] : digits;
        return string.Create(CultureInfo.InvariantCulture, $@"(?<!\d)\+?(?:\d[\s\-./()]{{0,2}}){{0,7}}{string.Join(@"[\s\-./()]{0,2}", core.AsEnumerable())}(?!\d)");
    }

    private static IEnumerable<string> Parts(string name) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => part.Length >= 3 && !IsChinese(part));

    private static bool IsChinese(string text) => text.Length is >= 2 and <= 4 && text.All(c => c is >= '\u4e00' and <= '\u9fff');
}
