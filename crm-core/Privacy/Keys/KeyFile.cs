using System.Globalization;
using System.Security.Cryptography;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Privacy.Keys;

/// <summary>The file with the key-encryption keys, one a line, newest last; readable by its owner only.</summary>
internal static class KeyFile
{
    public static IReadOnlyList<KeyEncryptionKey> Read(string path) => KeyEncryptionKey.Parse(File.ReadAllText(path), $"The key file {path}");

    /// <summary>Makes the file with one new key. False when another process came first; its file stands.</summary>
    public static bool TryMake(string path, DateTimeOffset now)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
            PrivateFiles.MakeFolder(folder);
        var draft = Write(path, "# Keys of BotCrm's sealed data. Without this file that data is lost: keep a copy away from the data's backups." + Environment.NewLine + Line(now));
        try
        {
            File.Move(draft, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
            return false;
        }
    }

    /// <summary>Adds a new key, which wraps from now on. The others stay: what they wrapped must be readable until it is wrapped anew.</summary>
    public static void Append(string path, DateTimeOffset now)
    {
        var draft = Write(path, File.ReadAllText(path).TrimEnd() + Environment.NewLine + Line(now));
        File.Move(draft, path, overwrite: true);
    }

    private static string Line(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(Aead.KeyLength))}");

    /// <summary>Written beside and renamed, so that another process never reads half a file.</summary>
    private static string Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var draft = path + "." + Guid.NewGuid().ToString("N");
        using var stream = new FileStream(draft, options);
        using (var writer = new StreamWriter(stream, leaveOpen: true))
            writer.WriteLine(text);
        stream.Flush(flushToDisk: true);
        return draft;
    }
}
