using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Opportunities;

/// <summary>The rules that the commands share.</summary>
internal static class OpportunityRules
{
    /// <summary>The opportunity for a change: visible, allowed and unchanged since the caller looked; else why not.</summary>
    public static async Task<Result<Opportunity>> ForChangeAsync(CrmSession session, long id, int? ifVersion, CancellationToken ct)
    {
        if (await session.Db.Opportunities.VisibleTo(session.Actor, session.Db).SingleOrDefaultAsync(one => one.Id == id, ct) is not { } opportunity)
            return Failure.NotFound(Kinds.Opportunity, id);
        return Versions.Changed(Kinds.Opportunity, id, ifVersion, opportunity.Version) is { } conflict ? conflict : opportunity;
    }

    /// <summary>Who may become owner: for a rep the rep; for a manager the team; for an administrator everybody who sells.</summary>
    public static async Task OwnerAsync(Checks check, CrmSession session, long? ownerId, CancellationToken ct)
    {
        if (ownerId is not { } id)
            return;
        var (actor, directory) = (session.Actor, await session.DirectoryAsync(ct));
        if (directory.Find(id) is not { Active: true } owner || !session.Roles.Of(owner.Role).Permissions.Contains(Permissions.OpportunitiesWrite))
            check.Fail(OpportunityFailures.UnknownOwner(id));
        else if (!actor.MayAssignTo(id))
            check.Fail(OpportunityFailures.OtherOwner());
    }

    /// <summary>The actor's day on which something happened.</summary>
    public static DateOnly DayOf(CrmSession session, DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, session.Actor.TimeZone).DateTime);

    /// <summary>The customer moves along: an opportunity makes a potential one interested, a sale makes any one won.</summary>
    public static async Task AdvanceCustomerAsync(CrmSession session, Opportunity opportunity, CancellationToken ct)
    {
        var customer = await session.Db.Customers.SingleAsync(one => one.Id == opportunity.CustomerId, ct);
        var lifecycle = (opportunity, customer.Lifecycle) switch
        {
            ({ Won: true }, _) => Lifecycle.Won,
            ({ Closed: true }, var same) => same,
            (_, Lifecycle.Potential) => Lifecycle.Interested,
            (_, var same) => same,
        };
        if (lifecycle == customer.Lifecycle)
            return;
        customer.Lifecycle = lifecycle;
    }

    /// <summary>The stage that a new opportunity begins in, and its pipeline.</summary>
    public static (PipelineDefinition Pipeline, StageDefinition Stage) Stage(Checks check, CrmSession session, string? pipeline, Stage? stage)
    {
        var pipelines = session.Pipelines;
        var named = pipeline is null ? null : pipelines.Find(pipeline);
        if (pipeline is not null && named is null)
            check.Fail(OpportunityFailures.UnknownPipeline(pipelines, pipeline));
        if (stage is not { } wanted)
            return (named ?? pipelines.First, (named ?? pipelines.First).First);
        var found = named ?? pipelines.All.FirstOrDefault(one => one.Find(wanted) is not null) ?? pipelines.First;
        if (found.Find(wanted) is not { } definition)
        {
            check.Fail(OpportunityFailures.UnknownStage(found.Stages, wanted));
            definition = found.First;
        }
        return (found, definition);
    }
}
