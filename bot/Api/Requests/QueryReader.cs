using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Requests;

/// <summary>Reads the query string; what cannot be read fails the call and names the parameter.</summary>
internal sealed class QueryReader(IQueryCollection query, Actor actor, Action<Failure> fail)
{
    private const int MaxLength = 500;

    public void RefuseUnknown(QueryParameters? known)
    {
        foreach (var (name, values) in query)
        {
            if (known is null || !known.All.Any(parameter => parameter.Name == name))
            {
                var shown = name.Length <= 60 ? name : name[..60] + "…";
                var names = known is null || known.All.Count == 0 ? "This address takes none." : $"Parameters: {string.Join(", ", known.All.Select(static parameter => parameter.Name))}.";
                fail(Failure.Invalid("unknown_parameter", $"There is no parameter '{shown}'. {names}", shown));
            }
            else if (values.Count > 1)
            {
                fail(Failure.Invalid("wrong_type", $"'{name}' is given more than once.", name));
            }
        }
    }

    public string? Text(string name)
    {
        var text = query[name].ToString();
        if (text.Length <= MaxLength)
            return text.Length == 0 ? null : text;

        fail(Failure.Invalid("too_long", string.Create(CultureInfo.InvariantCulture, $"'{name}' is longer than {MaxLength} characters."), name));
        return null;
    }

    /// <summary>Conditions on the company's own fields: <c>custom.code=value</c>.</summary>
    public IReadOnlyDictionary<string, string>? Custom()
    {
        var given = query.Keys.Where(static name => name.StartsWith(FieldBook.Prefix, StringComparison.Ordinal)).ToDictionary(static name => name[FieldBook.Prefix.Length..], name => Text(name) ?? "");
        return given.Count == 0 ? null : given;
    }

    public bool? Flag(string name) => Read<bool>(name, typeof(bool), bool.TryParse);

    public int? Number(string name) => Read(name, typeof(int), static (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    public long? Id(string name) => Read(name, typeof(long), static (string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value));

    public decimal? Amount(string name) =>
        Read(name, typeof(decimal), static (string text, out decimal value) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value));

    public DateOnly? Day(string name) => Read<DateOnly>(name, typeof(DateOnly), TryDay);

    public T? OneOf<T>(string name)
        where T : struct, Enum =>
        Read(name, typeof(T), static (string text, out T value) => Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]));

    public Reference? Reference(string name) => Text(name) is { } text ? new Reference(text.Trim()) : null;

    /// <summary>An instant, or the start of a day in the actor's zone.</summary>
    public DateTimeOffset? From(string name) => Moment(name, daysLater: 0);

    /// <summary>An exclusive end: an instant, or the end of a day, which is the start of the next.</summary>
    public DateTimeOffset? To(string name) => Moment(name, daysLater: 1);

    /// <summary>limit, after, sort and desc. A sort is named like the field (createdAt, closeDate) and handed on as the core's queries name it (created, close_date).</summary>
    public Paging Paging(bool descending = false)
    {
        var limit = Number("limit") ?? Core.Primitives.Paging.Default.Limit;
        if (limit is < 1 or > Core.Primitives.Paging.MaxLimit)
            fail(Failure.Invalid("out_of_range", string.Create(CultureInfo.InvariantCulture, $"'limit' must be from 1 to {Core.Primitives.Paging.MaxLimit}."), "limit"));
        return new Paging(limit, Text("after"), Text("sort") is { } sort ? SortName(sort) : null, Flag("desc") ?? descending);
    }

    internal static string SortName(string field)
    {
        var name = string.Concat(field.Select(static c => char.IsAsciiLetterUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
        return name.EndsWith("_at", StringComparison.Ordinal) ? name[..^3] : name;
    }

    private delegate bool Parser<T>(string text, out T value);

    private T? Read<T>(string name, Type type, Parser<T> parse)
        where T : struct
    {
        if (Text(name) is not { } text)
            return null;
        if (parse(text.Trim(), out var value))
            return value;

        fail(Failure.Invalid("wrong_type", $"'{name}' must be {Expected.Of(type)}.", name));
        return null;
    }

    private DateTimeOffset? Moment(string name, int daysLater) =>
        Read(name, typeof(Moment), (string text, out DateTimeOffset value) =>
        {
            if (!TryDay(text, out var day) || day > DateOnly.MaxValue.AddDays(-2))
                return Configuration.RunningClock.TryParse(text.Replace(' ', '+'), out value);

            value = Days.Start(day.AddDays(daysLater), actor.TimeZone);
            return true;
        });

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
