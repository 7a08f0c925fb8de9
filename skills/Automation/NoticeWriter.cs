using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;

namespace BotCrm.Skills.Automation;

/// <summary>Words notifications in their recipient's language, and offers what can be done about them.</summary>
public static class NoticeWriter
{
    /// <summary>What a button of a notice may run: nothing that a person would want to see asked first, unless it asks by itself.</summary>
    private static readonly string[] Offered = ["complete_task", "snooze_reminder", "customer_summary", "show_ticket", "win_opportunity", "lose_opportunity", "my_day", "list_notifications", "list_opportunities"];

    public static bool Offers(string tool) => Offered.Contains(tool);

    public static NoticeReply Write(NotificationView notice, Actor recipient)
    {
        var words = new Words(PhraseBook.Supported(recipient.Language), recipient.TimeZone);
        return new NoticeReply(words.Language, Text(notice, words), Buttons(notice, words)) { TimeZoneId = recipient.TimeZoneId };
    }

    /// <summary>Instead of more than a few at once.</summary>
    public static NoticeReply More(int count, Actor recipient)
    {
        var words = new Words(PhraseBook.Supported(recipient.Language), recipient.TimeZone);
        return new NoticeReply(words.Language, words.Say("notice.more", ("count", count.ToString(CultureInfo.InvariantCulture))), [new NoticeButton(words.Say("notice.button.all"), "list_notifications", new Dictionary<string, object?>())]);
    }

    public static string Text(NotificationView notice, Words words)
    {
        if (notice.Data.TryGetValue("text." + words.Language, out var own) || (own = notice.Data.FirstOrDefault(d => d.Key.StartsWith("text.", StringComparison.Ordinal)).Value) is not null)
            return own.Replace("{name}", NameOf(notice, words), StringComparison.Ordinal);
        var key = "notice." + notice.Kind;
        if (!words.Has(key)) key = "notice.rule";
        List<(string, string?)> values = [("name", NameOf(notice, words)), ("when", When(notice, words))];
        values.AddRange(notice.Data.Where(d => d.Key is not ("name" or "when")).Select(d => (d.Key, (string?)Shown(d.Key, d.Value, words))));
        if (!notice.Data.ContainsKey("rule")) values.Add(("rule", words.Say("notice.reminder")));
        return words.Say(key, [.. values]);
    }

    private static string NameOf(NotificationView notice, Words words) =>
        notice.Record?.Name ?? (notice.RecordKind is { } kind ? words.Say("notice.gone", ("kind", words.Term("kind", kind))) : "");

    private static string When(NotificationView notice, Words words)
    {
        if (notice.Data.TryGetValue("day", out var day) && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return words.Day(date);
        return notice.Data.TryGetValue("at", out var at) && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? words.Time(instant) : words.Time(notice.DeliverAt);
    }

    private static string Shown(string name, string value, Words words) => name switch
    {
        "priority" or "status" or "stage" or "lifecycle" => words.Term(name, value),
        "task" when words.Has("task." + value) => words.Term("task", value),
        "rule" => words.Has("rule." + value) ? words.Say("rule." + value) : value,
        _ when DateTimeOffset.TryParseExact(value, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => words.Time(instant),
        _ when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => words.Day(day),
        _ => value,
    };

    private static List<NoticeButton> Buttons(NotificationView notice, Words words)
    {
        if (notice.Kind == "digest") return [Button(words, "open", "my_day", null, null)];
        if (notice is not { Record: { } record, RecordKind: { } kind }) return [];
        var reference = FormattableString.Invariant($"{kind}:{record.Id}");
        return kind switch
        {
            Kinds.Task =>
            [
                Button(words, "done", "complete_task", "task", reference),
                Button(words, "hour", "snooze_reminder", "task", reference, ("minutes", 60)),
                Button(words, "tomorrow", "snooze_reminder", "task", reference, ("days", 1)),
            ],
            Kinds.Customer => [Button(words, "open", "customer_summary", "customer", reference)],
            Kinds.Ticket => [Button(words, "open", "show_ticket", "ticket", reference)],
            Kinds.Opportunity => [Button(words, "won", "win_opportunity", "opportunity", reference), Button(words, "lost", "lose_opportunity", "opportunity", reference)],
            _ => [],
        };
    }

    private static NoticeButton Button(Words words, string label, string tool, string? argument, string? reference, (string Name, object Value)? more = null)
    {
        var arguments = new Dictionary<string, object?>();
        if (argument is not null) arguments[argument] = reference;
        if (more is { } extra) arguments[extra.Name] = extra.Value;
        return new NoticeButton(words.Say("notice.button." + label), tool, arguments);
    }
}
