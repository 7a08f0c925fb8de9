using BotCrm.Core.Access;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Opportunities;

/// <summary>Deletes an opportunity: managers and admin, or the owner while it is a lead.</summary>
[Requires(Permissions.OpportunitiesWrite)]
public sealed record DeleteOpportunity : Command<OpportunityView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await OpportunityRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var opportunity = found.Value;
        var ownLead = opportunity.OwnerId == session.Actor.UserId && !opportunity.Closed && opportunity.Stage == session.Pipelines.Of(opportunity.Pipeline).First.Stage;
        if (!ownLead && !session.Actor.May(Permissions.RecordsSupervise))
            return OpportunityFailures.DeleteByManager();

        if (await SalesConsistency.ContractOnAsync(session, Id, ct) is { } contract)
            return OpportunityFailures.HasContract(opportunity, contract);
        var quotes = await session.Db.Quotes.Where(one => one.OpportunityId == Id).ToListAsync(ct);
        // What the customer has seen stays on record; what was only prepared goes with the opportunity.
        if (quotes.Find(quote => !quote.Editable || quote.Revision > 1) is { } known)
            return OpportunityFailures.HasQuotes(opportunity, known);

        var view = await OpportunityRows.ViewAsync(session, Id, ct);
        // What hangs on it stays, and lets go of it.
        await foreach (var interaction in session.Db.Interactions.Where(one => one.OpportunityId == Id).AsAsyncEnumerable().WithCancellation(ct))
            interaction.OpportunityId = null;
        await foreach (var task in session.Db.Tasks.Where(one => one.OpportunityId == Id).AsAsyncEnumerable().WithCancellation(ct))
            task.OpportunityId = null;
        await foreach (var former in session.Db.Contracts.Where(one => one.OpportunityId == Id).AsAsyncEnumerable().WithCancellation(ct))
            former.OpportunityId = null;
        session.Db.Quotes.RemoveRange(quotes);
        await foreach (var survey in session.Db.Surveys.Where(one => one.OpportunityId == Id).AsAsyncEnumerable().WithCancellation(ct))
            survey.OpportunityId = null;
        session.Db.Opportunities.Remove(opportunity);
        await session.SaveAsync(ct);
        return view;
    }
}
