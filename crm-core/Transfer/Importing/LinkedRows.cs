using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Transfer.Mapping;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer.Importing;

/// <summary>What hangs on a customer: contacts, opportunities, interactions, tickets, tasks. One command a row, each saved by itself.</summary>
internal abstract class LinkedRows(string kind) : IRowImporter
{
    public async Task ImportAsync(CrmSession session, ImportContext context, IReadOnlyList<RowData> rows, CancellationToken ct)
    {
        await context.LoadKeysAsync(session, rows.Select(row => KeyOf(context, row)), ct);
        var named = await ImportContext.CustomersAsync(session, rows.Select(row => row.Text("customer") ?? ""), ct);
        var requires = ImportFields.Find(kind, "customer") is { Required: true };
        var visible = Access.RowScope.Ids(kind, session.Actor, session.Db);
        foreach (var row in rows)
        {
            var key = KeyOf(context, row);
            var hash = row.Hash(static _ => true);
            var known = context.Known(key);
            if (known is { Row: null } old && !await visible.ContainsAsync(old.RecordId, ct))
            {
                context.Forget(key);
                known = null;
            }
            if (known is { } same && (same.Hash == hash || same.Row is not null))
            {
                if (same.Row is { } first && first != row.Number)
                    context.Add(row, RowOutcome.Skipped, kind, same.RecordId, new RowProblem("duplicate_in_file", null, null, $"The file says the same in row {first}; this row was left out."));
                else
                    context.Add(row, RowOutcome.Unchanged, kind, same.RecordId);
                continue;
            }
            var customer = await context.CustomerAsync(session, row, named, ct);
            if (requires && customer is null)
                row.Fail("required", "customer", "The customer is missing; fill it in.");
            var (outcome, id, note) = row.Problem is null ? await PlaceAsync(session, context, row, customer, known?.RecordId, ct) : (RowOutcome.Failed, 0, null);
            // What is saved need not be looked through again for every further row.
            Detach(session);
            if (row.Problem is not null)
            {
                context.Failed(row, kind);
                continue;
            }
            context.Add(row, outcome, kind, id, note);
            if (outcome != RowOutcome.Skipped)
                context.Remember(session, key, id, hash, row.Number);
        }
    }

    /// <summary>Makes the record, or changes the one that the row was last time.</summary>
    protected abstract Task<(RowOutcome, long, RowProblem?)> PlaceAsync(CrmSession session, ImportContext context, RowData row, long? customer, long? known, CancellationToken ct);

    /// <summary>What makes two rows the same when they have no id.</summary>
    protected abstract string OwnKey(RowData row);

    protected static async Task<(RowOutcome, long, RowProblem?)> DoneAsync<T>(CrmSession session, RowData row, Command<T> command, RowOutcome outcome, Func<T, long> id, CancellationToken ct)
    {
        if (row.Problem is not null)
            return default;
        var result = await session.TryAsync(command, ct);
        if (result.Ok)
            return (outcome, id(result.Value), null);
        row.Fail(result.Failure);
        return default;
    }

    protected static (RowOutcome, long, RowProblem?) Left(RowData row, string field, string code, string what, long id) =>
        (RowOutcome.Skipped, id, new RowProblem(code, row.ColumnOf(field), RowData.Shown(row.Text(field)), $"There is {what} already (#{id}); the row was left out. Choose to update it, or to create it all the same."));

    private string KeyOf(ImportContext context, RowData row) => context.Key(kind, row.Text("externalId") is { } external ? "x:" + external : "n:" + OwnKey(row));

    private static void Detach(CrmSession session)
    {
        foreach (var entry in session.Db.ChangeTracker.Entries().Where(entry => entry.State == EntityState.Unchanged && Records.KindOf(entry.Metadata.ClrType) is not null).ToList())
            entry.State = EntityState.Detached;
    }
}
