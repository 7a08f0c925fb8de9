using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BotCrm.Core.Privacy.Keys;

namespace BotCrm.Core.Privacy.Sealing;

/// <summary>Seals and opens under the store's data keys, and computes blind indexes.</summary>
internal sealed class Sealer(KeyRing ring) : ISealer
{
    private readonly ConcurrentDictionary<BlindForm, byte[]> indexKeys = new();

    public KeyRing Ring { get; } = ring;

    /// <summary>See <see cref="CrmOptions.CallingCode"/>.</summary>
    public string CallingCode { get; init; } = "";

    public byte[] Seal(ReadOnlySpan<byte> plain, string table, string column, long row) => Aead.Seal(Ring.Current, plain, Place(table, column, row));

    public byte[] Open(ReadOnlySpan<byte> sealedBytes, string table, string column, long row)
    {
        var place = Place(table, column, row);
        return Aead.IsSealed(sealedBytes) ? Aead.Open(Ring.Find(Aead.KeyIdOf(sealedBytes)), sealedBytes, place) : throw new SealException($"What stands at {place} is not sealed.");
    }

    public string SealText(string plain, string table, string column, long row) => SealedText.Seal(Ring.Current, plain, Place(table, column, row));

    /// <summary>A text without the mark was written before fields were sealed, and is what it says.</summary>
    public string OpenText(string text, string table, string column, long row)
    {
        if (!SealedText.IsSealed(text))
            return text;
        var place = Place(table, column, row);
        var bytes = SealedText.Bytes(text, place);
        return SealedText.Open(Ring.Find(Aead.KeyIdOf(bytes)), bytes, place);
    }

    /// <summary>Whether a stored text is sealed under the key that seals now.</summary>
    public bool IsCurrent(string text, string place) => SealedText.IsSealed(text) && Aead.KeyIdOf(SealedText.Bytes(text, place)) == Ring.Current.Id;

    /// <summary>
    /// HMAC-SHA-256 of the normal form under a key derived for this form, cut to 16 bytes: equal values have equal indexes, and nobody without
    /// the key can try out which value has one. Null when the value has no normal form.
    /// </summary>
    public string? Blind(BlindForm form, string? value)
    {
        return Blinds.Normal(form, value) is { } normal ? BlindOf(form, normal) : null;
    }

    /// <summary>All indexes under which a value that means the same may stand: a phone number may have been written with the country's code or as one dials it at home.</summary>
    public string[] BlindsToFind(BlindForm form, string? value) => [.. Blinds.Alternatives(form, value, CallingCode).Select(normal => BlindOf(form, normal))];

    private string BlindOf(BlindForm form, string normal)
    {
        var key = indexKeys.GetOrAdd(form, static (form, ring) => HKDF.Expand(HashAlgorithmName.SHA256, ring.IndexKey, 32, Encoding.UTF8.GetBytes("blind index " + form)), Ring);
        return Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(normal)).AsSpan(0, 16));
    }

    public static string Place(string table, string column, long row) => string.Create(CultureInfo.InvariantCulture, $"{table}/{column}/{row}");
}
