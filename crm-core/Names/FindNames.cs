using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Names;

/// <summary>A record that a name may mean, best first. Score 0–1; 1 is the exact name. <paramref name="Context"/>: its customer, for a contact or opportunity.</summary>
public sealed record NameMatch(string Kind, long Id, string Name, string? Context, double Score);

/// <summary>
/// Records whose name or alias is, begins with or holds a text, best first: exact, then without legal form, then its beginning, then a part.
/// Case, width, accents and punctuation do not count. Only what the actor sees. Typing errors and inflection are the caller's art. Where there are very
/// many names, a part is words that begin so and any two characters of Chinese; of a text that more than 2,000 names hold, the newest records are told.
/// </summary>
[Requires(Permissions.NamesFind)]
public sealed record FindNames : Query<IReadOnlyList<NameMatch>>
{
    private const double Exact = 1;
    private const double WithoutLegalForm = 0.95;
    private const double Beginning = 0.8;
    private const double Part = 0.6;

    /// <summary>A record's other names mean it a little less surely than its own.</summary>
    private const double AliasPenalty = 0.02;

    /// <summary>Of <see cref="Primitives.Kinds"/>; empty: all that have names (customer, contact, opportunity, ticket, user, team).</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    public required string Text { get; init; }

    /// <summary>1–100.</summary>
    public int Limit { get; init; } = 10;

    protected internal override async Task<Result<IReadOnlyList<NameMatch>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (Limit is < 1 or > 100)
            return Failure.Invalid("out_of_range", "limit must be between 1 and 100.", "limit");
        if (Text.Length > Limits.Text)
            return Failure.Invalid("too_long", $"text may have at most {Limits.Text} characters.", "text");
        var key = NameForms.Key(Text);
        var bare = NameForms.Bare(Text);
        if (key.Length == 0)
            return Array.Empty<NameMatch>();
        var kinds = Kinds.Count == 0 ? Named : Kinds;
        var found = new List<(string Kind, long Id, double Score)>();
        foreach (var kind in kinds.Distinct())
        {
            if (!Named.Contains(kind))
                return Failure.Invalid("unknown_value", $"kinds may hold {string.Join(", ", Named)}.", "kinds");
            var visible = kind == Primitives.Kinds.User
                ? session.Db.Users.Where(row => row.Active).Select(row => row.Id)
                : RowScope.Ids(kind, session.Actor, session.Db);
            var names = await session.Db.NamesAsync(kind, Text, visible, Limit * 4, ct);
            found.AddRange(names
                .GroupBy(name => name.RecordId)
                .Select(record => (kind, record.Key, record.Max(name => Score(name, key, bare)))));
        }
        var best = found.OrderByDescending(one => one.Score).ThenBy(one => IndexOf(kinds, one.Kind)).ThenBy(one => one.Id).Take(Limit).ToList();
        var labels = await LabelsAsync(session, best.Select(one => (one.Kind, one.Id)), ct);
        return best.Select(one => new NameMatch(one.Kind, one.Id, labels[(one.Kind, one.Id)].Name, labels[(one.Kind, one.Id)].Context, one.Score)).ToArray();
    }

    private static readonly string[] Named = [Primitives.Kinds.Customer, Primitives.Kinds.Contact, Primitives.Kinds.Opportunity, Primitives.Kinds.Ticket, Primitives.Kinds.User, Primitives.Kinds.Team];

    private static double Score(NameKey name, string key, string bare)
    {
        var score = name.Key == key ? Exact : name.Bare == bare ? WithoutLegalForm : name.Key.StartsWith(key, StringComparison.Ordinal) ? Beginning : Part;
        // Of two names that hold the text, the shorter one is more nearly it.
        if (score <= Beginning)
            score += 0.1 * key.Length / name.Key.Length;
        return name.Ordinal == 0 ? score : score - AliasPenalty;
    }

    private static int IndexOf(IReadOnlyList<string> kinds, string kind)
    {
        for (var i = 0; i < kinds.Count; i++)
        {
            if (kinds[i] == kind)
                return i;
        }
        return kinds.Count;
    }

    private static async Task<Dictionary<(string Kind, long Id), (string Name, string? Context)>> LabelsAsync(CrmSession session, IEnumerable<(string Kind, long Id)> records, CancellationToken ct)
    {
        var db = session.Db;
        var labels = new Dictionary<(string, long), (string, string?)>();
        foreach (var group in records.GroupBy(record => record.Kind))
        {
            var ids = group.Select(record => record.Id).ToArray();
            var rows = group.Key switch
            {
                Primitives.Kinds.Customer => db.Customers.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Name, Context = (string?)null }),
                Primitives.Kinds.Contact => db.Contacts.Where(row => ids.Contains(row.Id))
                    .Join(db.Customers, row => row.CustomerId, customer => customer.Id, (row, customer) => new { row.Id, row.Name, Context = (string?)customer.Name }),
                Primitives.Kinds.Opportunity => db.Opportunities.Where(row => ids.Contains(row.Id))
                    .Join(db.Customers, row => row.CustomerId, customer => customer.Id, (row, customer) => new { row.Id, row.Name, Context = (string?)customer.Name }),
                Primitives.Kinds.Ticket => db.Tickets.Where(row => ids.Contains(row.Id))
                    .Join(db.Customers, row => row.CustomerId, customer => customer.Id, (row, customer) => new { row.Id, Name = row.Subject, Context = (string?)customer.Name }),
                Primitives.Kinds.User => db.Users.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Name, Context = (string?)null }),
                _ => db.Teams.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Name, Context = (string?)null }),
            };
            foreach (var row in await rows.ToListAsync(ct))
                labels[(group.Key, row.Id)] = (row.Name, row.Context);
        }
        return labels;
    }
}
