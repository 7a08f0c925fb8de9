using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Surveys;

/// <summary>Asks a customer how content they are, or how likely they would recommend us. The view has the link to send.</summary>
[Requires(Permissions.SurveysWrite)]
public sealed record CreateSurvey : Command<SurveyView>
{
    public required long CustomerId { get; init; }

    public SurveyKind Kind { get; init; } = SurveyKind.Satisfaction;

    public long? ContactId { get; init; }

    public long? TicketId { get; init; }

    public long? OpportunityId { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    protected internal override async Task<Result<SurveyView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var db = session.Db;
        if (!await db.Customers.VisibleTo(session.Actor).AnyAsync(customer => customer.Id == CustomerId, ct))
            return Failure.NotFound(Kinds.Customer, CustomerId);
        var check = new Checks();
        check.Known<SurveyKind>(Kind, "kind");
        check.AdminTime(session, AskedAt, "askedAt");
        if (ContactId is { } contact && !await db.Contacts.AnyAsync(one => one.Id == contact && one.CustomerId == CustomerId, ct))
            check.Fail(SurveyFailures.UnknownContact(contact));
        if (TicketId is { } ticket && !await db.Tickets.AnyAsync(one => one.Id == ticket && one.CustomerId == CustomerId, ct))
            check.Fail(SurveyFailures.UnknownTicket(ticket));
        if (OpportunityId is { } opportunity && !await db.Opportunities.VisibleTo(session.Actor, db).AnyAsync(one => one.Id == opportunity && one.CustomerId == CustomerId, ct))
            check.Fail(SurveyFailures.UnknownOpportunity(opportunity));
        if (check.Failure is { } failure)
            return failure;

        var asked = AskedAt ?? session.Now;
        var survey = new Survey
        {
            Id = await session.NewIdAsync(ct),
            Kind = Kind,
            CustomerId = CustomerId,
            ContactId = ContactId,
            TicketId = TicketId,
            OpportunityId = OpportunityId,
            AskedAt = asked,
            // The program itself is no user.
            AskedById = session.Actor.UserId is > 0 and var user ? user : null,
            ExpiresAt = asked + session.Options.Service.SurveyLinkLife,
        };
        db.Surveys.Add(survey);
        await session.SaveAsync(ct);
        return await SurveyRules.ViewAsync(session, survey.Id, ct);
    }
}
