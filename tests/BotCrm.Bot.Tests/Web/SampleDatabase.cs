using BotCrm.Testing;
using Microsoft.Data.Sqlite;

namespace BotCrm.Bot.Tests.Web;

/// <summary>The sample company as it is on the test clock's Monday, made once per test run and copied for each server.</summary>
internal static class SampleDatabase
{
    private static readonly Lazy<Task<(byte[] Store, byte[] Key)>> Content = new(MakeAsync);

    /// <summary>The store, and beside it the key of what is sealed in it.</summary>
    public static async Task CopyToAsync(string path)
    {
        var (store, key) = await Content.Value;
        await File.WriteAllBytesAsync(path, store);
        await File.WriteAllBytesAsync(path + ".key", key);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path + ".key", UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static async Task<(byte[] Store, byte[] Key)> MakeAsync()
    {
        await using var crm = await TestCrm.StartAsync(sample: true);
        var copy = Path.Combine(Path.GetDirectoryName(crm.Path)!, "copy.db");
        await using (var connection = new SqliteConnection($"Data Source={crm.Path};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $path";
            command.Parameters.AddWithValue("$path", copy);
            await command.ExecuteNonQueryAsync();
        }

        return (await File.ReadAllBytesAsync(copy), await File.ReadAllBytesAsync(crm.Path + ".key"));
    }
}
