using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace BotCrm.Core.Privacy.Keys;

/// <summary>The key-encryption keys, from the settings or the key file, and what they do: wrap and unwrap data keys. Thread safe.</summary>
internal sealed partial class KeyWrapping(CrmOptions options, TimeProvider clock, ILogger logger)
{
    private readonly Lock guard = new();
    private volatile IReadOnlyList<KeyEncryptionKey>? keys;

    public string FilePath => options.KeyFile ?? options.Path + ".key";

    public bool FromSettings => !string.IsNullOrWhiteSpace(options.Keys);

    /// <summary>The key that wraps: the newest.</summary>
    public KeyEncryptionKey Newest => Keys()[^1];

    public IReadOnlyList<KeyEncryptionKey> Keys() => keys ?? Load();

    /// <summary>Reads the keys; the file is made when nothing was sealed yet.</summary>
    /// <exception cref="SealException">There are data keys, but no key file; or it is malformed.</exception>
    public void Prepare(bool mayMake)
    {
        if (!FromSettings && mayMake && !File.Exists(FilePath) && KeyFile.TryMake(FilePath, clock.GetUtcNow()))
            LogMade(logger, FilePath);
        Load();
    }

    /// <summary>Reads the key file again.</summary>
    public void Reload() => Load();

    public void AddToFile()
    {
        KeyFile.Append(FilePath, clock.GetUtcNow());
        Load();
    }

    public void Wrap(DataKey key, byte[] bytes)
    {
        var newest = Newest;
        key.WrappedBy = newest.Id;
        key.Wrapped = Aead.Seal(new SealingKey(key.Id, newest.Bytes), bytes, Place(key));
    }

    /// <exception cref="SealException">Its key-encryption key is not there, or it was altered.</exception>
    public SealingKey Unwrap(DataKey key)
    {
        if (key.Wrapped is null)
            throw new SealException($"The data key {key.Id} was destroyed.");
        return new SealingKey(key.Id, Aead.Open(new SealingKey(key.Id, Find(key.WrappedBy).Bytes), key.Wrapped, Place(key)));
    }

    /// <summary>Out of no sequence: records' ids go on without gaps, and several writers need not wait for each other.</summary>
    public static long NewId() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(Aead.KeyLength);

    /// <exception cref="SealException">It is not there.</exception>
    public KeyEncryptionKey Find(string id)
    {
        var known = Keys().FirstOrDefault(key => key.Id == id);
        // Another process may have rotated the keys since the file was read.
        known ??= FromSettings ? null : Load().FirstOrDefault(key => key.Id == id);
        return known ?? throw new SealException($"The key-encryption key {id} is neither in {(FromSettings ? "the setting Privacy:Key" : $"the key file {FilePath}")} nor anywhere else this program looks; without it the sealed data cannot be read. Put it back from its backup");
    }

    private IReadOnlyList<KeyEncryptionKey> Load()
    {
        lock (guard)
        {
            if (FromSettings)
                return keys ??= KeyEncryptionKey.Parse(options.Keys!, "The setting Privacy:Key");
            if (!File.Exists(FilePath))
                throw new SealException($"The key file {FilePath} is missing; without it the sealed data cannot be read. Put it back from its backup (setting Privacy:KeyFile says where it lies)");
            return keys = KeyFile.Read(FilePath);
        }
    }

    private static string Place(DataKey key) => string.Create(CultureInfo.InvariantCulture, $"data_keys/{key.Subject}/{key.SubjectId}");

    [LoggerMessage(EventId = 2000, Level = LogLevel.Warning, Message = "NEW KEY FILE {Path}: BACK THIS UP, away from the backups of the data. Without it phone numbers, e-mail addresses and the other sealed data are lost for good.")]
    private static partial void LogMade(ILogger logger, string path);
}
