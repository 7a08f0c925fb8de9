using BotCrm.Testing;
using Microsoft.Data.Sqlite;

namespace BotCrm.Bot.Tests.Web;

/// <summary>The sample company as it is on the test clock's Monday, made once per test run and copied for each server.</summary>
internal static class SampleDatabase
{
    private static readonly Lazy<Task<byte[]>> Content = new(MakeAsync);

    public static async Task CopyToAsync(string path) => await File.WriteAllBytesAsync(path, await Content.Value);

    private static async Task<byte[]> MakeAsync()
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

        return await File.ReadAllBytesAsync(copy);
    }
}
