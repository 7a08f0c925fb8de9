using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;

namespace BotCrm.Skills.Tools;

/// <summary>Builds the answer of a list skill: how it was read, the rows, the total, and the way to the next page.</summary>
internal sealed class ListAnswer(SkillContext context, string noun)
{
    public const int PageSize = 10;
    private readonly List<string> filters = [];

    /// <summary>Says a filter: "stage: proposal".</summary>
    public ListAnswer Where(string field, string? value)
    {
        if (!string.IsNullOrEmpty(value)) filters.Add(context.Words.Say("reading.filter", ("field", context.Words.Label(field)), ("value", value)));
        return this;
    }

    /// <summary>Says a filter that is a word of its own: "open", "overdue".</summary>
    public ListAnswer Only(string word, bool applies = true)
    {
        if (applies) filters.Add(context.Words.Say("reading." + word));
        return this;
    }

    /// <summary>Says a filter in words of its own.</summary>
    public ListAnswer Said(string filter)
    {
        filters.Add(filter);
        return this;
    }

    public ListAnswer Between(string field, DateOnly? from, DateOnly? to)
    {
        var words = context.Words;
        return (from, to) switch
        {
            (null, null) => this,
            ({ } a, null) => Where(field, words.Say("reading.since", ("from", words.Day(a)))),
            (null, { } b) => Where(field, words.Say("reading.until", ("to", words.Day(b)))),
            ({ } a, { } b) => Where(field, a == b ? words.Day(a) : $"{words.Day(a)} – {words.Day(b)}"),
        };
    }

    public ListAnswer Sorted(string? sort, bool descending)
    {
        if (sort is not null) filters.Add(context.Words.Say(descending ? "reading.sorted_down" : "reading.sorted_up", ("field", context.Words.Label(sort))));
        return this;
    }

    public string Reading => filters.Count == 0 ? Noun : Noun + (context.Words.Language == PhraseBook.Chinese ? ":" : ": ") + context.Words.Join(filters);

    private string Noun => context.Words.Say("list." + noun);

    public static Paging Page(SkillContext context, int? limit, string? sort, bool descending) =>
        new(Math.Clamp(limit ?? PageSize, 1, Paging.MaxLimit), context.After, sort, descending, CountTotal: true);

    public Answered Reply<T>(Page<T> page, IReadOnlyList<string> columns, Func<T, RecordRef?> record, Func<T, IReadOnlyList<string>> cells)
    {
        var words = context.Words;
        var rows = page.Items.Select(i => new ListRow(record(i), cells(i))).ToList();
        var before = context.After is null ? 0 : context.Shown;
        var total = Math.Max(page.Total ?? 0, before + rows.Count);
        var more = page.Next is null ? null : new ListToken(context.Call, page.Next, before + rows.Count).Encode();
        var lines = new List<string> { rows.Count == 0 ? words.Say("list.none", ("what", Reading)) : words.Say("list.head", ("what", Reading), ("total", Show(total))) };
        for (var i = 0; i < rows.Count; i++)
            lines.Add(OneLine($"{Show(before + i + 1)}. {string.Join(" · ", rows[i].Cells.Where(c => c.Length > 0))}"));
        if (more is not null) lines.Add(words.Say("list.more", ("shown", Show(before + rows.Count)), ("total", Show(total))));
        var reply = new ListReply(words.Language, string.Join('\n', lines), Noun, Reading, [.. columns.Select(words.Label)], rows, total, more);
        // One row is what is being talked about; of several it is not known which.
        return new Answered(reply, rows is [{ Record: { } only }] ? [only] : []);
    }

    /// <summary>A note of several lines must not look like several lines of the answer: what a customer wrote would pass for what the CRM says.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split(['\n', '\r', '\t', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
