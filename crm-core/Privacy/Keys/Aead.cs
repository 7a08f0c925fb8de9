using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BotCrm.Core.Privacy.Keys;

/// <summary>
/// AES-256-GCM in the one form that everything sealed has: version (1 byte), id of the data key (8 bytes, big-endian), nonce (12, random),
/// ciphertext, tag (16). Version, key id and the place where it stands are authenticated with it.
/// </summary>
internal static class Aead
{
    public const byte Sealed = 1;

    /// <summary>The same, of an audit text that was hashed into the chain before it was sealed.</summary>
    public const byte SealedAfterHashing = 2;

    public const int KeyLength = 32;
    private const int HeaderLength = 9;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Overhead = HeaderLength + NonceLength + TagLength;

    public static byte[] Seal(SealingKey key, ReadOnlySpan<byte> plain, string place, byte version = Sealed)
    {
        var all = new byte[Overhead + plain.Length];
        var span = all.AsSpan();
        span[0] = version;
        BinaryPrimitives.WriteInt64BigEndian(span[1..], key.Id);
        var nonce = span.Slice(HeaderLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(nonce, plain, span.Slice(HeaderLength + NonceLength, plain.Length), span[^TagLength..], Bound(span[..HeaderLength], place));
        return all;
    }

    /// <exception cref="SealException">Altered, cut, or moved from another place.</exception>
    public static byte[] Open(SealingKey key, ReadOnlySpan<byte> all, string place)
    {
        if (!IsSealed(all))
            throw new SealException($"What stands at {place} is not sealed.");
        var plain = new byte[all.Length - Overhead];
        using var aes = new AesGcm(key.Bytes, TagLength);
        try
        {
            aes.Decrypt(all.Slice(HeaderLength, NonceLength), all[(HeaderLength + NonceLength)..^TagLength], all[^TagLength..], plain, Bound(all[..HeaderLength], place));
        }
        catch (AuthenticationTagMismatchException broken)
        {
            throw new SealException($"What stands at {place} was altered or moved there from another place; it cannot be opened.", broken);
        }
        return plain;
    }

    public static bool IsSealed(ReadOnlySpan<byte> all) => all.Length >= Overhead && all[0] is Sealed or SealedAfterHashing;

    public static long KeyIdOf(ReadOnlySpan<byte> all) => BinaryPrimitives.ReadInt64BigEndian(all[1..]);

    private static byte[] Bound(ReadOnlySpan<byte> header, string place)
    {
        var bound = new byte[header.Length + System.Text.Encoding.UTF8.GetByteCount(place)];
        header.CopyTo(bound);
        System.Text.Encoding.UTF8.GetBytes(place, bound.AsSpan(header.Length));
        return bound;
    }
}
