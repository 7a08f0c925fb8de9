using System.Text;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers;

/// <summary>Registration and tax numbers in their one written form.</summary>
internal static class RegistrationNumbers
{
    // GB 32100-2015: no I, O, S, V, Z; each place has the weight 3^place mod 31.
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>Without spaces and in capitals. What looks like a 统一社会信用代码 must be one.</summary>
    public static string? Read(Checks checks, string? value)
    {
        if (value is null)
            return null;
        var text = checks.Required(value.Normalize(NormalizationForm.FormKC), Limits.Word, "registrationNumber");
        var bare = Bare(text);
        if (LooksChinese(bare))
        {
            if (!IsCreditCode(bare))
                checks.Fail("bad_credit_code", "registrationNumber looks like a unified social credit code, but its check digit does not fit; compare it with the business licence.", "registrationNumber");
            return bare;
        }
        checks.Require(bare.Length >= 3, "bad_registration_number", "registrationNumber must have at least three letters or digits.", "registrationNumber");
        return text.ToUpperInvariant();
    }

    /// <summary>Letters and digits only, in capitals: how numbers are compared.</summary>
    public static string Bare(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();

    public static bool LooksChinese(string bare) =>
        bare.Length == 18 && bare.All(char.IsAsciiLetterOrDigit) && bare.AsSpan(2, 6).IndexOfAnyExceptInRange('0', '9') < 0 && (char.IsAsciiDigit(bare[0]) || bare[0] is 'A' or 'N' or 'Y');

    public static bool IsCreditCode(string bare)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            var value = Alphabet.IndexOf(bare[i], StringComparison.Ordinal);
            if (value < 0)
                return false;
            sum += value * Weights[i];
        }
        return Alphabet[(31 - (sum % 31)) % 31] == bare[17];
    }
}
