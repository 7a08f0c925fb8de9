using BotCrm.Core.Interactions;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Transfer.Importing;

internal sealed class InteractionImportRows() : LinkedRows(Kinds.Interaction)
{
    protected override string OwnKey(RowData row) =>
        $"{NameForms.Bare(row.Text("customer") ?? "")}\u001F{row.Text("when")}\u001F{row.Text("kind")}\u001F{row.Text("summary")}";

    protected override async Task<(RowOutcome, long, RowProblem?)> PlaceAsync(CrmSession session, ImportContext context, RowData row, long? customer, long? known, CancellationToken ct)
    {
        if (row.Text("summary") is not { } summary)
        {
            row.Fail("required", "summary", "What was talked about is missing; fill it in.");
            return default;
        }
        var kind = row.Choice<InteractionKind>("kind");
        var (when, minutes, resolved) = (row.Instant("when"), row.Whole("duration"), row.YesNo("resolved"));
        var author = await ImportContext.UserAsync(session, row, "author", ct);
        if (known is { } id)
        {
            return await DoneAsync(
                session, row,
                new CorrectInteraction { Id = id, Kind = kind, Summary = summary, When = when, DurationMinutes = minutes, Outcome = row.Text("outcome"), Resolved = resolved, NextStep = row.Text("nextStep") },
                RowOutcome.Updated, static view => view.Id, ct);
        }
        return await DoneAsync(
            session, row,
            new LogInteraction
            {
                CustomerId = customer!.Value,
                Kind = kind ?? InteractionKind.Note,
                Summary = summary,
                When = when,
                DurationMinutes = minutes,
                Outcome = row.Text("outcome"),
                Resolved = resolved,
                NextStep = row.Text("nextStep"),
                AuthorId = author,
            },
            RowOutcome.Created, static view => view.Id, ct);
    }
}
