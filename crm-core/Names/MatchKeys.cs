using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Names;

/// <summary>Something two records of one company or person have in common, or a tag, to be found by index.</summary>
internal sealed class MatchKey
{
    public string Kind { get; set; } = "";

    public long RecordId { get; set; }

    public string Key { get; set; } = "";
}

internal sealed class MatchKeyMap : IEntityTypeConfiguration<MatchKey>
{
    public void Configure(EntityTypeBuilder<MatchKey> builder)
    {
        builder.ToTable("match_keys");
        builder.HasKey(key => new { key.Kind, key.RecordId, key.Key });
        builder.Property(key => key.Kind).HasMaxLength(Limits.Code);
        builder.Property(key => key.Key).HasMaxLength(Limits.Subject);
        builder.HasIndex(key => new { key.Kind, key.Key });
    }
}

/// <summary>The keys of a record, and their upkeep. Phones and people's addresses have none here: they are found by their blind indexes.</summary>
internal static class MatchKeys
{
    public static string OfName(string name) => Cut("n:" + CompanyName.Of(name).Core);

    public static string OfNumber(string registrationNumber) => Cut("r:" + RegistrationNumbers.Bare(registrationNumber));

    public static string OfDomain(string domain) => Cut("d:" + domain);

    public static string OfTag(string tag) => Cut("t:" + NameForms.Key(tag));

    public static bool Covers(object record) => record is Customer;

    public static IReadOnlyList<string> Of(object record) => record is Customer one ? Of(one) : [];

    private static List<string> Of(Customer customer)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in customer.Aliases.Prepend(customer.Name))
        {
            if (OfName(name) is { Length: > 3 } key)
                keys.Add(key);
        }
        if (customer.RegistrationNumber is { } number)
            keys.Add(OfNumber(number));
        foreach (var domain in Domains(customer))
            keys.Add(OfDomain(domain));
        foreach (var tag in customer.Tags)
            keys.Add(OfTag(tag));
        return [.. keys];
    }

    /// <summary>The domains that are the company's own.</summary>
    public static IEnumerable<string> Domains(Customer customer) =>
        customer.EmailDomains.Append(customer.Website).Select(WebAddress.Company).OfType<string>().Distinct();

    /// <summary>Brings the keys of saved records up to date; before they are saved.</summary>
    public static async Task KeepAsync(CrmDbContext db, IReadOnlyList<EntityEntry> saved, CancellationToken ct)
    {
        var stored = new Dictionary<(string, long), List<MatchKey>>();
        foreach (var (kind, ids) in NameForms.KindsOf(saved.Where(entry => Covers(entry.Entity) && (entry.State != EntityState.Modified || Touched(entry)))))
        {
            foreach (var key in await db.MatchKeys.AsTracking().Where(key => key.Kind == kind && ids.Contains(key.RecordId)).ToListAsync(ct))
                (stored.TryGetValue((kind, key.RecordId), out var of) ? of : stored[(kind, key.RecordId)] = []).Add(key);
        }
        foreach (var entry in saved)
        {
            if (!Covers(entry.Entity) || (entry.State == EntityState.Modified && !Touched(entry)))
                continue;
            var kind = Records.KindOf(entry.Metadata.ClrType)!;
            var id = (long)entry.Property("Id").CurrentValue!;
            var wanted = entry.State == EntityState.Deleted ? [] : Of(entry.Entity).ToHashSet(StringComparer.Ordinal);
            var known = stored.GetValueOrDefault((kind, id)) ?? [];
            db.MatchKeys.RemoveRange(known.Where(key => !wanted.Contains(key.Key)));
            db.MatchKeys.AddRange(wanted.Except(known.Select(key => key.Key)).Select(key => new MatchKey { Kind = kind, RecordId = id, Key = key }));
        }
    }

    /// <summary>Makes the keys of customers that are older than the table; in the caller's transaction, so that after a crash it begins anew.</summary>
    public static async Task FillEmptyAsync(CrmDbContext db, CancellationToken ct)
    {
        if (await db.MatchKeys.AnyAsync(key => key.Kind == Kinds.Customer, ct))
            return;
        const int batch = 2000;
        for (long after = 0; ;)
        {
            var last = after;
            var customers = await db.Customers.AsNoTracking().Where(one => one.Id > last).OrderBy(one => one.Id).Take(batch).ToListAsync(ct);
            if (customers.Count == 0)
                return;
            after = customers[^1].Id;
            db.MatchKeys.AddRange(customers.SelectMany(one => Of(one).Select(key => new MatchKey { Kind = Kinds.Customer, RecordId = one.Id, Key = key })));
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
    }

    private static bool Touched(EntityEntry entry) => entry.Properties.Any(property => property.IsModified && property.Metadata.Name
        is nameof(Customer.Name) or nameof(Customer.Aliases) or nameof(Customer.RegistrationNumber) or nameof(Customer.Website) or nameof(Customer.EmailDomains) or nameof(Customer.Tags));

    private static string Cut(string key) => key.Length <= Limits.Subject ? key : key[..Limits.Subject];
}
