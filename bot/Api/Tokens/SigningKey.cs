using System.Security.Cryptography;
using BotCrm.Bot.Configuration;

namespace BotCrm.Bot.Api.Tokens;

/// <summary>The key that signs tokens: the configured one, else one made at first use and kept in the data folder, readable by its owner only.</summary>
internal sealed class SigningKey(ApiOptions options)
{
    private const string FileName = "api-signing.key";
    private const int Length = 32;

    private readonly Lazy<byte[]> bytes = new(() => Load(options));

    public byte[] Bytes => bytes.Value;

    private static byte[] Load(ApiOptions options)
    {
        if (options.SigningKey.Length > 0)
            return Convert.FromBase64String(options.SigningKey);

        var path = Path.Combine(options.DataFolder, FileName);
        Directory.CreateDirectory(options.DataFolder);
        return File.Exists(path) ? Read(path) : Make(path);
    }

    private static byte[] Make(string path)
    {
        var key = RandomNumberGenerator.GetBytes(Length);
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        // Written beside and renamed, so that another process never reads half a key; the one that comes second takes the first one's.
        var draft = path + "." + Guid.NewGuid().ToString("N");
        using (var writer = new StreamWriter(draft, file))
            writer.WriteLine(Convert.ToBase64String(key));
        try
        {
            File.Move(draft, path, overwrite: false);
            return key;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
            return Read(path);
        }
    }

    private static byte[] Read(string path)
    {
        var text = File.ReadAllText(path).Trim();
        var key = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, key, out var length) || length < Length)
            throw new SettingsException($"the file {path} does not hold a signing key; delete it to get a new one (REST tokens given so far end)");
        return key[..length];
    }
}
