using System.Security.Cryptography;
using System.Text;

namespace BotCrm.Core.Privacy.Keys;

/// <summary>
/// How sealed bytes stand in a text column: a character that no text of the CRM can hold (commands drop control characters), then Base64.
/// So a plain value of an older version is told from a sealed one, whatever it says.
/// </summary>
internal static class SealedText
{
    public const char Mark = '\u0001';

    public static bool IsSealed(string? text) => text is [Mark, ..];

    public static string Seal(SealingKey key, string plain, string place, byte version = Aead.Sealed)
    {
        var bytes = Encoding.UTF8.GetBytes(plain);
        var text = Mark + Convert.ToBase64String(Aead.Seal(key, bytes, place, version));
        CryptographicOperations.ZeroMemory(bytes);
        return text;
    }

    public static string Open(SealingKey key, byte[] all, string place) => Encoding.UTF8.GetString(Aead.Open(key, all, place));

    /// <summary>The sealed bytes of a text that bears the mark.</summary>
    /// <exception cref="SealException">The text was altered.</exception>
    public static byte[] Bytes(string text, string place)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64Chars(text.AsSpan(1), bytes, out var length) || !Aead.IsSealed(bytes.AsSpan(0, length)))
            throw new SealException($"What stands at {place} was altered; it cannot be opened.");
        return bytes[..length];
    }
}
