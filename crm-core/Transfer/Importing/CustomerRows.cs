using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Duplicates;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer.Mapping;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer.Importing;

/// <summary>
/// Customers, with a contact in the same row; several rows of one customer add a contact each. By the same commands as everywhere, whose
/// changes are saved together: first the customers of a batch, then their contacts.
/// </summary>
internal sealed class CustomerRows : IRowImporter
{
    private static bool OfContact(string field) => field.StartsWith("contact", StringComparison.Ordinal);

    private static bool OfCustomer(string field) => !OfContact(field);

    public async Task ImportAsync(CrmSession session, ImportContext context, IReadOnlyList<RowData> rows, CancellationToken ct)
    {
        var items = rows.Select(row => new Item(row, context)).ToList();
        await context.LoadKeysAsync(session, items.SelectMany(item => item.Keys), ct);
        await ForgetGoneAsync(session, context, items, ct);
        var unknown = items.Where(item => context.Known(item.Key) is null && item.Name.Length > 0).ToList();
        var likely = context.Plan.Policy == DuplicatePolicy.Create ? null : await DuplicateBatch.ReadAsync(session, [.. unknown.Select(item => item.Traits)], ct);

        var ahead = session.ReadAhead = new ReadAhead();
        session.HoldsSaves = true;
        foreach (var item in items)
            await PlaceAsync(session, context, item, likely, ct);
        session.HoldsSaves = false;
        await session.SaveAsync(ct);

        await ahead.CustomersAsync(session, items.Where(item => item.CustomerId > 0 && (item.ToUpdate || item.ToAdd(context))).Select(item => item.CustomerId).Distinct(), ct);
        if (items.Where(item => item.ToUpdate).ToList() is { Count: > 0 } changed)
            await UpdateAsync(session, context, changed, ct);

        var contacts = await ContactsAsync(session, ahead, [.. items.Where(item => item.ToAdd(context))], ct);
        session.HoldsSaves = true;
        foreach (var item in items.Where(item => item is { Contact: not null, CustomerId: > 0 }))
        {
            if (await AddContactAsync(session, context, item, contacts, ct))
                await UpdateContactAsync(session, context, item, ct);
        }
        session.HoldsSaves = false;
        session.ReadAhead = null;
        await session.SaveAsync(ct);
        // Saved, and not looked at again: what is left of the batch need not look through it.
        session.Db.ChangeTracker.Clear();

        foreach (var item in items)
            Conclude(context, item);
    }

    /// <summary>Decides what becomes of the row's customer, and makes it when it is new.</summary>
    private static async Task PlaceAsync(CrmSession session, ImportContext context, Item item, DuplicateBatch? likely, CancellationToken ct)
    {
        var row = item.Row;
        if (item.Name.Length == 0)
            row.Fail("required", "name", "The customer's name is missing; fill it in.");
        if (row.Problem is not null)
            return;
        if (context.Known(item.Key) is { } known)
        {
            item.CustomerId = known.RecordId;
            if (known.Hash == item.Hash)
                item.Repeats = item.Contact is null ? known.Row : null;
            else if (known.Row is { } first)
                item.Repeats = item.Contact is null ? first : null;
            else
                item.ToUpdate = true;
            item.InFile = known.Row is not null;
            return;
        }
        if (likely?.Likely(item.Traits) is [var best, ..] hits)
        {
            var id = best.Customer.Id;
            if (context.Plan.Policy == DuplicatePolicy.Skip)
            {
                item.Outcome = RowOutcome.Skipped;
                item.CustomerId = -id;
                item.Note = new RowProblem("duplicate_customer", row.ColumnOf("name"), RowData.Shown(item.Name), $"This is very probably the customer {best.Customer.Name} (#{id}: {Reasons(best)}); the row was left out. Choose to update it, or to create it all the same.");
                return;
            }
            if (hits.Count > 1 && hits[1].Score > best.Score - 0.02)
            {
                row.Fail("ambiguous_customer", "name", $"'{item.Name}' may be several customers (#{string.Join(", #", hits.Take(5).Select(hit => hit.Customer.Id))}); merge them first.");
                return;
            }
            (item.CustomerId, item.ToUpdate) = (id, true);
            // It keeps the name it is known by; the file's goes beside it.
            item.OtherName = NameForms.Bare(best.Customer.Name) != NameForms.Bare(item.Name);
            context.Remember(session, item.Key, id, item.Hash, row.Number);
            return;
        }
        if (context.Plan.Policy != DuplicatePolicy.Create && context.MadeLike(item.Traits) is { } earlier)
        {
            if (item.Contact is not null)
            {
                // Another person at the same company, whose name is written differently here.
                (item.CustomerId, item.InFile) = (earlier.Id, true);
                context.Remember(session, item.Key, earlier.Id, item.Hash, row.Number);
                return;
            }
            item.Outcome = RowOutcome.Skipped;
            item.CustomerId = -earlier.Id;
            item.Note = new RowProblem("duplicate_in_file", row.ColumnOf("name"), RowData.Shown(item.Name), $"This is very probably the customer of row {earlier.Row}; the row was left out. Choose to create it all the same.");
            return;
        }
        var created = await session.TryAsync(await CommandAsync(session, item, ct), ct);
        if (row.Problem is not null)
            return;
        if (!created.Ok)
        {
            row.Fail(created.Failure);
            return;
        }
        item.CustomerId = created.Value.Id;
        item.Outcome = RowOutcome.Created;
        context.Remember(session, item.Key, created.Value.Id, item.Hash, row.Number);
        context.Made(item.Traits, created.Value.Id, row.Number);
    }

    private static string Reasons(DuplicateHit hit) => string.Join(", ", hit.Reasons.Select(reason => reason.Replace('_', ' ')));

    private static async Task<CreateCustomer> CommandAsync(CrmSession session, Item item, CancellationToken ct)
    {
        var row = item.Row;
        return new CreateCustomer
        {
            Custom = row.Custom,
            Name = item.Name,
            Aliases = row.Words("aliases"),
            Industry = row.Text("industry"),
            City = row.Text("city"),
            Source = row.Text("source"),
            Lifecycle = row.Choice<Lifecycle>("lifecycle") ?? Lifecycle.Potential,
            Tags = row.Words("tags"),
            Notes = row.Notes,
            OwnerId = await ImportContext.UserAsync(session, row, "owner", ct),
            CreatedAt = row.Instant("createdAt"),
            Profile = ProfileRows.Customer(row),
            AllowDuplicate = true,
            // A row that could not be read must not become half a customer.
        } is var command && row.Problem is null ? command : new CreateCustomer { Name = "" };
    }

    private static async Task UpdateAsync(CrmSession session, ImportContext context, IReadOnlyList<Item> items, CancellationToken ct)
    {
        session.HoldsSaves = true;
        var versions = new Dictionary<Item, int>();
        foreach (var item in items)
        {
            if (session.ReadAhead!.Customer(item.CustomerId) is { } customer)
                versions[item] = customer.Version;
            await UpdateAsync(session, context, item, ct);
        }
        session.HoldsSaves = false;
        await session.SaveAsync(ct);
        foreach (var (item, before) in versions)
        {
            var customer = session.ReadAhead!.Customer(item.CustomerId)!;
            // A rehearsal saves nothing, so its versions tell nothing.
            if (item.Outcome == RowOutcome.Updated && (session.Rehearsal is null ? customer.Version == before : session.Db.Entry(customer).State == EntityState.Unchanged))
                item.Outcome = RowOutcome.Unchanged;
        }
    }

    private static async Task UpdateAsync(CrmSession session, ImportContext context, Item item, CancellationToken ct)
    {
        var row = item.Row;
        var owner = await ImportContext.UserAsync(session, row, "owner", ct);
        var lifecycle = row.Choice<Lifecycle>("lifecycle");
        var profile = ProfileRows.Customer(row);
        IReadOnlyList<string> aliases = item.OtherName ? [.. row.Words("aliases"), item.Name] : row.Words("aliases");
        if (row.Problem is not null)
            return;
        if (session.ReadAhead!.Customer(item.CustomerId) is not { } now)
        {
            row.Fail(Failure.NotFound(Kinds.Customer, item.CustomerId));
            return;
        }
        var changed = await session.TryAsync(
            new UpdateCustomer
            {
                Custom = row.Custom,
                Id = item.CustomerId,
                Name = item.OtherName ? null : item.Name,
                Aliases = aliases.Count > 0 ? [.. now.Aliases.Union(aliases, StringComparer.OrdinalIgnoreCase)] : null,
                Industry = row.Text("industry"),
                City = row.Text("city"),
                Source = row.Text("source"),
                Lifecycle = lifecycle,
                Tags = row.Has("tags") ? [.. now.Tags.Union(row.Words("tags"), StringComparer.OrdinalIgnoreCase)] : null,
                Notes = row.Notes,
                OwnerId = owner == now.OwnerId ? null : owner,
                Profile = profile,
                // Whether it is one was decided by the file's own key or above.
                AllowDuplicate = true,
            },
            ct);
        if (!changed.Ok)
        {
            row.Fail(changed.Failure);
            return;
        }
        // Until the batch is saved and its version tells.
        item.Outcome = RowOutcome.Updated;
        context.Remember(session, item.Key, item.CustomerId, item.Hash, row.Number);
    }

    /// <summary>The contacts there are at the batch's customers, by customer and name.</summary>
    private static async Task<Dictionary<(long Customer, string Name), long>> ContactsAsync(CrmSession session, ReadAhead ahead, List<Item> items, CancellationToken ct)
    {
        var made = items.Where(item => item.Outcome == RowOutcome.Created).Select(item => item.CustomerId).ToHashSet();
        var ids = items.Select(item => item.CustomerId).Distinct().Where(id => !made.Contains(id)).ToArray();
        await ahead.PeopleAsync(session, ids, made, ct);
        var found = new Dictionary<(long, string), long>();
        foreach (var contact in ids.SelectMany(id => ahead.PeopleOf(id) ?? []))
            found[(contact.CustomerId, NameForms.Key(contact.Name))] = contact.Id;
        return found;
    }

    /// <summary>True when the contact is there already and must be changed.</summary>
    private static async Task<bool> AddContactAsync(CrmSession session, ImportContext context, Item item, Dictionary<(long Customer, string Name), long> contacts, CancellationToken ct)
    {
        var row = item.Row;
        if (row.Problem is not null || item.ContactKey is null)
            return false;
        if (context.Known(item.ContactKey) is { } known)
        {
            item.ContactId = known.RecordId;
            if (known.Row is { } first && item.InFile)
                item.Repeats = first;
            return known.Hash != item.ContactHash && known.Row is null;
        }
        if (contacts.TryGetValue((item.CustomerId, NameForms.Key(item.Contact!)), out var there))
        {
            item.ContactId = there;
            return context.Plan.Policy == DuplicatePolicy.Update;
        }
        var profile = ProfileRows.Contact(row, "contact");
        if (row.Problem is not null)
            return false;
        var added = await session.TryAsync(
            new AddContact
            {
                CustomerId = item.CustomerId,
                Name = item.Contact!,
                Title = row.Text("contactTitle"),
                Phone = row.Text("contactPhone"),
                Email = row.Text("contactEmail"),
                WeChat = row.Text("contactWeChat"),
                IdNumber = row.Text("contactIdNumber"),
                Profile = profile,
            },
            ct);
        if (!added.Ok)
        {
            // In a dry run the customer of an earlier batch is gone; its contact can only be checked by itself.
            if (!(context.Dry && added.Failure.Kind == FailureKind.NotFound))
                row.Fail(added.Failure with { Field = added.Failure.Field == "name" ? "contactName" : added.Failure.Field });
            else
                item.Outcome = RowOutcome.Created;
            return false;
        }
        item.ContactId = added.Value.Id;
        item.Outcome = item.Outcome is RowOutcome.Created ? RowOutcome.Created : item.InFile ? RowOutcome.Created : RowOutcome.Updated;
        context.Remember(session, item.ContactKey, added.Value.Id, item.ContactHash!, row.Number);
        return false;
    }

    private static async Task UpdateContactAsync(CrmSession session, ImportContext context, Item item, CancellationToken ct)
    {
        var row = item.Row;
        var profile = ProfileRows.Contact(row, "contact");
        if (row.Problem is not null)
            return;
        var changed = await session.TryAsync(
            new UpdateContact { Id = item.ContactId, Name = item.Contact!, Title = row.Text("contactTitle"), Phone = row.Text("contactPhone"), Email = row.Text("contactEmail"), WeChat = row.Text("contactWeChat"), IdNumber = row.Text("contactIdNumber"), Profile = profile },
            ct);
        if (!changed.Ok)
        {
            row.Fail(changed.Failure);
            return;
        }
        if (item.Outcome is RowOutcome.Unchanged)
            item.Outcome = RowOutcome.Updated;
        context.Remember(session, item.ContactKey!, item.ContactId, item.ContactHash!, row.Number);
    }

    private static void Conclude(ImportContext context, Item item)
    {
        if (item.Row.Problem is not null)
            context.Failed(item.Row, Kinds.Customer);
        else if (item.Repeats is { } first && item.Outcome == RowOutcome.Unchanged)
            context.Add(item.Row, RowOutcome.Skipped, Kinds.Customer, item.CustomerId, new RowProblem("duplicate_in_file", item.Row.ColumnOf("name"), RowData.Shown(item.Name), $"The file says the same in row {first}; this row was left out."));
        else
            context.Add(item.Row, item.Outcome, Kinds.Customer, Math.Abs(item.CustomerId), item.Note);
    }

    /// <summary>A record that was deleted since, or went to somebody else, is not known any more.</summary>
    private static async Task ForgetGoneAsync(CrmSession session, ImportContext context, List<Item> items, CancellationToken ct)
    {
        var customers = items.Select(item => context.Known(item.Key)).Where(known => known is { Row: null }).Select(known => known!.Value.RecordId).Distinct().ToArray();
        var there = customers.Length == 0 ? [] : (await session.Db.Customers.VisibleTo(session.Actor).Where(one => customers.Contains(one.Id)).Select(one => one.Id).ToListAsync(ct)).ToHashSet();
        var contacts = items.Where(item => item.ContactKey is not null).Select(item => context.Known(item.ContactKey!)).Where(known => known is { Row: null }).Select(known => known!.Value.RecordId).Distinct().ToArray();
        var people = contacts.Length == 0 ? [] : (await session.Db.Contacts.VisibleTo(session.Actor, session.Db).Where(one => contacts.Contains(one.Id)).Select(one => one.Id).ToListAsync(ct)).ToHashSet();
        foreach (var item in items)
        {
            if (context.Known(item.Key) is { Row: null } customer && !there.Contains(customer.RecordId))
                context.Forget(item.Key);
            if (item.ContactKey is { } key && context.Known(key) is { Row: null } contact && !people.Contains(contact.RecordId))
                context.Forget(key);
        }
    }

    private sealed class Item
    {
        public Item(RowData row, ImportContext context)
        {
            Row = row;
            Name = Checks.Clean(row.Text("name") ?? "");
            Contact = ContactName(row, Name);
            var own = row.Text("externalId") is { } external ? "x:" + external : "n:" + NameForms.Bare(Name);
            Key = context.Key(Kinds.Customer, own);
            Hash = row.Hash(OfCustomer);
            if (Contact is not null)
            {
                ContactKey = context.Key(Kinds.Contact, own + "\u001F" + NameForms.Key(Contact));
                ContactHash = row.Hash(OfContact);
            }
        }

        public RowData Row { get; }

        public string Name { get; }

        public string? Contact { get; }

        public string Key { get; }

        public string Hash { get; }

        public string? ContactKey { get; }

        public string? ContactHash { get; }

        /// <summary>Its contact may have to be added: it is not known from an earlier time.</summary>
        public bool ToAdd(ImportContext context) => ContactKey is not null && CustomerId > 0 && context.Known(ContactKey) is null;

        public IEnumerable<string> Keys => ContactKey is null ? [Key] : [Key, ContactKey];

        /// <summary>What its customer is told by; also by its contact's domain and number.</summary>
        public CustomerTraits Traits => field ??= new CustomerTraits(
            [Name, .. Row.Words("aliases")],
            Row.Text("registrationNumber") is { } number ? RegistrationNumbers.Bare(number) : null,
            [.. Row.Words("emailDomains").Append(Row.Text("website")).Append(Row.Text("contactEmail") is { } mail && mail.Contains('@', StringComparison.Ordinal) ? mail[(mail.LastIndexOf('@') + 1)..] : null).Select(WebAddress.Company).OfType<string>().Distinct()],
            [.. new[] { Row.Text("phone"), Row.Text("contactPhone") }.OfType<string>().Distinct()]);

        /// <summary>The customer is known by another name than the file's.</summary>
        public bool OtherName { get; set; }

        /// <summary>0: none; below 0: the one for which the row was left out.</summary>
        public long CustomerId { get; set; }

        public long ContactId { get; set; }

        public bool ToUpdate { get; set; }

        /// <summary>Its customer was read from an earlier row of this file.</summary>
        public bool InFile { get; set; }

        /// <summary>The row that says the same.</summary>
        public int? Repeats { get; set; }

        public RowOutcome Outcome { get; set; } = RowOutcome.Unchanged;

        public RowProblem? Note { get; set; }

        private static string? ContactName(RowData row, string customer)
        {
            if (PersonNames.Of(row, "contactName", "contactFirstName", "contactLastName") is { } name)
                return name;
            // A number or an address without a name is the company's own.
            return customer.Length > 0 && (row.Has("contactPhone") || row.Has("contactEmail") || row.Has("contactWeChat")) ? customer : null;
        }
    }
}
