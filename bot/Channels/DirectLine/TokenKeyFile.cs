using System.Security.Cryptography;

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>The key that signs tokens: made at first use, kept beside the data so that tokens outlive a restart, readable by its owner only.</summary>
internal static class TokenKeyFile
{
    public const int KeyBytes = 32;

    /// <exception cref="InvalidOperationException">The file is there but holds no key.</exception>
    public static byte[] ReadOrCreate(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var attempt = 0; ; attempt++)
        {
            if (File.Exists(path))
            {
                var key = File.ReadAllBytes(path);
                return key.Length == KeyBytes
                    ? key
                    : throw new InvalidOperationException($"{path} must hold a key of {KeyBytes} bytes. Delete the file to have a new one made; open chats then start anew.");
            }

            // Written aside and moved, so that a process that starts at the same moment reads a whole key or none.
            var aside = path + "." + Path.GetRandomFileName();
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(aside, options))
                file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            try
            {
                File.Move(aside, path, overwrite: false);
            }
            catch (IOException) when (attempt == 0 && File.Exists(path))
            {
                File.Delete(aside);
            }
        }
    }
}
