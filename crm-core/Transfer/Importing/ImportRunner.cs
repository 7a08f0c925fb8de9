using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Transfer.Mapping;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer.Importing;

/// <summary>
/// Does what imports wait for: dry runs, imports, undos. A batch of rows is one transaction with its results, its keys, its audit entries and
/// the place where to go on, so that it may be cut off anywhere; all batches of an import share a change set.
/// </summary>
internal sealed class ImportRunner(Crm crm) : IImportRuns
{
    /// <summary>So many rows hold the writers up for some tenths of a second.</summary>
    public const int BatchSize = 500;

    /// <summary>Rows after which the store looks again at how much there is.</summary>
    private const int Many = 1000;

    private const int MostProblems = 1000;

    private static readonly Origin ByItself = new("system", Sentence: "import");

    /// <summary>Works on one import until it is done or <paramref name="stop"/> says so. True when there is more to do.</summary>
    public async Task<bool> RunAsync(Func<bool>? stop, CancellationToken ct)
    {
        if (await NextAsync(ct) is not { } id)
            return false;
        await RunOneAsync(id, stop, ct);
        return await NextAsync(ct) is not null;
    }

    public async Task RunNowAsync(long id, CancellationToken ct = default)
    {
        await using (var session = await crm.OpenReadAsync(Actor.System, ByItself, ct))
        {
            if (await session.Db.Set<Import>().AnyAsync(import => import.Id == id && import.Rows > IImportRuns.MostRows, ct))
                return;
        }
        await RunOneAsync(id, null, ct);
    }

    private async Task RunOneAsync(long id, Func<bool>? stop, CancellationToken ct)
    {
        switch (await StateAsync(id, ct))
        {
            case ImportState.Checking:
                await CheckAsync(id, ct);
                break;
            case ImportState.Running:
                await ImportAsync(id, stop, ct);
                break;
            case ImportState.Undoing:
                await new ImportUndo(crm).RunAsync(id, stop, ct);
                break;
        }
    }

    private async Task<long?> NextAsync(CancellationToken ct)
    {
        await using var session = await crm.OpenReadAsync(Actor.System, ByItself, ct);
        return await session.Db.Set<Import>()
            .Where(import => import.State == ImportState.Checking || import.State == ImportState.Running || import.State == ImportState.Undoing)
            .OrderBy(import => import.Id)
            .Select(import => (long?)import.Id)
            .FirstOrDefaultAsync(ct);
    }

    private async Task<ImportState> StateAsync(long id, CancellationToken ct)
    {
        await using var session = await crm.OpenReadAsync(Actor.System, ByItself, ct);
        return await session.Db.Set<Import>().Where(import => import.Id == id).Select(import => import.State).SingleAsync(ct);
    }

    private async Task CheckAsync(long id, CancellationToken ct)
    {
        if (await OpenAsync(id, ct) is not { } work)
            return;
        await using var batches = new RowBatches(work.Table, work.Plan, work.Maker.TimeZone, 0);
        var context = new ImportContext(id, work.Plan, dry: true);
        var counts = new int[5];
        var done = 0;
        var problems = new List<ImportRow>();
        // Customers only read back what they are told; of other kinds a row may need one before it in the store.
        var rehearses = work.Plan.Kind == Kinds.Customer;
        while (await NextAsync(batches, id, ct) is { } rows)
        {
            if (rows.Count == 0)
            {
                await CheckedAsync(id, done, counts, problems, ct);
                return;
            }
            await using (var session = rehearses ? await crm.OpenReadAsync(work.Maker, work.Origin, ct) : await crm.OpenWriteAsync(work.Maker, work.Origin, ct))
            {
                session.Rehearsal = rehearses ? context.MadeUpId : null;
                context.Results.Clear();
                await ImporterOf(work.Plan.Kind).ImportAsync(session, context, rows, ct);
                // Not committed: nothing of it was.
            }
            foreach (var result in context.Results)
            {
                counts[(int)result.Outcome]++;
                if (result.Code is not null && problems.Count < MostProblems)
                    problems.Add(result);
            }
            done += rows.Count;
            if (done % (BatchSize * 25) == 0 && !await ProgressAsync(id, done, ct))
                return;
        }
    }

    private async Task CheckedAsync(long id, int done, int[] counts, List<ImportRow> problems, CancellationToken ct)
    {
        await using var last = await crm.OpenWriteAsync(Actor.System, ByItself, ct);
        var import = await last.Db.Set<Import>().AsTracking().SingleAsync(one => one.Id == id, ct);
        if (import.State != ImportState.Checking)
            return;
        await last.Db.Set<ImportRow>().Where(row => row.ImportId == id).ExecuteDeleteAsync(ct);
        last.Db.AddRange(problems);
        import.Done = done;
        (import.Created, import.Updated, import.Unchanged, import.Skipped, import.Failed) = (counts[0], counts[1], counts[2], counts[3], counts[4]);
        import.State = ImportState.Checked;
        await last.NotifyAsync(import.MakerId, "import_checked", data: Figures(import), ct: ct);
        await last.CommitAsync(ct);
    }

    /// <summary>False when the import was cancelled meanwhile.</summary>
    private async Task<bool> ProgressAsync(long id, int done, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, ByItself, ct);
        var import = await session.Db.Set<Import>().AsTracking().SingleAsync(one => one.Id == id, ct);
        import.Done = done;
        var goesOn = import.State == ImportState.Checking;
        await session.CommitAsync(ct);
        return goesOn;
    }

    private async Task ImportAsync(long id, Func<bool>? stop, CancellationToken ct)
    {
        // With so many more of everything other ways through the store may be the short ones.
        if (await ImportRowsAsync(id, stop, ct) >= Many)
            await crm.RefreshStatisticsAsync(ct);
    }

    /// <summary>How many rows there were, when it came to the end.</summary>
    private async Task<int> ImportRowsAsync(long id, Func<bool>? stop, CancellationToken ct)
    {
        if (await OpenAsync(id, ct) is not { } work)
            return 0;
        await using var batches = new RowBatches(work.Table, work.Plan, work.Maker.TimeZone, work.After);
        var context = new ImportContext(id, work.Plan, dry: false);
        var first = true;
        var last = work.After;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (!first && stop?.Invoke() == true)
                return 0;
            first = false;
            var rows = await NextAsync(batches, id, ct);
            if (rows is null)
                return 0;
            await using var session = await crm.OpenWriteAsync(work.Maker, work.Origin, ct);
            session.Join(work.ChangeSetId);
            await session.Engine.BeginBulkAsync(session.Db, ct);
            context.Results.Clear();
            if (rows.Count > 0)
                await ImporterOf(work.Plan.Kind).ImportAsync(session, context, rows, ct);
            var import = await session.Db.Set<Import>().AsTracking().SingleAsync(one => one.Id == id, ct);
            // Cancelled while the batch was read, or another instance works on it too: what is not committed was not done.
            if (import.State != ImportState.Running || import.LastRow != last)
                return 0;
            session.Db.AddRange(context.Results);
            foreach (var result in context.Results)
                Count(import, result.Outcome);
            import.Done += rows.Count;
            if (rows.Count > 0)
                import.LastRow = last = rows[^1].Number;
            else
                await FinishAsync(session, import, ct);
            await session.CommitAsync(ct);
            if (rows.Count == 0)
                return import.Done;
        }
    }

    private static async Task FinishAsync(CrmSession session, Import import, CancellationToken ct)
    {
        import.State = ImportState.Done;
        import.FinishedAt = session.Now;
        await session.NotifyAsync(import.MakerId, "import_done", data: Figures(import), ct: ct);
    }

    public static Dictionary<string, string> Figures(Import import)
    {
        static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new Dictionary<string, string>
        {
            ["import"] = Text(import.Id),
            ["rows"] = Text(import.Rows),
            ["created"] = Text(import.Created),
            ["updated"] = Text(import.Updated),
            ["unchanged"] = Text(import.Unchanged),
            ["skipped"] = Text(import.Skipped),
            ["failed"] = Text(import.Failed),
        };
    }

    private static void Count(Import import, RowOutcome outcome)
    {
        switch (outcome)
        {
            case RowOutcome.Created:
                import.Created++;
                break;
            case RowOutcome.Updated:
                import.Updated++;
                break;
            case RowOutcome.Unchanged:
                import.Unchanged++;
                break;
            case RowOutcome.Skipped:
                import.Skipped++;
                break;
            default:
                import.Failed++;
                break;
        }
    }

    /// <summary>Everything a run needs; null when the import cannot go on, which is then said in it.</summary>
    private async Task<Work?> OpenAsync(long id, CancellationToken ct)
    {
        Import import;
        byte[]? content;
        string? login;
        await using (var session = await crm.OpenReadAsync(Actor.System, ByItself, ct))
        {
            import = await session.Db.Set<Import>().AsNoTracking().SingleAsync(one => one.Id == id, ct);
            content = await Files.FileContents.ReadAsync(session, import.FileId, ct);
            login = (await session.DirectoryAsync(ct)).Find(import.MakerId) is { Active: true } person ? person.Login : null;
        }
        var maker = login is null ? null : await crm.FindActorByLoginAsync(login, ct);
        if (maker is null)
            return await StopAsync(id, "import_maker_gone", ct);
        if (!maker.May(Permissions.DataImport))
            return await StopAsync(id, "import_not_allowed", ct);
        if (content is null)
            return await StopAsync(id, "file_gone", ct);
        var plan = ImportRules.Read(import.Plan);
        var table = SourceTable.Open(content, plan.Sheet.Length == 0 ? null : plan.Sheet);
        if (!table.Ok)
            return await StopAsync(id, table.Failure.Code, ct);
        var running = import.State == ImportState.Running;
        return new Work(
            id, table.Value, plan, maker, new Origin(import.Channel, import.Conversation, $"import {import.FileName}"), import.ChangeSetId ?? 0, running ? import.LastRow : 0);
    }

    private async Task<Work?> StopAsync(long id, string problem, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, ByItself, ct);
        var import = await session.Db.Set<Import>().AsTracking().SingleAsync(one => one.Id == id, ct);
        import.State = ImportState.Failed;
        import.Problem = problem;
        import.FinishedAt = session.Now;
        await session.NotifyAsync(import.MakerId, "import_failed", data: Figures(import), ct: ct);
        await session.CommitAsync(ct);
        return null;
    }

    /// <summary>The next rows; none at the end; null when the file broke off, which is then said in the import.</summary>
    private async Task<List<RowData>?> NextAsync(RowBatches batches, long id, CancellationToken ct)
    {
        if (await batches.NextAsync() is { } rows)
            return rows;
        await StopAsync(id, "file_broken", ct);
        return null;
    }

    private static IRowImporter ImporterOf(string kind) => kind switch
    {
        Kinds.Customer => new CustomerRows(),
        Kinds.Contact => new ContactRows(),
        Kinds.Opportunity => new OpportunityImportRows(),
        Kinds.Interaction => new InteractionImportRows(),
        Kinds.Ticket => new TicketImportRows(),
        Kinds.Task => new TaskImportRows(),
        Kinds.User => new UserImportRows(),
        _ => throw new InvalidOperationException($"No rows of kind {kind} can be imported."),
    };

    /// <param name="After">The row after which to go on.</param>
    private sealed record Work(long Id, SourceTable Table, ImportPlan Plan, Actor Maker, Origin Origin, long ChangeSetId, int After);
}
