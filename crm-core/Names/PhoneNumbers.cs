using System.Text;

namespace BotCrm.Core.Names;

/// <summary>Phone numbers as they compare: digits of the subscriber, whatever the country prefix, trunk zero and punctuation.</summary>
internal static class PhoneNumbers
{
    /// <summary>The number's last nine digits, which tell it: <c>+49 (0)40 123456</c> and <c>040/123456</c> are one. None for a number too short to tell.</summary>
    public static IEnumerable<string> Of(string? phone)
    {
        if (phone is null)
            yield break;
        var text = phone.Normalize(NormalizationForm.FormKC);
        var extension = text.IndexOfAny(['x', 'X', '#']);
        if (extension > 0)
            text = text[..extension];
        var digits = string.Concat(text.Replace("(0)", "", StringComparison.Ordinal).Where(char.IsAsciiDigit));
        foreach (var prefix in new[] { "0086", "0049", "0044", "001" })
        {
            if (digits.StartsWith(prefix, StringComparison.Ordinal))
                digits = digits[prefix.Length..];
        }
        if (text.TrimStart().StartsWith('+'))
        {
            foreach (var prefix in new[] { "86", "49", "44", "43", "41", "33", "39", "34", "1" })
            {
                if (digits.StartsWith(prefix, StringComparison.Ordinal) && digits.Length > 8)
                {
                    digits = digits[prefix.Length..];
                    break;
                }
            }
        }
        digits = digits.TrimStart('0');
        if (digits.Length >= 6)
            yield return digits;
    }
}
