using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace BotCrm.Core.Surveys;

/// <summary>
/// What a survey's link carries: its id and the end of its life, signed with HMAC-SHA-256 under a key of its own derived from the host's. Whoever
/// has the link may answer that one survey once, and nothing else.
/// </summary>
internal static class SurveyToken
{
    private const int Length = 16 + 32;

    private static readonly byte[] Purpose = Encoding.ASCII.GetBytes("botcrm survey link 1");

    public static string Write(byte[] key, long id, DateTimeOffset expires)
    {
        Span<byte> token = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(token, id);
        BinaryPrimitives.WriteInt64BigEndian(token[8..], expires.ToUnixTimeMilliseconds());
        Sign(key, token[..16], token[16..]);
        return Base64Url.EncodeToString(token);
    }

    /// <returns>Null when it was not signed by us.</returns>
    public static (long Id, DateTimeOffset Expires)? Read(byte[] key, string text)
    {
        Span<byte> token = stackalloc byte[Length + 3];
        if (text.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, token, out var length) || length != Length)
            return null;
        Span<byte> expected = stackalloc byte[32];
        Sign(key, token[..16], expected);
        return CryptographicOperations.FixedTimeEquals(expected, token[16..Length])
            ? (BinaryPrimitives.ReadInt64BigEndian(token), DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(token[8..])))
            : null;
    }

    private static void Sign(byte[] key, ReadOnlySpan<byte> data, Span<byte> signature) =>
        HMACSHA256.HashData(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Purpose), data, signature);
}
