using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Search;

/// <param name="Start">Where in the text, in UTF-16 units.</param>
public sealed record TextSpan(int Start, int Length);

/// <param name="Context">The customer it belongs to.</param>
/// <param name="Field">Which field the words stand in.</param>
/// <param name="Text">That field, or the part of it around the words.</param>
/// <param name="Matched">The words within <paramref name="Text"/>.</param>
public sealed record SearchHit(string Kind, long Id, string Name, string? Context, string Field, string Text, IReadOnlyList<TextSpan> Matched, double Score);

/// <summary>
/// Finds records of every kind by words in any field, best first: names before other fields, whole before begun before misspelt (one slip a word).
/// Chinese by any two characters; a whole phone number or e-mail address finds its contact. Only what the actor sees. Of words that more
/// than 60 records of a kind have, the newest 60 are looked at, and the page tells no total.
/// </summary>
[Requires(Permissions.CustomersRead)]
public sealed record SearchRecords : Query<Page<SearchHit>>
{
    private const int MostShown = 200;

    public required string Text { get; init; }

    /// <summary>Of <see cref="SearchedKinds"/>; empty: all that the actor may read.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>1–50.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>The <c>next</c> of the page before.</summary>
    public string? After { get; init; }

    public static IReadOnlyList<string> SearchedKinds { get; } = [.. RecordIndex.Searched, Primitives.Kinds.Interaction];

    protected internal override async Task<Result<Page<SearchHit>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var checks = new Checks();
        var text = checks.Required(Text, Limits.Name, "text");
        checks.Range(Limit, 1, 50, "limit");
        foreach (var kind in Kinds)
            checks.OneOf(kind, SearchedKinds, "kinds");
        var skip = 0;
        if (After is not null && (!int.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out skip) || skip > MostShown))
            checks.Fail("bad_cursor", "after must be the next of the page before; leave it out to start from the beginning.", "after");
        if (checks.Failure is { } wrong)
            return wrong;
        var kinds = (Kinds.Count == 0 ? SearchedKinds : Kinds).Distinct().Where(session.Actor.MayRead).ToList();
        var hits = await ByValueAsync(session, text, kinds, ct);
        var finder = new RecordFinder(session, text);
        if (hits.Count == 0)
        {
            hits = [.. await finder.FindAsync(kinds, ct)];
            if (kinds.Contains(Primitives.Kinds.Interaction))
                hits.AddRange(await InteractionsAsync(session, text, ct));
        }
        // A hit in a field tells of it, so one in a hidden field is none.
        hits.RemoveAll(hit => !session.Actor.SeesField($"{hit.Kind}.{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(string.Concat(hit.Field.Split('_').Select((word, at) => at == 0 || word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..])))}"));
        var ranked = hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Name.Length).ThenBy(hit => hit.Id).Take(MostShown).ToList();
        var page = ranked.Skip(skip).Take(Limit).ToList();
        var next = skip + page.Count < ranked.Count ? (skip + page.Count).ToString(CultureInfo.InvariantCulture) : null;
        return new Page<SearchHit>(page, next, finder.Capped || hits.Count > MostShown ? null : ranked.Count);
    }

    /// <summary>What looks like a number or an address is looked up as such, where the actor may read it.</summary>
    private static async Task<List<SearchHit>> ByValueAsync(CrmSession session, string text, List<string> kinds, CancellationToken ct)
    {
        var digits = text.Count(char.IsDigit);
        var isPhone = digits >= 5 && !text.Any(char.IsLetter);
        if (!isPhone && !text.Contains('@', StringComparison.Ordinal))
            return [];
        var hits = new List<SearchHit>();
        if (kinds.Contains(Primitives.Kinds.Contact) && await new ListContacts { Search = text, Paging = new Paging(50) }.RunAsync(session, ct) is { Ok: true, Value: var people })
        {
            hits.AddRange(people.Items.Select(one => Whole(Primitives.Kinds.Contact, one.Id, one.Name, one.CustomerName, isPhone ? "phone" : "email", (isPhone ? one.Phone : one.Email) ?? text)));
        }
        if (isPhone && kinds.Contains(Primitives.Kinds.Customer))
            hits.AddRange(await RecordFinder.CustomersByPhoneAsync(session, text, ct));
        return hits;
    }

    private static async Task<IEnumerable<SearchHit>> InteractionsAsync(CrmSession session, string text, CancellationToken ct)
    {
        var found = await new SearchHistory { Text = text, Limit = 10, EveryWord = true }.RunAsync(session, ct);
        return !found.Ok ? [] : found.Value
            .Where(passage => passage.Kind == Primitives.Kinds.Interaction)
            .Select((passage, at) => new SearchHit(
                passage.Kind, passage.Id, Records.Start(passage.Text), passage.CustomerName, "summary", passage.Text, Highlight.Of(passage.Text, text), 0.3 - (at * 0.01)));
    }

    internal static SearchHit Whole(string kind, long id, string name, string? context, string field, string value) =>
        new(kind, id, name, context, field, value, [new TextSpan(0, value.Length)], 1);
}
