using System.Linq.Expressions;
using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Sealing;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers.Duplicates;

/// <summary>
/// The visible customers that any of many records may be the same as, read by a few queries for all of them. What it compares is what
/// <see cref="DuplicateSearch"/> compares; it finds candidates by name, registration number, domain and phone, not by misspelt names.
/// </summary>
internal sealed class DuplicateBatch
{
    /// <summary>A switchboard or a domain that so many share tells nobody from another.</summary>
    private const int MostOfOneKey = 50;

    private readonly Dictionary<string, List<long>> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<long, (Customer Customer, CustomerTraits Traits)> customers = [];

    public static async Task<DuplicateBatch> ReadAsync(CrmSession session, IReadOnlyCollection<CustomerTraits> all, CancellationToken ct)
    {
        var batch = new DuplicateBatch();
        var db = session.Db;
        var visible = db.Customers.VisibleTo(session.Actor);
        var keys = all.SelectMany(KeysOf).Distinct().ToArray();
        foreach (var some in keys.Chunk(2000))
        {
            foreach (var hit in await db.MatchKeys.Where(key => key.Kind == Kinds.Customer && some.Contains(key.Key) && visible.Any(one => one.Id == key.RecordId)).Select(key => new { key.Key, key.RecordId }).ToListAsync(ct))
                batch.Add(hit.Key, hit.RecordId);
        }
        var model = SealedModel.Of(db.Model);
        var phones = Blinded(session, BlindForm.Phone, all.SelectMany(one => one.Phones), static phone => phone);
        await batch.BlindAsync(visible, model, nameof(Customer.Phone), BlindForm.Phone, one => one.Id, phones, "p:", ct);
        var people = db.Contacts.VisibleTo(session.Actor, db);
        await batch.BlindAsync(people, model, nameof(Contact.Phone), BlindForm.Phone, one => one.CustomerId, phones, "p:", ct);
        // A customer whose people write from a domain is known by it as well.
        var domains = Blinded(session, BlindForm.EmailDomain, all.SelectMany(one => one.Domains), static domain => "@" + domain);
        await batch.BlindAsync(people, model, nameof(Contact.Email), BlindForm.EmailDomain, one => one.CustomerId, domains, "d:", ct);

        var ids = batch.byKey.Values.Where(some => some.Count <= MostOfOneKey).SelectMany(some => some).Distinct().ToArray();
        foreach (var some in ids.Chunk(2000))
        {
            foreach (var customer in await visible.AsNoTracking().Where(one => some.Contains(one.Id)).ToListAsync(ct))
                batch.customers[customer.Id] = (customer, CustomerTraits.Of(customer));
        }
        return batch;
    }

    /// <summary>Those that are very probably the same, likeliest first.</summary>
    public IReadOnlyList<DuplicateHit> Likely(CustomerTraits traits)
    {
        var shared = new Dictionary<long, (List<string> Domains, List<string> Phones)>();
        foreach (var (key, domain, phone) in KeysOf(traits).Select(key => (key, (string?)null, (string?)null))
            .Concat(traits.Domains.Select(domain => ("d:" + domain, (string?)domain, (string?)null)))
            .Concat(traits.Phones.Select(phone => ("p:" + phone, (string?)null, (string?)phone))))
        {
            if (!byKey.TryGetValue(key, out var ids) || ids.Count > MostOfOneKey)
                continue;
            foreach (var id in ids)
            {
                if (!shared.TryGetValue(id, out var of))
                    shared.Add(id, of = ([], []));
                if (domain is not null)
                    of.Domains.Add(domain);
                if (phone is not null)
                    of.Phones.Add(phone);
            }
        }
        var hits = new List<DuplicateHit>();
        foreach (var (id, (domains, phones)) in shared)
        {
            if (!customers.TryGetValue(id, out var known))
                continue;
            var (score, reasons) = traits.Compare(known.Traits with { Domains = [.. known.Traits.Domains.Union(domains)], Phones = [.. known.Traits.Phones, .. phones] });
            if (score >= CustomerTraits.Likely)
                hits.Add(new DuplicateHit(known.Customer, score, reasons));
        }
        return [.. hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Customer.Id)];
    }

    private static IEnumerable<string> KeysOf(CustomerTraits traits)
    {
        foreach (var name in traits.NameKeys)
            yield return name;
        foreach (var domain in traits.Domains)
            yield return MatchKeys.OfDomain(domain);
        if (traits.RegistrationNumber is { } number)
            yield return MatchKeys.OfNumber(number);
    }

    private static Dictionary<string, List<string>> Blinded(CrmSession session, BlindForm form, IEnumerable<string> values, Func<string, string> asStored)
    {
        var blinded = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var value in values.Distinct())
        {
            foreach (var blind in session.Db.Sealer.BlindsToFind(form, asStored(value)))
                (blinded.TryGetValue(blind, out var known) ? known : blinded[blind] = []).Add(value);
        }
        return blinded;
    }

    private async Task BlindAsync<T>(IQueryable<T> rows, SealedModel model, string property, BlindForm form, Expression<Func<T, long>> customer, Dictionary<string, List<string>> values, string prefix, CancellationToken ct)
        where T : class
    {
        var column = model.Find(typeof(T))!.Single(one => one.Property.Name == property).Blinds.Single(blind => blind.Form == form).Property.Name;
        // In one query the value and the customer: the blind index says which value it was.
        var pair = Expression.Lambda<Func<T, Found>>(
            Expression.MemberInit(
                Expression.New(typeof(Found)),
                Expression.Bind(typeof(Found).GetProperty(nameof(Found.Customer))!, customer.Body),
                Expression.Bind(typeof(Found).GetProperty(nameof(Found.Blind))!, Expression.Call(typeof(EF), nameof(EF.Property), [typeof(string)], customer.Parameters[0], Expression.Constant(column)))),
            customer.Parameters);
        foreach (var some in values.Keys.Chunk(2000))
        {
            var wanted = some;
            foreach (var hit in await rows.Where(row => wanted.Contains(EF.Property<string>(row, column))).Select(pair).ToListAsync(ct))
            {
                foreach (var value in values[hit.Blind])
                    Add(prefix + value, hit.Customer);
            }
        }
    }

    private void Add(string key, long customer)
    {
        if (!byKey.TryGetValue(key, out var ids))
            byKey.Add(key, ids = []);
        if (!ids.Contains(customer) && ids.Count <= MostOfOneKey)
            ids.Add(customer);
    }

    private sealed class Found
    {
        public long Customer { get; set; }

        public string Blind { get; set; } = "";
    }
}
