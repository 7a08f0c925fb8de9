using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BotCrm.Core.Storage.Engine;

/// <summary>One hand-kept step of the schema; its text never changes once it is out.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The embedded files <c>Storage/Migrations/{store}/NNNN_name.sql</c> in order.</summary>
    public static IReadOnlyList<Migration> For(Dialect dialect) => dialect.Name == "Postgres" ? Postgres.Value : Sqlite.Value;

    private static readonly Lazy<List<Migration>> Sqlite = new(() => Read("Sqlite"));
    private static readonly Lazy<List<Migration>> Postgres = new(() => Read("Postgres"));

    private static List<Migration> Read(string store)
    {
        var folder = $".Storage.Migrations.{store}.";
        var assembly = typeof(Migration).Assembly;
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.Contains(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[(resource.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..^".sql".Length];
            migrations.Add(new Migration(int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }
        return migrations;
    }
}
