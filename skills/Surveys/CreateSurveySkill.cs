using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Surveys;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Surveys;

[Skill("create_survey", Effect.Write, Risk.Low, "Asks a customer how content they are (satisfaction) or whether they would recommend us (nps); gives the link to send.")]
public static class CreateSurveySkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which customer."), Record(Kinds.Customer)] string customer,
        [Description("Which question; satisfaction when not said."), OneOf("satisfaction", "nps")] string? surveyKind = null,
        [Description("Who at the customer is asked."), Record(Kinds.Contact)] string? contact = null,
        [Description("The ticket it is about."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("The won opportunity it is about."), Record(Kinds.Opportunity)] string? opportunity = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (of.Problem is { } unclear) return unclear;
        var person = await context.Resolve.OptionalAsync(Kinds.Contact, "contact", contact, ct, of.Id);
        if (person?.Problem is { } noContact) return noContact;
        var about = await context.Resolve.OptionalAsync(Kinds.Ticket, "ticket", ticket, ct, of.Id);
        if (about?.Problem is { } noTicket) return noTicket;
        var won = await context.Resolve.OptionalAsync(Kinds.Opportunity, "opportunity", opportunity, ct, of.Id);
        if (won?.Problem is { } noOpportunity) return noOpportunity;
        var asked = await context.Session.RunAsync(
            new CreateSurvey { CustomerId = of.Id, Kind = SurveyChoice.Kind(surveyKind) ?? SurveyKind.Satisfaction, ContactId = person?.Id, TicketId = about?.Id, OpportunityId = won?.Id },
            ct);
        return asked.Ok ? new Done([SurveyLines.Created(context.Words, asked.Value)], [of.Record!]) : new Refused(asked.Failure);
    }
}
