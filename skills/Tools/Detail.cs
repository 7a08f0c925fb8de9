using BotCrm.Skills.Assistant;

namespace BotCrm.Skills.Tools;

/// <summary>Builds the answer that shows one record in full.</summary>
internal static class Detail
{
    public static Answered Answer(Words words, string title, string subtitle, FactList facts, IReadOnlyList<string> columns, IReadOnlyList<ListRow> rows, IReadOnlyList<RecordRef> focus)
    {
        var lines = new List<string> { ListAnswer.OneLine(subtitle.Length == 0 ? title : $"{title} – {subtitle}") };
        lines.AddRange(facts.All.Select(fact => ListAnswer.OneLine($"{fact.Label}: {fact.Value}")));
        lines.AddRange(rows.Select(row => ListAnswer.OneLine("- " + string.Join(" · ", row.Cells.Where(cell => cell.Length > 0)))));
        return new Answered(new DetailReply(words.Language, string.Join('\n', lines), title, subtitle, facts.All) { Columns = words.Labels(columns), Rows = rows }, focus);
    }
}
