using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Duplicates;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer.Mapping;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer.Importing;

/// <summary>A record that a key stands for. <paramref name="Row"/> is set when this very import read it.</summary>
internal readonly record struct KnownRecord(long RecordId, string Hash, int? Row);

/// <summary>What one run of an import remembers from batch to batch, and what the kinds of records share.</summary>
internal sealed class ImportContext(long importId, ImportPlan plan, bool dry)
{
    private readonly Dictionary<string, KnownRecord> seen = new(StringComparer.Ordinal);
    private Dictionary<string, ImportKey> stored = [];

    public ImportPlan Plan => plan;

    /// <summary>Nothing of it will be kept: records made in an earlier batch are not there any more.</summary>
    public bool Dry => dry;

    /// <summary>Colleagues that rows of this file are about, by name and login.</summary>
    public HashSet<string> People { get; } = new(StringComparer.Ordinal);

    /// <summary>The results of the batch.</summary>
    public List<ImportRow> Results { get; } = [];

    public string Key(string kind, string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{plan.Source}\u001F{kind}\u001F{key}")));

    /// <summary>Reads what is stored of the batch's keys.</summary>
    public async Task LoadKeysAsync(CrmSession session, IEnumerable<string> keys, CancellationToken ct)
    {
        var wanted = keys.Where(key => !seen.ContainsKey(key)).Distinct().ToArray();
        stored = await session.Db.Set<ImportKey>().AsTracking().Where(key => wanted.Contains(key.Key)).ToDictionaryAsync(key => key.Key, ct);
    }

    public KnownRecord? Known(string key)
    {
        if (seen.TryGetValue(key, out var known))
            return known;
        return stored.TryGetValue(key, out var found) ? new KnownRecord(found.RecordId, found.Hash, found.ImportId == importId ? found.Row : null) : null;
    }

    /// <summary>The record is gone, or no longer the maker's to see: the row is taken for new.</summary>
    public void Forget(string key)
    {
        seen.Remove(key);
        if (stored.TryGetValue(key, out var found))
            found.RecordId = 0;
    }

    public void Remember(CrmSession session, string key, long recordId, string hash, int row)
    {
        seen[key] = new KnownRecord(recordId, hash, row);
        if (dry)
            return;
        if (stored.TryGetValue(key, out var found))
        {
            (found.RecordId, found.Hash, found.ImportId, found.Row) = (recordId, hash, importId, row);
            return;
        }
        stored[key] = found = new ImportKey { Key = key, RecordId = recordId, Hash = hash, ImportId = importId, Row = row };
        session.Db.Add(found);
    }

    /// <summary>A customer that a row of this file made: a later row may mean the same one.</summary>
    public void Made(CustomerTraits traits, long id, int row)
    {
        foreach (var key in Keys(traits))
            madeLike.TryAdd(key, (traits, id, row));
    }

    /// <summary>The customer of an earlier row that is very probably the same, by its name or registration number.</summary>
    public (long Id, int Row)? MadeLike(CustomerTraits traits)
    {
        foreach (var key in Keys(traits))
        {
            if (madeLike.TryGetValue(key, out var made) && traits.Compare(made.Traits).Score >= CustomerTraits.Likely)
                return (made.Id, made.Row);
        }
        return null;
    }

    private static IEnumerable<string> Keys(CustomerTraits traits) =>
        traits.NameKeys.Concat(traits.RegistrationNumber is { } number ? [MatchKeys.OfNumber(number)] : []);

    public void Add(RowData row, RowOutcome outcome, string kind, long? id, RowProblem? problem = null) => Results.Add(new ImportRow
    {
        ImportId = importId,
        Number = row.Number,
        Outcome = outcome,
        RecordKind = kind,
        RecordId = dry || id is null or 0 ? null : id,
        Code = problem?.Code,
        Column = problem?.Column is { Length: > Limits.Name } longColumn ? longColumn[..Limits.Name] : problem?.Column,
        Value = problem?.Value,
        Message = problem?.Message,
    });

    public void Failed(RowData row, string kind) => Add(row, RowOutcome.Failed, kind, null, row.Problem);

    /// <summary>The visible customers that bear one of these names, by the names' bare form.</summary>
    public static async Task<ILookup<string, (long Id, string Key)>> CustomersAsync(CrmSession session, IEnumerable<string> names, CancellationToken ct)
    {
        var bare = names.Select(NameForms.Bare).Where(name => name.Length > 0).Distinct().ToArray();
        var visible = session.Db.Customers.VisibleTo(session.Actor);
        var rows = await session.Db.NameKeys
            .Where(key => key.Kind == Kinds.Customer && bare.Contains(key.Bare) && visible.Any(customer => customer.Id == key.RecordId))
            .Select(key => new { key.Bare, key.RecordId, key.Key })
            .ToListAsync(ct);
        return rows.ToLookup(row => row.Bare, row => (row.RecordId, row.Key));
    }

    /// <summary>The customer a cell names: by number, or by a name that fits one visible customer; made when the plan says so.</summary>
    public async Task<long?> CustomerAsync(CrmSession session, RowData row, ILookup<string, (long Id, string Key)> named, CancellationToken ct)
    {
        if (row.Text("customer") is not { } text)
            return null;
        var number = text.TrimStart('#');
        if (number.Length < text.Length && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && await session.Db.Customers.VisibleTo(session.Actor).AnyAsync(customer => customer.Id == id, ct))
            return id;
        var bare = NameForms.Bare(text);
        var made = Key(Kinds.Customer, "made:" + bare);
        if (madeHere.TryGetValue(made, out var before) && !dry)
            return before;
        var exact = NameForms.Key(text);
        var fits = named[bare].Where(one => one.Key == exact).Select(one => one.Id).Distinct().ToList();
        if (fits.Count == 0)
            fits = [.. named[bare].Select(one => one.Id).Distinct()];
        if (fits.Count == 1)
            return fits[0];
        if (fits.Count > 1)
        {
            row.Fail("ambiguous_customer", "customer", $"Several customers are called '{text}' ({string.Join(", ", fits.Take(5).Select(one => "#" + one.ToString(CultureInfo.InvariantCulture)))}); write the number, such as #{fits[0]}.");
            return null;
        }
        if (!plan.CreateCustomers)
        {
            row.Fail("unknown_customer", "customer", $"There is no customer '{text}'; import the customers first, or let this import create them.");
            return null;
        }
        var created = await session.TryAsync(new CreateCustomer { Name = text, AllowDuplicate = true }, ct);
        if (!created.Ok)
        {
            row.Fail(created.Failure with { Field = "customer" });
            return null;
        }
        madeHere[made] = created.Value.Id;
        return created.Value.Id;
    }

    /// <summary>A colleague by login, name, e-mail's first part or number.</summary>
    public static async Task<long?> UserAsync(CrmSession session, RowData row, string field, CancellationToken ct)
    {
        if (row.Text(field) is not { } text)
            return null;
        var meant = Named.GetOrCreateValue(await session.DirectoryAsync(ct));
        var (id, fits) = meant.GetOrAdd(text, static (text, directory) => Meant(directory, text), await session.DirectoryAsync(ct));
        if (id is not null)
            return id;
        row.Fail(fits == 0 ? "unknown_user" : "ambiguous_user", field, fits == 0
            ? $"There is no colleague '{text}'; import the users first, write the login or the full name of somebody there is, or leave the column out."
            : $"Several colleagues are called '{text}'; write the login.");
        return null;
    }

    private static (long? Id, int Fits) Meant(UserDirectory directory, string text)
    {
        var key = NameForms.Key(text);
        var local = text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? text[..at] : text;
        var fits = directory.People.Where(person => person.Login.Equals(local, StringComparison.OrdinalIgnoreCase) || NameForms.Key(person.Name) == key).ToList();
        var active = fits.Where(person => person.Active).ToList();
        return ((active.Count > 0 ? active : fits) is [var only] ? only.Id : null, fits.Count);
    }

    /// <summary>Whom a text means among the users as they are: the same few names stand in every row.</summary>
    private static readonly ConditionalWeakTable<UserDirectory, ConcurrentDictionary<string, (long? Id, int Fits)>> Named = [];

    /// <summary>Ids of a rehearsal, one after the other and beyond all that the store will give.</summary>
    public long MadeUpId() => ++madeUp;

    private long madeUp = 1L << 52;

    private readonly Dictionary<string, (CustomerTraits Traits, long Id, int Row)> madeLike = new(StringComparer.Ordinal);

    private readonly Dictionary<string, long> madeHere = new(StringComparer.Ordinal);
}
