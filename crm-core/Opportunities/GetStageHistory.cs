using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Opportunities;

/// <summary>The stages an opportunity went through, the first one first.</summary>
[Requires(Permissions.OpportunitiesRead)]
public sealed record GetStageHistory : Query<IReadOnlyList<StageChangeView>>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<IReadOnlyList<StageChangeView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (!await session.Db.Opportunities.VisibleTo(session.Actor, session.Db).AnyAsync(one => one.Id == Id, ct))
            return Failure.NotFound(Kinds.Opportunity, Id);
        var changes = await session.Db.StageChanges.AsNoTracking().Where(one => one.OpportunityId == Id).OrderBy(one => one.Number).ToListAsync(ct);
        var directory = await session.DirectoryAsync(ct);
        var shown = Policies.SeesAmounts(session.Actor);
        return changes.ConvertAll(one =>
        {
            var next = changes.Find(other => other.Number == one.Number + 1);
            return new StageChangeView(
                one.Number,
                one.FromStage,
                one.ToStage,
                one.At,
                directory.Find(one.ById)?.Name,
                shown && one.AmountMinor is { } minor ? Money.FromMinor(minor, one.Currency).Amount : null,
                one.Currency,
                (next?.At ?? session.Now) - one.At,
                one.Undone);
        });
    }
}

/// <summary><paramref name="Stayed"/>: until the next change, or until now. <paramref name="ByName"/> is null for what the program did.</summary>
public sealed record StageChangeView(int Number, string? From, string To, DateTimeOffset At, string? ByName, decimal? Amount, string Currency, TimeSpan Stayed, bool Undone);
