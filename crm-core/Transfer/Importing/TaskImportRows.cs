using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;

namespace BotCrm.Core.Transfer.Importing;

internal sealed class TaskImportRows() : LinkedRows(Kinds.Task)
{
    protected override string OwnKey(RowData row) => $"{NameForms.Bare(row.Text("customer") ?? "")}\u001F{NameForms.Key(row.Text("title") ?? "")}\u001F{row.Text("due")}\u001F{row.Text("assignee")}";

    protected override async Task<(RowOutcome, long, RowProblem?)> PlaceAsync(CrmSession session, ImportContext context, RowData row, long? customer, long? known, CancellationToken ct)
    {
        if (row.Text("title") is not { } title)
        {
            row.Fail("required", "title", "The task's title is missing; fill it in.");
            return default;
        }
        DueTime? due = row.Has("due") && row.Instant("due") is { } at ? row.IsWholeDay("due") ? DueTime.On(row.Day("due")!.Value) : DueTime.At(at) : null;
        var done = row.YesNo("done");
        var assignee = await ImportContext.UserAsync(session, row, "assignee", ct);
        if (known is { } id)
            return await DoneAsync(session, row, new UpdateTask { Id = id, Title = title, Due = due, AssigneeId = assignee, CustomerId = customer, Done = done }, RowOutcome.Updated, static view => view.Id, ct);
        return await DoneAsync(
            session, row,
            new CreateTask { Title = title, Due = due, AssigneeId = assignee, CustomerId = customer, Done = done ?? false, CreatedAt = row.Instant("createdAt") },
            RowOutcome.Created, static view => view.Id, ct);
    }
}
