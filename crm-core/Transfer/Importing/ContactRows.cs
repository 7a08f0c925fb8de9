using BotCrm.Core.Contacts;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer.Mapping;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer.Importing;

internal sealed class ContactRows() : LinkedRows(Kinds.Contact)
{
    protected override string OwnKey(RowData row) => $"{NameForms.Bare(row.Text("customer") ?? "")}\u001F{NameForms.Key(Name(row) ?? "")}";

    protected override async Task<(RowOutcome, long, RowProblem?)> PlaceAsync(CrmSession session, ImportContext context, RowData row, long? customer, long? known, CancellationToken ct)
    {
        var name = Name(row);
        if (name is null)
        {
            row.Fail("required", "name", "The contact's name is missing; fill it in.");
            return default;
        }
        if (known is null && context.Plan.Policy != DuplicatePolicy.Create)
        {
            var key = NameForms.Key(name);
            known = (await session.Db.Contacts.AsNoTracking().Where(contact => contact.CustomerId == customer).Select(contact => new { contact.Id, contact.Name }).ToListAsync(ct))
                .Where(contact => NameForms.Key(contact.Name) == key).Select(contact => (long?)contact.Id).FirstOrDefault();
            if (known is { } there && context.Plan.Policy == DuplicatePolicy.Skip)
                return Left(row, "name", "duplicate_contact", "a contact of this name at this customer", there);
        }
        if (known is { } id)
        {
            return await DoneAsync(
                session, row,
                new UpdateContact { Custom = row.Custom, Id = id, Name = name, Title = row.Text("title"), Phone = row.Text("phone"), Email = row.Text("email"), WeChat = row.Text("weChat"), IdNumber = row.Text("idNumber"), Notes = row.Notes, Profile = ProfileRows.Contact(row) },
                RowOutcome.Updated, static view => view.Id, ct);
        }
        return await DoneAsync(
            session, row,
            new AddContact
            {
                Custom = row.Custom,
                CustomerId = customer!.Value,
                Name = name,
                Title = row.Text("title"),
                Phone = row.Text("phone"),
                Email = row.Text("email"),
                WeChat = row.Text("weChat"),
                IdNumber = row.Text("idNumber"),
                Profile = ProfileRows.Contact(row),
                Notes = row.Notes,
                CreatedAt = row.Instant("createdAt"),
            },
            RowOutcome.Created, static view => view.Id, ct);
    }

    private static string? Name(RowData row) => PersonNames.Of(row, "name", "firstName", "lastName");
}
