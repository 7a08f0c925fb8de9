using System.Text;

namespace BotCrm.Core.Privacy.Sealing;

/// <summary>How a value is brought into the form that is compared: one per kind of value, and each has a key of its own.</summary>
internal enum BlindForm
{
    Phone,
    Email,
    EmailDomain,

    /// <summary>Messenger handles and the like: without case and surrounding space.</summary>
    Handle,

    /// <summary>Letters and digits alone, upper case: as ID numbers are compared.</summary>
    Number,
}

/// <summary>Normal forms: what two people may write differently and mean alike must come out the same.</summary>
internal static class Blinds
{
    public static string? Normal(BlindForm form, string? value)
    {
        if (value is null)
            return null;
        var text = value.Normalize(NormalizationForm.FormKC).Trim();
        var normal = form switch
        {
            BlindForm.Phone => Phone(text),
            BlindForm.Email => text.ToLowerInvariant(),
            BlindForm.EmailDomain => text.LastIndexOf('@') is >= 0 and var at ? text[(at + 1)..].ToLowerInvariant() : "",
            BlindForm.Handle => text.ToLowerInvariant(),
            _ => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant(),
        };
        return normal.Length == 0 ? null : normal;
    }

    /// <summary>
    /// The normal forms of all ways to write the same: a number of the company's country may stand with the country's code, with the zero that is
    /// dialled at home instead, or with neither.
    /// </summary>
    /// <param name="form">The kind of value.</param>
    /// <param name="value">As a person wrote it.</param>
    /// <param name="callingCode">Of the company's country; empty: unknown, and each number is only what it is written as.</param>
    public static IReadOnlyList<string> Alternatives(BlindForm form, string? value, string callingCode)
    {
        if (Normal(form, value) is not { } normal)
            return [];
        if (form != BlindForm.Phone || callingCode.Length == 0)
            return [normal];
        var (digits, hasCountry) = Number(value!.Normalize(NormalizationForm.FormKC).Trim());
        if (hasCountry && !digits.StartsWith(callingCode, StringComparison.Ordinal))
            return [normal];
        var local = (hasCountry ? digits[callingCode.Length..] : digits).TrimStart('0');
        // Too short to be anybody's number but of the own exchange or an emergency line: no guesses.
        return local.Length < 5 ? [normal] : [.. new[] { normal, callingCode + local, "0" + local, local, callingCode + "0" + local }.Distinct()];
    }

    /// <summary>
    /// Digits with the country's code in front where it can be told: after + or 00, or from the form of a Chinese mobile number (eleven digits,
    /// 1 and 3–9 first). An extension does not count, nor does the "(0)" that some write after the code.
    /// </summary>
    private static string Phone(string text) => Number(text).Digits;

    private static (string Digits, bool HasCountry) Number(string text)
    {
        var end = text.IndexOfAny(['x', 'X', '#', ',', 'e', 'E']);
        var main = (end > 0 ? text[..end] : text).Replace("(0)", "", StringComparison.Ordinal);
        var digits = string.Concat(main.Where(char.IsAsciiDigit));
        if (main.TrimStart('(', ' ').StartsWith('+'))
            return (digits, true);
        if (digits.StartsWith("00", StringComparison.Ordinal))
            return (digits[2..], true);
        return digits.Length == 11 && digits[0] == '1' && digits[1] >= '3' ? ("86" + digits, true) : (digits, false);
    }
}
