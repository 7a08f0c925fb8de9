using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Interactions;

/// <summary>Corrects what was written down; also the customer it belongs to.</summary>
[Requires(Permissions.InteractionsWrite)]
public sealed record CorrectInteraction : Command<InteractionView>
{
    public required long Id { get; init; }

    public long? CustomerId { get; init; }

    public InteractionKind? Kind { get; init; }

    public string? Summary { get; init; }

    public DateTimeOffset? When { get; init; }

    public int? DurationMinutes { get; init; }

    public IReadOnlyList<long>? ParticipantIds { get; init; }

    public string? Outcome { get; init; }

    public bool? Resolved { get; init; }

    public string? NextStep { get; init; }

    /// <summary>One of the customer's opportunities.</summary>
    public long? OpportunityId { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<InteractionView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (await session.Db.Interactions.VisibleTo(session.Actor, session.Db).SingleOrDefaultAsync(one => one.Id == Id, ct) is not { } interaction)
            return Failure.NotFound(Kinds.Interaction, Id);
        var customer = await session.Db.Customers.SingleAsync(one => one.Id == interaction.CustomerId, ct);
        if (!InteractionRules.MayChange(session.Actor, interaction, customer))
            return InteractionFailures.NotYours();
        if (Versions.Changed(Kinds.Interaction, Id, IfVersion, interaction.Version) is { } conflict)
            return conflict;

        var target = CustomerId ?? interaction.CustomerId;
        var moves = target != interaction.CustomerId;
        if (moves && !await session.Db.Customers.VisibleTo(session.Actor).AnyAsync(one => one.Id == target, ct))
            return Failure.NotFound(Kinds.Customer, target);

        var check = new Checks();
        check.Clearable(Clear, "durationMinutes", "participants", "outcome", "resolved", "nextStep", "opportunity");
        check.Known(Kind, "kind");
        var summary = check.Changed(Summary, Limits.LongText, "summary");
        var outcome = check.Changed(Outcome, Limits.Text, "outcome");
        var nextStep = check.Changed(NextStep, Limits.Text, "nextStep");
        check.Past(When, session.Now, "when");
        check.Range(DurationMinutes, 1, InteractionRules.MaxMinutes, "durationMinutes");
        var participants = ParticipantIds is null ? null : await InteractionRules.ParticipantsAsync(check, session, ParticipantIds, target, ct);
        await InteractionRules.OpportunityAsync(check, session, OpportunityId, target, ct);
        if (check.Failure is { } failure)
            return failure;

        if (moves)
        {
            // People and opportunities belong to the customer it was wrongly written under.
            interaction.CustomerId = target;
            interaction.ParticipantIds = [];
            interaction.OpportunityId = null;
        }

        interaction.Kind = Kind ?? interaction.Kind;
        interaction.Summary = summary ?? interaction.Summary;
        interaction.When = When ?? interaction.When;
        interaction.DurationMinutes = Clear.Contains("durationMinutes") ? null : DurationMinutes ?? interaction.DurationMinutes;
        interaction.ParticipantIds = Clear.Contains("participants") ? [] : participants ?? interaction.ParticipantIds;
        interaction.Outcome = Clear.Contains("outcome") ? null : outcome ?? interaction.Outcome;
        interaction.Resolved = Clear.Contains("resolved") ? null : Resolved ?? interaction.Resolved;
        interaction.NextStep = Clear.Contains("nextStep") ? null : nextStep ?? interaction.NextStep;
        interaction.OpportunityId = Clear.Contains("opportunity") ? null : OpportunityId ?? interaction.OpportunityId;
        await session.SaveAsync(ct);
        return await InteractionRows.ViewAsync(session, Id, ct);
    }
}
