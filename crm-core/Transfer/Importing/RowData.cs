using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer.Mapping;
using BotCrm.Core.Transfer.Reading;

namespace BotCrm.Core.Transfer.Importing;

/// <summary>What is wrong with a row: where, and what to do about it.</summary>
internal sealed record RowProblem(string Code, string? Column, string? Value, string Message);

/// <summary>A row read by a plan: each field's value as its type says, and the first problem met on the way.</summary>
internal sealed class RowData
{
    private readonly ImportPlan plan;
    private readonly TimeZoneInfo zone;
    private readonly Dictionary<string, (string Column, Cell Cell)> cells = new(StringComparer.Ordinal);
    private readonly List<string> notes = [];

    public RowData(ImportPlan plan, int number, Cell[] row, TimeZoneInfo zone)
    {
        this.plan = plan;
        this.zone = zone;
        Number = number;
        for (var i = 0; i < plan.Columns.Count && i < row.Length; i++)
        {
            var (column, field) = (plan.Columns[i].Column, plan.Columns[i].Field);
            if (row[i].IsEmpty || field.Length == 0)
                continue;
            if (field == ImportFields.Notes)
                notes.Add(IsNotes(column) ? row[i].Text : $"{column}: {row[i].Text}");
            else
                cells.TryAdd(field, (column, row[i]));
        }
    }

    public int Number { get; }

    public RowProblem? Problem { get; private set; }

    public bool Has(string field) => cells.ContainsKey(field);

    public string? Text(string field) => cells.TryGetValue(field, out var found) ? found.Cell.Text : null;

    /// <summary>The company's own fields of the row, by code; null when it has none.</summary>
    public IReadOnlyDictionary<string, object?>? Custom
    {
        get
        {
            var given = cells.Where(pair => pair.Key.StartsWith(Fields.FieldBook.Prefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key[Fields.FieldBook.Prefix.Length..], pair => (object?)pair.Value.Cell.Text);
            return given.Count == 0 ? null : given;
        }
    }

    public string? Notes => notes.Count == 0 ? null : string.Join('\n', notes);

    public string? ColumnOf(string? field) => field is not null && cells.TryGetValue(field, out var found) ? found.Column : null;

    public IReadOnlyList<string> Words(string field) =>
        Text(field) is { } text ? [.. text.Split([',', ';', '，', '；', '、', '|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] : [];

    public T? Choice<T>(string field)
        where T : struct, Enum
    {
        if (ChoiceText(field) is not { } word)
            return null;
        return Enum.Parse<T>(word, ignoreCase: true);
    }

    public string? ChoiceText(string field)
    {
        if (Text(field) is not { } text)
            return null;
        var choices = ImportFields.Find(plan.Kind, field)!.Choices;
        if (ChoiceWords.Find(choices, text) is { } word)
            return word;
        Fail("unknown_value", field, $"'{text}' is none of: {string.Join(", ", choices.Keys)}.");
        return null;
    }

    /// <summary>The member of a set that a cell names in whatever words, or what it says itself: for sets that a company may add to.</summary>
    public string? ChoiceOr(string field, IReadOnlyDictionary<string, string[]> choices) => Text(field) is { } text ? ChoiceWords.Find(choices, text) ?? text : null;

    public bool? YesNo(string field)
    {
        if (Text(field) is not { } text)
            return null;
        switch (Names.NameForms.Key(text))
        {
            case "yes" or "y" or "true" or "1" or "x" or "ja" or "是" or "完成" or "已完成" or "已解决" or "done" or "completed" or "erledigt" or "closed" or "√" or "✓":
                return true;
            case "no" or "n" or "false" or "0" or "nein" or "否" or "未完成" or "未解决" or "进行中" or "open" or "offen" or "not started" or "in progress" or "未开始":
                return false;
            default:
                Fail("unknown_value", field, $"'{text}' must be yes or no.");
                return null;
        }
    }

    public int? Whole(string field)
    {
        if (Text(field) is not { } text)
            return null;
        var digits = new string([.. text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]);
        if (decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1_000_000)
            return (int)Math.Round(number);
        Fail("not_a_number", field, $"'{text}' is no number.");
        return null;
    }

    public (decimal Amount, string? Currency)? Money(string field)
    {
        if (!cells.TryGetValue(field, out var found))
            return null;
        if (MoneyReader.Read(found.Cell, plan.DecimalMark) is { } money)
            // Nothing sold yet is written as 0 in many exports; the CRM leaves such an amount out.
            return money.Amount == 0 ? null : money;
        Fail("not_an_amount", field, $"'{found.Cell.Text}' is no amount; write it as 1234.50, with a currency if you like.");
        return null;
    }

    public DateOnly? Day(string field) => Moment(field)?.Day;

    public DateTimeOffset? Instant(string field)
    {
        if (Moment(field) is not { } read)
            return null;
        var local = read.Day.ToDateTime(read.Time ?? TimeOnly.MinValue);
        if (read.Offset is { } offset)
            return new DateTimeOffset(local, offset).ToUniversalTime();
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(30);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    public bool IsWholeDay(string field) => Moment(field) is { Time: null };

    public void Fail(Failure failure)
    {
        var field = failure.Field;
        Problem ??= new RowProblem(failure.Code, ColumnOf(field) ?? ColumnOf(Prefixed(field)), Shown(Text(field ?? "") ?? Text(Prefixed(field) ?? "")), Cut(failure.Message, Limits.Text)!);
    }

    public void Fail(string code, string field, string message) => Problem ??= new RowProblem(code, ColumnOf(field), Shown(Text(field)), Cut(message, Limits.Text)!);

    /// <summary>Of the values of these fields, as they stand in the file.</summary>
    public string Hash(Func<string, bool> which)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (field, (_, cell)) in cells.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (which(field))
                hash.AppendData(Encoding.UTF8.GetBytes($"{field}\u001F{cell.Text}\u001E"));
        }
        if (which(ImportFields.Notes))
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\u001E', notes)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static string? Shown(string? value) => Cut(value, 80);

    private static string? Cut(string? text, int max) => text is null || text.Length <= max ? text : text[..(max - 1)] + "…";

    private (DateOnly Day, TimeOnly? Time, TimeSpan? Offset)? Moment(string field)
    {
        if (!cells.TryGetValue(field, out var found))
            return null;
        if (DateReader.Read(found.Cell, plan.DateOrder) is { } read)
            return read;
        Fail("not_a_date", field, $"'{found.Cell.Text}' is no date that can be read; write it as 2026-12-01.");
        return null;
    }

    private static bool IsNotes(string column) => ImportFields.KindNames.Any(kind => ImportFields.Find(kind, ImportFields.Notes)?.Headers.Contains(Headings.Key(column)) == true);

    // A contact's phone in a file of customers is the column contactPhone.
    private static string? Prefixed(string? field) => field is null ? null : field switch
    {
        "phone" => "contactPhone",
        "email" => "contactEmail",
        "wechat" => "contactWeChat",
        "title" => "contactTitle",
        "idNumber" or "decisionRole" or "preferredChannel" or "language" or "doNotContact" or "birthday" or "anniversary" => "contact" + char.ToUpperInvariant(field[0]) + field[1..],
        "description" => ImportFields.Notes,
        "when" => "when",
        _ => field,
    };
}
