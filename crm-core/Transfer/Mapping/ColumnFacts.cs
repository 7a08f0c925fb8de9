using BotCrm.Core.Transfer.Reading;

namespace BotCrm.Core.Transfer.Mapping;

/// <summary>What a column's values look like, counted over the whole file.</summary>
internal sealed class ColumnFacts
{
    private const int MaxSamples = 5;
    private const int MaxDistinct = 2000;

    private readonly HashSet<string> distinct = [];

    public List<string> Samples { get; } = [];

    public int Filled { get; private set; }

    public int Emails { get; private set; }

    public int Phones { get; private set; }

    public int Dates { get; private set; }

    public int Amounts { get; private set; }

    public int Numbers { get; private set; }

    /// <summary>Values that differ from each other, as far as counted.</summary>
    public int Distinct => distinct.Count;

    public IReadOnlyCollection<string> Values => distinct;

    public int DayFirst { get; private set; }

    public int MonthFirst { get; private set; }

    /// <summary>Dates that could be read either way, and one of them.</summary>
    public int OpenDates { get; private set; }

    public string? OpenDate { get; private set; }

    public int Points { get; private set; }

    public int Commas { get; private set; }

    public int OpenAmounts { get; private set; }

    public string? OpenAmount { get; private set; }

    public void Add(Cell cell)
    {
        if (cell.IsEmpty)
            return;
        Filled++;
        var text = cell.Text;
        if (distinct.Count < MaxDistinct && text.Length <= 200 && distinct.Add(text) && Samples.Count < MaxSamples)
            Samples.Add(text.Length <= 80 ? text : text[..79] + "…");
        if (cell.Type == CellType.Date)
        {
            Dates++;
            return;
        }
        if (text.Length > 60)
            return;
        if (text.Contains('@', StringComparison.Ordinal))
        {
            if (text.IndexOf('.', text.IndexOf('@', StringComparison.Ordinal)) > 0 && !text.Contains(' ', StringComparison.Ordinal))
                Emails++;
            return;
        }
        var digits = text.Count(char.IsAsciiDigit);
        if (digits == 0)
            return;
        if (IsPhone(text, digits))
            Phones++;
        if (cell.Type == CellType.Number)
        {
            Numbers++;
            return;
        }
        AddDate(cell);
        AddAmount(text);
    }

    private void AddDate(Cell cell)
    {
        if (DateReader.Ambiguous(cell.Text) is not { } two)
        {
            if (DateReader.Read(cell, null) is not null)
                Dates++;
            return;
        }
        Dates++;
        if (two.First > 12 && two.Second <= 12)
            DayFirst++;
        else if (two.Second > 12 && two.First <= 12)
            MonthFirst++;
        else if (two.First != two.Second)
        {
            OpenDates++;
            OpenDate ??= cell.Text;
        }
    }

    private void AddAmount(string text)
    {
        var mark = MoneyReader.MarkOf(text, out var open);
        if (open)
        {
            OpenAmounts++;
            OpenAmount ??= text;
        }
        if (mark == DecimalMark.Point)
            Points++;
        else if (mark == DecimalMark.Comma)
            Commas++;
        if (MoneyReader.IsMoney(text))
            Amounts++;
        else if (text.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '-'))
            Numbers++;
    }

    private static bool IsPhone(string text, int digits)
    {
        if (digits is < 7 or > 15 || text.Any(c => !char.IsAsciiDigit(c) && !" +-()/.".Contains(c, StringComparison.Ordinal)))
            return false;
        // A Chinese mobile number, or something written the way only numbers to dial are.
        return (digits == 11 && text[0] == '1') || text[0] is '+' or '(' || (text[0] == '0' && digits >= 8) || (text.Count(c => c == '-') is 1 or 2 && text[0] != '2');
    }
}
