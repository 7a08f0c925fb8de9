using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Interactions;

/// <summary>Writes down a call, e-mail, meeting, visit, WeChat exchange or note. When defaults to now and may not be in the future by more than a day.</summary>
[Requires(Permissions.InteractionsWrite)]
public sealed record LogInteraction : Command<InteractionView>
{
    public required long CustomerId { get; init; }

    public required InteractionKind Kind { get; init; }

    public required string Summary { get; init; }

    public DateTimeOffset? When { get; init; }

    /// <summary>1–1440.</summary>
    public int? DurationMinutes { get; init; }

    public IReadOnlyList<long> ParticipantIds { get; init; } = [];

    public string? Outcome { get; init; }

    public bool? Resolved { get; init; }

    public string? NextStep { get; init; }

    public long? OpportunityId { get; init; }

    /// <summary>The customer's ticket it was about. Talking with the customer answers it.</summary>
    public long? TicketId { get; init; }

    /// <summary>Another author: admin only, to load data.</summary>
    public long? AuthorId { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    protected internal override async Task<Result<InteractionView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (!await session.Db.Customers.VisibleTo(session.Actor).AnyAsync(customer => customer.Id == CustomerId, ct))
            return Failure.NotFound(Kinds.Customer, CustomerId);

        var check = new Checks();
        check.AdminOnly(session, AuthorId is { } given && given != session.Actor.UserId, "author");
        check.AdminTime(session, CreatedAt, "createdAt");
        check.Known<InteractionKind>(Kind, "kind");
        var summary = check.Required(Summary, Limits.LongText, "summary");
        var outcome = check.Optional(Outcome, Limits.Text, "outcome");
        var nextStep = check.Optional(NextStep, Limits.Text, "nextStep");
        check.Past(When, session.Now, "when");
        check.Range(DurationMinutes, 1, InteractionRules.MaxMinutes, "durationMinutes");
        var participants = await InteractionRules.ParticipantsAsync(check, session, ParticipantIds, CustomerId, ct);
        await InteractionRules.OpportunityAsync(check, session, OpportunityId, CustomerId, ct);
        var ticket = await InteractionRules.TicketAsync(check, session, TicketId, CustomerId, ct);
        var author = AuthorId ?? session.Actor.UserId;
        if ((await session.DirectoryAsync(ct)).Find(author) is null)
            check.Fail(InteractionFailures.UnknownAuthor(author));
        if (check.Failure is { } failure)
            return failure;

        var interaction = new Interaction
        {
            Id = await session.NewIdAsync(ct),
            CustomerId = CustomerId,
            Kind = Kind,
            When = When ?? CreatedAt ?? session.Now,
            DurationMinutes = DurationMinutes,
            ParticipantIds = participants,
            Summary = summary,
            Outcome = outcome,
            Resolved = Resolved,
            NextStep = nextStep,
            OpportunityId = OpportunityId,
            TicketId = TicketId,
            AuthorId = author,
            CreatedAt = CreatedAt ?? session.Now,
        };
        if (ticket is not null)
            await TicketWork.TalkedAsync(session, ticket, interaction, ct);
        session.Db.Interactions.Add(interaction);
        await session.SaveAsync(ct);
        return await InteractionRows.ViewAsync(session, interaction.Id, ct);
    }
}
