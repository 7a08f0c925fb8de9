using System.Globalization;

namespace BotCrm.Core.Storage.SampleData;

/// <summary>One line of the sample company's script: what it describes, and its columns. A column that is not there is empty.</summary>
internal sealed class SampleLine(string file, int number, string[] cells)
{
    public string What => cells[0];

    public string this[int column] => column < cells.Length ? cells[column] : "";

    public string Needed(int column) => this[column].Length > 0 ? this[column] : throw Wrong(column, "is empty");

    public string? Text(int column) => this[column].Length > 0 ? this[column] : null;

    public int Number(int column) =>
        int.TryParse(this[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(column, "is no number");

    public IReadOnlyList<string> List(int column) => this[column].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public TEnum Member<TEnum>(int column)
        where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(this[column], true, out var value) ? value : throw Wrong(column, "is none of the set");

    public InvalidOperationException Wrong(int column, string why) => new($"{file}, line {number}, column {column} ({this[column]}): {why}.");
}

/// <summary>Reads the scripts beside this file: one record per line, columns between bars, what hangs on a customer below it.</summary>
internal static class SampleScript
{
    public static IEnumerable<SampleLine> Read(params string[] files)
    {
        foreach (var file in files)
        {
            using var stream = typeof(SampleScript).Assembly.GetManifestResourceStream($"{typeof(SampleScript).Namespace}.{file}")
                ?? throw new InvalidOperationException($"The sample script {file} is not built in.");
            using var reader = new StreamReader(stream);
            for (var number = 1; reader.ReadLine() is { } line; number++)
            {
                if (line.Length > 0 && line[0] != '#')
                    yield return new SampleLine(file, number, line.Split('|', StringSplitOptions.TrimEntries));
            }
        }
    }
}
