using System.Data.Common;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BotCrm.Core.Storage.Moving;

/// <summary>One column as PostgreSQL types it; SQLite keeps the same value in its own way.</summary>
internal sealed record TableColumn(string Name, string Type);

/// <summary>How many rows a table has and what they hold, told apart from their order.</summary>
internal sealed record TableDigest(string Table, long Rows, string Hash);

/// <summary>Adds up rows to a digest: the sum of their hashes, which is the same in whatever order a database gives them.</summary>
internal sealed class DigestOf(string table)
{
    private static readonly BigInteger Modulus = BigInteger.One << 256;

    private BigInteger sum;
    private long rows;

    public TableDigest Result => new(table, rows, sum.ToString("x64", CultureInfo.InvariantCulture)[^64..]);

    public void Add(IReadOnlyList<object?> row)
    {
        var text = new StringBuilder();
        foreach (var value in row)
        {
            var written = Write(value);
            // Lengths first, so that no two rows write the same.
            text.Append(written is null ? "-" : written.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(written);
        }
        sum = (sum + new BigInteger(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())), isUnsigned: true)) % Modulus;
        rows++;
    }

    private static string? Write(object? value) => value switch
    {
        null => null,
        byte[] bytes => Convert.ToHexStringLower(bytes),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        string[] texts => JsonSerializer.Serialize(texts),
        long[] ids => JsonSerializer.Serialize(ids),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}

/// <summary>Rows of a table as plain values, the same from either database.</summary>
internal static class TableContents
{
    public static async IAsyncEnumerable<object?[]> ReadAsync(DbConnection connection, DbTransaction? transaction, string table, IReadOnlyList<TableColumn> columns, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Table and columns come from the schema.
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(column => $"\"{column.Name}\""))} FROM \"{table}\"";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var row = new object?[columns.Count];
            for (var i = 0; i < row.Length; i++)
                row[i] = await reader.IsDBNullAsync(i, ct) ? null : Value(reader.GetValue(i), columns[i], table);
            yield return row;
        }
    }

    public static async Task<TableDigest> DigestAsync(DbConnection connection, DbTransaction? transaction, string table, IReadOnlyList<TableColumn> columns, CancellationToken ct)
    {
        var digest = new DigestOf(table);
        await foreach (var row in ReadAsync(connection, transaction, table, columns, ct))
            digest.Add(row);
        return digest.Result;
    }

    /// <summary>What SQLite keeps as a number or a text, as the value it stands for; PostgreSQL's values are that already.</summary>
    private static object Value(object value, TableColumn column, string table) => (column.Type, value) switch
    {
        ("bigint", long) or ("text", string) or ("boolean", bool) or ("date", DateOnly) or ("bytea", byte[]) or ("text[]", string[]) or ("bigint[]", long[]) or ("double precision", double) or ("numeric", decimal) => value,
        ("integer", int number) => (long)number,
        ("integer", long number) when number is >= int.MinValue and <= int.MaxValue => number,
        ("boolean", 0L) => false,
        ("boolean", 1L) => true,
        ("date", DateTime day) => DateOnly.FromDateTime(day),
        ("date", string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        ("text[]", string json) => JsonSerializer.Deserialize<string[]>(json)!,
        ("bigint[]", string json) => JsonSerializer.Deserialize<long[]>(json)!,
        ("bytea", string { Length: 0 }) => Array.Empty<byte>(),
        ("double precision", long number) => (double)number,
        ("numeric", string number) => decimal.Parse(number, CultureInfo.InvariantCulture),
        _ => throw new StoreException($"{table}.{column.Name} holds {value.GetType().Name} {value}, which is no {column.Type}; nothing was moved."),
    };
}
