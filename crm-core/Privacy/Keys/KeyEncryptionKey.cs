namespace BotCrm.Core.Privacy.Keys;

/// <summary>A key that wraps data keys; kept outside the store.</summary>
internal sealed record KeyEncryptionKey(string Id, byte[] Bytes)
{
    /// <summary>Letters, digits, dash and underscore; the id stands in the store beside what the key wrapped.</summary>
    public const int MaxIdLength = 64;

    /// <summary>Reads <c>id:base64</c> entries, parted by line breaks, semicolons or commas, newest last; lines that start with # are remarks.</summary>
    /// <exception cref="SealException">An entry is malformed; the message names its number, never its content.</exception>
    public static IReadOnlyList<KeyEncryptionKey> Parse(string text, string source)
    {
        var keys = new List<KeyEncryptionKey>();
        var entries = text.Split('\n').Where(line => !line.TrimStart().StartsWith('#')).SelectMany(line => line.Split([';', ','])).Select(entry => entry.Trim()).Where(entry => entry.Length > 0);
        foreach (var entry in entries)
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            // A single key may be given without an id.
            var id = colon < 0 ? "k1" : entry[..colon].Trim();
            var bytes = new byte[entry.Length];
            if (!Convert.TryFromBase64String(entry[(colon + 1)..].Trim(), bytes, out var length) || length != Aead.KeyLength || !IsId(id))
                throw new SealException($"{source}: key {keys.Count + 1} is not of the form id:base64 with 32 bytes in Base64");
            if (keys.Any(key => key.Id == id))
                throw new SealException($"{source}: two keys have the id {id}");
            keys.Add(new KeyEncryptionKey(id, bytes[..length]));
        }
        return keys.Count > 0 ? keys : throw new SealException($"{source} holds no key");
    }

    private static bool IsId(string id) => id.Length is > 0 and <= MaxIdLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    // Records print their members.
    public override string ToString() => Id;
}
