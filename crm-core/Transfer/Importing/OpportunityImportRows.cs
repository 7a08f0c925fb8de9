using BotCrm.Core.Names;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer.Mapping;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer.Importing;

internal sealed class OpportunityImportRows() : LinkedRows(Kinds.Opportunity)
{
    protected override string OwnKey(RowData row) => $"{NameForms.Bare(row.Text("customer") ?? "")}\u001F{NameForms.Key(row.Text("name") ?? "")}";

    protected override async Task<(RowOutcome, long, RowProblem?)> PlaceAsync(CrmSession session, ImportContext context, RowData row, long? customer, long? known, CancellationToken ct)
    {
        var money = row.Money("amount");
        var stage = StageOf(session, row);
        var close = row.Day("closeDate");
        var owner = await ImportContext.UserAsync(session, row, "owner", ct);
        var currency = row.Text("currency") is { } given ? given.Trim().Length == 3 ? given : MoneyReader.Read(new Reading.Cell("1" + given, Reading.CellType.Text), null)?.Currency ?? given : money?.Currency;
        if (row.Problem is not null)
            return default;
        if (known is null && context.Plan.Policy != DuplicatePolicy.Create && row.Text("name") is { } name)
        {
            var key = NameForms.Key(name);
            known = (await session.Db.Opportunities.AsNoTracking().Where(one => one.CustomerId == customer).Select(one => new { one.Id, one.Name }).ToListAsync(ct))
                .Where(one => NameForms.Key(one.Name) == key).Select(one => (long?)one.Id).FirstOrDefault();
            if (known is { } there && context.Plan.Policy == DuplicatePolicy.Skip)
                return Left(row, "name", "duplicate_opportunity", "an opportunity of this name at this customer", there);
        }
        if (known is { } id)
            return await ChangeAsync(session, row, id, money?.Amount, currency, close, owner, stage, ct);
        return await DoneAsync(
            session, row,
            new CreateOpportunity
            {
                Custom = row.Custom,
                CustomerId = customer!.Value,
                Name = row.Text("name"),
                Amount = money?.Amount,
                Currency = currency,
                CloseDate = close,
                Stage = stage,
                OwnerId = owner,
                LossReason = KindOf(session, stage) == StageKind.Lost ? row.Text("lossReason") ?? "-" : null,
                CreatedAt = row.Instant("createdAt"),
            },
            RowOutcome.Created, static view => view.Id, ct);
    }

    private static async Task<(RowOutcome, long, RowProblem?)> ChangeAsync(CrmSession session, RowData row, long id, decimal? amount, string? currency, DateOnly? close, long? owner, Stage? stage, CancellationToken ct)
    {
        var now = await session.Db.Opportunities.AsNoTracking().Where(one => one.Id == id).Select(one => new { one.Stage, one.OwnerId }).SingleAsync(ct);
        var done = await DoneAsync(
            session, row,
            new UpdateOpportunity { Custom = row.Custom, Id = id, Name = row.Text("name"), Amount = amount, Currency = currency, CloseDate = close, OwnerId = owner == now.OwnerId ? null : owner },
            RowOutcome.Updated, static view => view.Id, ct);
        if (row.Problem is not null || stage is null || stage == now.Stage)
            return done;
        return KindOf(session, stage) switch
        {
            StageKind.Won => await DoneAsync(session, row, new WinOpportunity { Id = id }, RowOutcome.Updated, static view => view.Id, ct),
            StageKind.Lost => await DoneAsync(session, row, new LoseOpportunity { Id = id, Reason = row.Text("lossReason") ?? "-" }, RowOutcome.Updated, static view => view.Id, ct),
            _ => await DoneAsync(session, row, new MoveStage { Id = id, Stage = stage.Value }, RowOutcome.Updated, static view => view.Id, ct),
        };
    }

    /// <summary>A configured stage by its code or name; else one of the words that lists of other systems use for the usual ones.</summary>
    private static Stage? StageOf(CrmSession session, RowData row) =>
        row.Text("stage") is { } said && session.Pipelines.Said(said) is { } known ? known.Stage : row.ChoiceText("stage") is { } word ? new Stage(word) : null;

    private static StageKind? KindOf(CrmSession session, Stage? stage) => stage is { } given ? session.Pipelines.Find(given)?.Kind : null;
}
