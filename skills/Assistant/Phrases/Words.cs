using System.Globalization;
using System.Text;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Assistant;

/// <summary>Says things to one person: in one language, in that person's time zone.</summary>
public sealed class Words(string language, TimeZoneInfo zone)
{
    private static readonly string[] ChineseDays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
    private readonly IReadOnlyDictionary<string, string> book = PhraseBook.Of(language);

    /// <summary>en or zh.</summary>
    public string Language => language;

    public TimeZoneInfo Zone => zone;

    private bool Chinese => language == PhraseBook.Chinese;

    public bool Has(string key) => book.ContainsKey(key);

    public string Say(string key, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var phrase = book.TryGetValue(key, out var found) ? found : throw new InvalidOperationException($"No phrase {key} in {language}.");
        if (values.Length == 0) return phrase;
        // Replaced in one pass: a value that happens to contain braces is never read as a placeholder.
        var text = new StringBuilder(phrase.Length + 32);
        var at = 0;
        while (at < phrase.Length)
        {
            var open = phrase.IndexOf('{', at);
            var close = open < 0 ? -1 : phrase.IndexOf('}', open);
            if (close < 0) break;
            text.Append(phrase, at, open - at);
            var name = phrase.AsSpan(open + 1, close - open - 1);
            foreach (var (key2, value) in values)
            {
                if (!name.SequenceEqual(key2)) continue;
                text.Append(value);
                break;
            }

            at = close + 1;
        }

        return text.Append(phrase, at, phrase.Length - at).ToString();
    }

    /// <summary>The word for one of a set (<c>stage.proposal</c>); the value itself when it has no word.</summary>
    public string Term(string set, string value)
    {
        var key = $"{set}.{value.ToLowerInvariant()}";
        return book.TryGetValue(key, out var word) ? word : value;
    }

    public string Term<T>(T value)
        where T : struct, Enum => Term(SetOf(typeof(T)), value.ToString());

    /// <summary>A stage by its configured name, else by the word or the code it has.</summary>
    public string Stage(string code, LocalName? name) => name?.In(language) ?? Term("stage", code);

    public string Stage(OpportunityView view) => Stage(view.Stage.Code, view.StageName);

    public string Label(string field) => Term("label", field);

    public IReadOnlyList<string> Labels(params IReadOnlyList<string> fields) => [.. fields.Select(Label)];

    public Fact Fact(string field, string value) => new(Label(field), value);

#pragma warning disable CA1822 // How numbers look is part of how a person is spoken to; that both languages agree here is no business of the callers.
    public string Money(decimal amount, string currency)
    {
        var number = amount.ToString(amount == decimal.Truncate(amount) ? "#,##0" : "#,##0.00", CultureInfo.InvariantCulture);
        return currency switch
        {
            "EUR" => "€" + number,
            "USD" => "$" + number,
            "GBP" => "£" + number,
            "CNY" or "JPY" => "¥" + number,
            _ => number + " " + currency,
        };
    }

    public string Money(Money money) => Money(money.Amount, money.Currency);

    public string Sum(IReadOnlyList<Money> sums) => sums.Count == 0 ? "0" : string.Join(" + ", sums.Select(Money));

    public string Number(decimal value) => value.ToString("#,##0.##", CultureInfo.InvariantCulture);

    public string Percent(decimal share) => (share * 100m).ToString("0", CultureInfo.InvariantCulture) + "%";
#pragma warning restore CA1822

    public string Day(DateOnly day) => Chinese
        ? string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日 {ChineseDays[(int)day.DayOfWeek]}")
        : day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    public string Time(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return Day(DateOnly.FromDateTime(local.DateTime)) + " " + local.ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    public string DayOf(DateTimeOffset instant) => Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime));

    public string When(DayOrTime when) => when.Time is null ? Day(when.Day) : Time(when.Instant(zone));

    public string? Due(TaskView task) => task.Due switch
    {
        null => null,
        // Stored as the assignee's midnight. Half a day later it is the same day in every zone less than twelve hours away.
        { } due when task.DueAllDay => DayOf(due.AddHours(12)),
        { } due => Time(due),
    };

    public string Minutes(int minutes) => Say("minutes", ("count", minutes.ToString(CultureInfo.InvariantCulture)));

    public string YesNo(bool value) => Say(value ? "yes" : "no");

    public string Join(IEnumerable<string> items) => string.Join(Chinese ? "、" : ", ", items);

    /// <summary>A change as one sentence without its end: what was done, then its facts.</summary>
    public string Line(ChangeLine line)
    {
        if (line.Facts.Count == 0) return line.Title;
        var bare = Label("summary");
        var facts = line.Facts.Select(f => f.Label == bare ? f.Value : f.Label + (Chinese ? ":" : ": ") + f.Value);
        return line.Title + (Chinese ? " — " : " – ") + string.Join(Chinese ? ";" : "; ", facts);
    }

    public string Lines(IEnumerable<ChangeLine> lines) => Sentences(lines.Select(Line));

    /// <summary>Puts pieces behind one another, each closed by a full stop unless it already ends.</summary>
    public string Sentences(IEnumerable<string> pieces)
    {
        var text = new StringBuilder();
        foreach (var piece in pieces)
        {
            var trimmed = piece.TrimEnd();
            if (trimmed.Length == 0) continue;
            if (text.Length > 0 && !Chinese) text.Append(' ');
            text.Append(trimmed);
            if (!".!?。!?…".Contains(trimmed[^1], StringComparison.Ordinal)) text.Append(Chinese ? '。' : '.');
        }

        return text.ToString();
    }

    private static string SetOf(Type type) => type.Name switch
    {
        "TicketPriority" => "priority",
        "TicketStatus" => "status",
        "InteractionKind" => "interaction",
        var name => name.ToLowerInvariant(),
    };
}
