using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Surveys;

internal sealed class SurveyMap : IEntityTypeConfiguration<Survey>
{
    public void Configure(EntityTypeBuilder<Survey> builder)
    {
        builder.IsRecord("surveys");
        builder.Property(survey => survey.Kind).AsLowerCase();
        builder.Property(survey => survey.Comment).HasMaxLength(Limits.Text);
        builder.RefersTo<Survey, Customer>(nameof(Survey.CustomerId));
        builder.RefersTo<Survey, Contact>(nameof(Survey.ContactId));
        builder.RefersTo<Survey, Ticket>(nameof(Survey.TicketId));
        builder.RefersTo<Survey, Opportunity>(nameof(Survey.OpportunityId));
        builder.RefersTo<Survey, User>(nameof(Survey.AskedById));
        builder.RefersTo<Survey, User>(nameof(Survey.AnsweredById));
        builder.HasIndex(survey => survey.AskedAt);
        builder.HasIndex(survey => new { survey.Kind, survey.AnsweredAt });
    }
}
