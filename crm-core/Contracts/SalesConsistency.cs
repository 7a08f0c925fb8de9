using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contracts;

/// <summary>What must hold between opportunity, quote, contract and payments, whichever way they came to be as they are.</summary>
internal static class SalesConsistency
{
    /// <summary>The contract, not cancelled, that stands on a quote.</summary>
    public static Task<Contract?> ContractOfAsync(CrmSession session, long quoteId, CancellationToken ct) =>
        session.Db.Contracts.AsNoTracking().FirstOrDefaultAsync(one => one.QuoteId == quoteId && one.Status != ContractStatus.Cancelled, ct);

    /// <summary>The contract, not cancelled, that stands on an opportunity.</summary>
    public static Task<Contract?> ContractOnAsync(CrmSession session, long opportunityId, CancellationToken ct) =>
        session.Db.Contracts.AsNoTracking().FirstOrDefaultAsync(one => one.OpportunityId == opportunityId && one.Status != ContractStatus.Cancelled, ct);

    /// <summary>Refuses an undo that would leave a contract without what it stands on, or a plan that does not sum to its contract.</summary>
    public static async Task<Failure?> AfterUndoAsync(CrmSession session, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        var db = session.Db;
        var contracts = new HashSet<long>();
        foreach (var entry in entries)
        {
            switch (entry.Entity)
            {
                case Kinds.Quote when await db.Quotes.AsNoTracking().SingleOrDefaultAsync(one => one.Id == entry.EntityId, ct) is { } quote:
                    if (quote.Status != QuoteStatus.Accepted && await ContractOfAsync(session, quote.Id, ct) is { } onQuote)
                        return DependsOn(entry, quote.FullNumber, onQuote);
                    if (quote.Status == QuoteStatus.Accepted && await db.Quotes.AsNoTracking().FirstOrDefaultAsync(one => one.OpportunityId == quote.OpportunityId && one.Status == QuoteStatus.Accepted && one.Id != quote.Id, ct) is { } other)
                        return QuoteFailures.OtherAccepted(other);
                    break;
                case Kinds.Opportunity when await db.Opportunities.AsNoTracking().SingleOrDefaultAsync(one => one.Id == entry.EntityId, ct) is { Won: false } opportunity:
                    // With an accepted quote the contract stands on that.
                    if (await ContractOnAsync(session, opportunity.Id, ct) is { QuoteId: null } onSale)
                        return DependsOn(entry, opportunity.Name, onSale);
                    break;
                case Kinds.Contract:
                    contracts.Add(entry.EntityId);
                    break;
                case Kinds.Payment when await db.Payments.AsNoTracking().SingleOrDefaultAsync(one => one.Id == entry.EntityId, ct) is { } payment:
                    contracts.Add(payment.ContractId);
                    break;
                case Kinds.Payment:
                    if (Undoable.ContractIn(entry) is { } former)
                        contracts.Add(former);
                    break;
            }
        }
        foreach (var id in contracts)
        {
            if (await PlanOffAsync(session, id, ct) is { } failure)
                return failure;
        }
        return null;
    }

    private static async Task<Failure?> PlanOffAsync(CrmSession session, long contractId, CancellationToken ct)
    {
        if (await session.Db.Contracts.AsNoTracking().SingleOrDefaultAsync(one => one.Id == contractId, ct) is not { Status: not ContractStatus.Cancelled } contract)
            return null;
        var planned = await session.Db.Payments.Where(one => one.ContractId == contractId).Select(one => one.AmountMinor).ToListAsync(ct);
        return planned.Count > 0 && planned.Sum() != contract.ValueMinor ? ContractFailures.Replan(contract, planned.Sum() / 100m, contract.ValueMinor / 100m) : null;
    }

    private static Failure DependsOn(AuditEntry entry, string name, Contract contract) =>
        Failure.Conflict("contract_depends", $"Cannot undo: contract {contract.Number} stands on {entry.Entity} {name}; cancel the contract first.") with
        {
            Data = new Dictionary<string, string>
            {
                ["entity"] = entry.Entity,
                ["id"] = entry.EntityId.ToString(CultureInfo.InvariantCulture),
                ["name"] = name,
                ["contract"] = contract.Number,
                ["otherEntity"] = Kinds.Contract,
                ["otherId"] = contract.Id.ToString(CultureInfo.InvariantCulture),
            },
        };
}
