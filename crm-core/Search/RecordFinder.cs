using BotCrm.Core.Access;
using BotCrm.Core.Customers.Duplicates;
using BotCrm.Core.Fields;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Search;

/// <summary>Looks for a text in the index, kind by kind: first in names, then anywhere, and only when little was found also for misspelt names.</summary>
internal sealed class RecordFinder(CrmSession session, string text)
{
    private const int PerKind = 60;
    private const int Enough = 5;

    /// <summary>The words are in the record: whether in its name, its texts will tell.</summary>
    private const double WordsScore = 0;

    private const double NameScore = 0.7;
    private const double AnywhereScore = 0.4;
    private const double NearScore = 0.5;
    private const double SpeltSo = 0.1;

    private readonly CrmDbContext db = session.Db;
    private readonly string folded = SearchWords.Fold(text);

    /// <summary>Whether more records fit than were looked at.</summary>
    public bool Capped { get; private set; }

    public async Task<IReadOnlyList<SearchHit>> FindAsync(IReadOnlyList<string> kinds, CancellationToken ct)
    {
        var hits = new List<SearchHit>();
        foreach (var kind in kinds.Where(kind => RecordIndex.CodeOf(kind) > 0))
        {
            var found = new Dictionary<long, double>();
            // Of very many names that begin so, the one that is the text itself must not drown.
            foreach (var id in await NamedAsync(kind, ct))
                found.TryAdd(id, 1);
            var many = await AddWordsAsync(found, kind, ct);
            if (found.Count < Enough && SearchWords.Nearly(text) is { } near)
                await AddAsync(found, kind, near, NearScore, ct);
            Capped |= many;
            hits.AddRange(await ReadAsync(kind, found, ct));
        }
        return hits;
    }

    public static async Task<IReadOnlyList<SearchHit>> CustomersByPhoneAsync(CrmSession session, string phone, CancellationToken ct)
    {
        var ids = (await ExactValues.CustomersByPhoneAsync(session, phone, 20, ct)).ToArray();
        // Its people's numbers are their own hits; here only those of the customer itself, which the mask lets this actor read.
        return [.. (await session.Db.Customers.VisibleTo(session.Actor).Where(one => ids.Contains(one.Id)).ToListAsync(ct))
            .Where(one => one.Phone is not null && PhoneNumbers.Of(one.Phone).Intersect(PhoneNumbers.Of(phone)).Any() && Privacy.ContactMask.MayRead(session.Actor, one.OwnerId))
            .Select(one => SearchRecords.Whole(Kinds.Customer, one.Id, one.Name, null, "phone", one.Phone!))];
    }

    private async Task<List<long>> NamedAsync(string kind, CancellationToken ct)
    {
        var (key, bare) = (NameForms.Key(text), NameForms.Bare(text));
        if (key.Length == 0)
            return [];
        var visible = RowScope.Ids(kind, session.Actor, db);
        return await db.NameKeys.Where(name => name.Kind == kind && (name.Key == key || name.Bare == bare))
            .Where(name => visible.Contains(name.RecordId))
            .OrderBy(name => name.RecordId).Select(name => name.RecordId).Distinct().Take(PerKind).ToListAsync(ct);
    }

    /// <summary>Adds those that have the words; true when more of them do than are looked at.</summary>
    private async Task<bool> AddWordsAsync(Dictionary<long, double> found, string kind, CancellationToken ct)
    {
        if (SearchWords.Whole(text, SearchColumn.Name) is not { } whole)
            return false;
        // Whole words first: of a usual one the index tells the newest at once; of what begins so it must gather all.
        if (await db.RecordSearch.FewAsync(db, RecordIndex.CodeOf(kind), whole, Narrowing.Few, ct) is null && await AddNewestAsync(found, kind, whole, WordsScore, ct))
            return true;
        if (!await AddAsync(found, kind, SearchWords.Exactly(text, SearchColumn.Anywhere)!, WordsScore, ct))
            return false;
        // Names must not drown in what is said elsewhere.
        await AddAsync(found, kind, SearchWords.Exactly(text, SearchColumn.Name)!, WordsScore, ct);
        return true;
    }

    private async Task<bool> AddAsync(Dictionary<long, double> found, string kind, SearchExpression asked, double score, CancellationToken ct)
    {
        if (await db.RecordSearch.FewAsync(db, RecordIndex.CodeOf(kind), asked, Narrowing.Few, ct) is not { } few)
            return await AddNewestAsync(found, kind, asked, score, ct);
        return few.Length > 0 && Add(found, await RowScope.Ids(kind, session.Actor, db).Where(id => few.Contains(id)).OrderByDescending(id => id).Take(PerKind + 1).ToListAsync(ct), score);
    }

    /// <summary>The newest of very many.</summary>
    private async Task<bool> AddNewestAsync(Dictionary<long, double> found, string kind, SearchExpression asked, double score, CancellationToken ct)
    {
        var rows = db.RecordSearch.Matches(db, RecordIndex.CodeOf(kind), asked);
        var ids = await (
            from id in RowScope.Ids(kind, session.Actor, db)
            join row in rows on id equals row.Id
            orderby row.Row descending
            select id).Take(PerKind + 1).ToListAsync(ct);
        return Add(found, ids, score);
    }

    private static bool Add(Dictionary<long, double> found, List<long> ids, double score)
    {
        foreach (var id in ids.Take(PerKind))
            found.TryAdd(id, score);
        return ids.Count > PerKind;
    }

    private async Task<IEnumerable<SearchHit>> ReadAsync(string kind, Dictionary<long, double> found, CancellationToken ct)
    {
        if (found.Count == 0)
            return [];
        var ids = found.Keys.ToArray();
        IEnumerable<(long Id, string Name, string? Context, (string Field, string? Text)[] Fields)> rows = kind switch
        {
            Kinds.Customer => (await db.Customers.Where(one => ids.Contains(one.Id)).ToListAsync(ct)).Select(one => (one.Id, one.Name, (string?)null, ((string, string?)[])
                [("name", one.Name), .. one.Aliases.Select(alias => ("aliases", (string?)alias)), ("industry", one.Industry), ("city", one.City), ("source", one.Source), ("tags", string.Join(", ", one.Tags)),
                    ("notes", one.Notes), ("preferences", one.Preferences), ("address", one.Address), ("country", one.Country), ("website", one.Website), ("emailDomains", string.Join(", ", one.EmailDomains)), ("registrationNumber", one.RegistrationNumber), .. Own(kind, one)])),
            Kinds.Contact => (await db.Contacts.Where(one => ids.Contains(one.Id)).Join(db.Customers, one => one.CustomerId, customer => customer.Id, (one, customer) => new { one, customer.Name }).ToListAsync(ct))
                .Select(row => (row.one.Id, row.one.Name, (string?)row.Name, ((string, string?)[])[("name", row.one.Name), ("title", row.one.Title), ("notes", row.one.Notes), .. Own(kind, row.one)])),
            Kinds.Opportunity => (await db.Opportunities.Where(one => ids.Contains(one.Id)).Join(db.Customers, one => one.CustomerId, customer => customer.Id, (one, customer) => new { one, customer.Name }).ToListAsync(ct))
                .Select(row => (row.one.Id, row.one.Name, (string?)row.Name, ((string, string?)[])[("name", row.one.Name), ("lossReason", row.one.LossReason), .. Own(kind, row.one)])),
            Kinds.Ticket => (await db.Tickets.Where(one => ids.Contains(one.Id)).Join(db.Customers, one => one.CustomerId, customer => customer.Id, (one, customer) => new { one, customer.Name }).ToListAsync(ct))
                .Select(row => (row.one.Id, row.one.Subject, (string?)row.Name, ((string, string?)[])[("subject", row.one.Subject), ("description", row.one.Description), ("resolution", row.one.Resolution), .. Own(kind, row.one)])),
            Kinds.Task => (await db.Tasks.Where(one => ids.Contains(one.Id)).ToListAsync(ct)).Select(one => (one.Id, one.Title, (string?)null, ((string, string?)[])[("title", one.Title)])),
            _ => (await db.Articles.Where(one => ids.Contains(one.Id)).ToListAsync(ct)).Select(one => (one.Id, one.Title, (string?)null, ((string, string?)[])
                [("title", one.Title), ("body", one.Body), ("tags", string.Join(", ", one.Tags))])),
        };
        return rows.Select(row => Hit(kind, row.Id, row.Name, row.Context, row.Fields, found[row.Id])).OfType<SearchHit>();
    }

    /// <summary>The searchable ones of the company's own fields that the role sees: a hit must not tell what is hidden.</summary>
    private IEnumerable<(string Field, string? Text)> Own(string kind, CustomRecord record) =>
        session.Fields.SearchedTexts(kind, record).Where(one => session.Actor.SeesField(one.Field.RightsName)).Select(one => (one.Field.Path, (string?)one.Text));

    private SearchHit? Hit(string kind, long id, string name, string? context, (string Field, string? Text)[] fields, double score)
    {
        // The field with most of the words; of equals the first, which is the name.
        var best = fields.Where(field => !string.IsNullOrEmpty(field.Text))
            .Select(field => (field.Field, Text: field.Text!, Spans: Highlight.Of(field.Text!, text)))
            .MaxBy(field => field.Spans.Sum(span => span.Length));
        if (best.Text is null || (best.Spans.Count == 0 && score < 1))
            return null;
        if (score == WordsScore)
            score = SearchWords.AreIn(text, [name, .. fields.Where(field => field.Field == "aliases").Select(field => field.Text)]) ? NameScore : AnywhereScore;
        // Of names that are nearly it, one with the other words spelt so means it more.
        else if (score == NearScore)
            score += SpeltSo * SearchWords.PartIn(text, [name, .. fields.Where(field => field.Field == "aliases").Select(field => field.Text)]);
        var (shown, spans) = Highlight.Cut(best.Text, best.Spans);
        var key = SearchWords.Fold(best.Text);
        var exact = key == folded ? 1 : key.StartsWith(folded, StringComparison.Ordinal) ? 0.1 : 0;
        // Of two that hold the text, the shorter one is more nearly it.
        var fill = score < 1 ? 0.1 * Math.Min(1, (double)folded.Length / Math.Max(1, key.Length)) : 0;
        return new SearchHit(kind, id, name, context, best.Field, shown, spans, Math.Min(1, Math.Round(score + (score < 1 ? exact * (best.Field is "name" or "subject" or "title" ? 1 : 0.1) : 0) + fill, 4)));
    }
}
