using System.Globalization;

namespace BotCrm.Bot.Configuration;

/// <summary>One setting: its key, what it is when nobody sets it, what it accepts, and what it does.</summary>
/// <param name="Expects">Completes the sentence "… must be".</param>
internal sealed record Setting(string Key, string Default, string Expects, Func<string, bool> Accepts, string Meaning)
{
    /// <summary>Its value must not be shown.</summary>
    public bool Secret { get; init; }

    /// <summary>An array: <c>Key:0</c>, <c>Key:1</c> …</summary>
    public bool List { get; init; }

    /// <summary>A list of records: <c>Key:0:Field</c> … Its own reader checks what stands below.</summary>
    public bool Tree { get; init; }

    public string Section => Key[..Key.IndexOf(':', StringComparison.Ordinal)];

    public static Setting Text(string key, string standard, string meaning) =>
        new(key, standard, "text of at most 1000 characters", static value => value.Length <= 1000, meaning);

    public static Setting Hidden(string key, string meaning) => Text(key, "", meaning) with { Secret = true };

    public static Setting Number(string key, int standard, int least, int most, string meaning) =>
        new(
            key,
            standard.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
            value => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most,
            meaning);

    public static Setting OneOf(string key, string standard, string[] values, string meaning) =>
        new(key, standard, "one of " + string.Join(", ", values), value => values.Contains(value, StringComparer.OrdinalIgnoreCase), meaning);

    public static Setting Url(string key, string standard, string meaning) =>
        new(key, standard, "an http(s) address such as https://example.com/v1", IsHttpUrl, meaning);

    public static bool IsHttpUrl(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);
}
