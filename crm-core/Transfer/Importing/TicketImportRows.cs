using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;

namespace BotCrm.Core.Transfer.Importing;

internal sealed class TicketImportRows() : LinkedRows(Kinds.Ticket)
{
    protected override string OwnKey(RowData row) => $"{NameForms.Bare(row.Text("customer") ?? "")}\u001F{NameForms.Key(row.Text("subject") ?? "")}\u001F{row.Text("createdAt")}";

    protected override async Task<(RowOutcome, long, RowProblem?)> PlaceAsync(CrmSession session, ImportContext context, RowData row, long? customer, long? known, CancellationToken ct)
    {
        if (row.Text("subject") is not { } subject)
        {
            row.Fail("required", "subject", "The ticket's subject is missing; fill it in.");
            return default;
        }
        var (category, priority, status) = (row.ChoiceText("category"), row.Choice<TicketPriority>("priority"), row.Choice<TicketStatus>("status"));
        var assignee = await ImportContext.UserAsync(session, row, "assignee", ct);
        if (known is { } id)
        {
            return await DoneAsync(
                session, row,
                new UpdateTicket { Custom = row.Custom, Id = id, Subject = subject, Description = row.Notes, Category = category, Priority = priority },
                RowOutcome.Updated, static view => view.Id, ct);
        }
        return await DoneAsync(
            session, row,
            new OpenTicket
            {
                Custom = row.Custom,
                CustomerId = customer!.Value,
                Subject = subject,
                Description = row.Notes,
                Category = category ?? "other",
                Priority = priority ?? TicketPriority.Normal,
                AssigneeId = assignee,
                Status = status ?? TicketStatus.Open,
                CreatedAt = row.Instant("createdAt"),
            },
            RowOutcome.Created, static view => view.Id, ct);
    }
}
