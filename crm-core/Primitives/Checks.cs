using System.Globalization;
using System.Text;

namespace BotCrm.Core.Primitives;

/// <summary>
/// Reads a command's texts: trims them, drops what nobody can see (control and zero-width characters), and remembers the first thing that is
/// wrong, with its field. Ask <see cref="Failure"/> once at the end.
/// </summary>
internal sealed partial class Checks
{
    public Failure? Failure { get; private set; }

    /// <summary>A text that must be there.</summary>
    public string Required(string? value, int max, string field)
    {
        var text = Optional(value, max, field);
        if (text is null)
            Fail("required", $"{field} is needed.", field);
        return text ?? "";
    }

    /// <summary>A text that may be missing; blank counts as missing.</summary>
    public string? Optional(string? value, int max, string field)
    {
        if (value is null)
            return null;
        // Names, titles and words are shown in the middle of lines and lists; a line break in one would pass for another line.
        var text = max < Limits.Text ? OneLine(Clean(value)) : Clean(value);
        if (text.Length > max)
            Fail("too_long", $"{field} may have at most {max} characters; this has {text.Length}.", field, ("max", max.ToString(CultureInfo.InvariantCulture)));
        return text.Length == 0 ? null : text;
    }

    /// <summary>A list of short texts without blanks and without repeats (case does not count).</summary>
    public IReadOnlyList<string> Words(IReadOnlyList<string>? values, int max, string field)
    {
        if (values is null || values.Count == 0)
            return [];
        var words = new List<string>(values.Count);
        foreach (var value in values)
        {
            if (Optional(value, max, field) is { } word && !words.Contains(word, StringComparer.OrdinalIgnoreCase))
                words.Add(word);
        }
        if (words.Count > Limits.ListItems)
            Fail("too_many", $"{field} may have at most {Limits.ListItems} entries; this has {words.Count}.", field, ("max", Limits.ListItems.ToString(CultureInfo.InvariantCulture)));
        return words;
    }

    /// <summary>Remembers a failure unless there is one already.</summary>
    public void Fail(string code, string message, string? field = null, params ReadOnlySpan<(string Key, string Value)> data)
    {
        if (Failure is not null)
            return;
        var values = new Dictionary<string, string>();
        if (field is not null)
            values["field"] = field;
        foreach (var (key, value) in data)
            values[key] = value;
        Failure = Failure.Invalid(code, message, field) with { Data = values };
    }

    public void Require(bool holds, string code, string message, string? field = null)
    {
        if (!holds)
            Fail(code, message, field);
    }

    /// <summary>The given names must be of optional fields that can be emptied.</summary>
    public void Clearable(IReadOnlyList<string> clear, params ReadOnlySpan<string> fields)
    {
        foreach (var name in clear)
        {
            var known = false;
            foreach (var field in fields)
                known |= field == name;
            if (!known)
                Fail("cannot_clear", $"{name} cannot be emptied; these can: {string.Join(", ", fields.ToArray())}.", "clear", ("name", name));
        }
    }

    /// <summary>Without control, zero-width and unpaired surrogate characters (line breaks and tabs stay), trimmed.</summary>
    public static string Clean(string value)
    {
        StringBuilder? kept = null;
        for (var i = 0; i < value.Length; i++)
        {
            var keep = Keep(value, i);
            if (keep)
                kept?.Append(value[i]);
            else
                kept ??= new StringBuilder(value, 0, i, value.Length);
        }
        return (kept?.ToString() ?? value).Trim();
    }

    private static string OneLine(string value) =>
        value.AsSpan().IndexOfAny("\n\r\t\u2028\u2029") < 0 ? value : string.Join(' ', value.Split(['\n', '\r', '\t', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static bool Keep(string value, int i)
    {
        var c = value[i];
        if (char.IsSurrogate(c))
        {
            var high = char.IsHighSurrogate(c) ? i : i - 1;
            // Tag characters spell out words that only a machine reads; that some flags lose their country by it is the smaller harm.
            return high >= 0 && high + 1 < value.Length && char.IsSurrogatePair(value[high], value[high + 1])
                && CharUnicodeInfo.GetUnicodeCategory(value, high) is not UnicodeCategory.Format;
        }
        // A zero-width joiner between two symbols is part of an emoji; everything else that prints nothing could only hide text.
        if (c == '\u200D')
            return i > 0 && i + 1 < value.Length && (char.IsSurrogate(value[i - 1]) || value[i - 1] == '\uFE0F');
        return c is '\n' or '\r' or '\t' || CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format);
    }
}
