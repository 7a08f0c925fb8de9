namespace BotCrm.Core.Storage;

/// <summary>Files and folders that only the account may read that runs the program: they hold everybody's data.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;

    /// <summary>A folder that is there already stays as it is: others may have their files in it.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnFolder);
    }

    /// <summary>
    /// Makes the store's file, empty, for nobody else to read, or takes others' rights from one that was made before. SQLite gives the files
    /// beside it (<c>-wal</c>, <c>-shm</c>) the rights of the file itself.
    /// </summary>
    public static void Close(string path)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(path))
            return;
        if (!File.Exists(path))
        {
            new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = OwnFile }).Dispose();
            return;
        }
        foreach (var file in (string[])[path, path + "-wal", path + "-shm"])
        {
            try
            {
                if (File.Exists(file) && (File.GetUnixFileMode(file) & ~OwnFile) != 0)
                    File.SetUnixFileMode(file, OwnFile);
            }
            catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
            {
                // Another account's file, or gone meanwhile: whether it can be used is said when it is opened.
            }
        }
    }
}
