using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Interactions;

internal sealed class InteractionMap : IEntityTypeConfiguration<Interaction>
{
    public void Configure(EntityTypeBuilder<Interaction> builder)
    {
        builder.IsRecord("interactions");
        builder.Property(interaction => interaction.Kind).AsLowerCase();
        // "when" is a word of SQL's own.
        builder.Property(interaction => interaction.When).HasColumnName("happened_at");
        builder.PrimitiveCollection(interaction => interaction.ParticipantIds);
        builder.Property(interaction => interaction.Summary).HasMaxLength(Limits.LongText);
        builder.Property(interaction => interaction.Outcome).HasMaxLength(Limits.Text);
        builder.Property(interaction => interaction.NextStep).HasMaxLength(Limits.Text);
        builder.RefersTo<Interaction, Customer>(nameof(Interaction.CustomerId));
        builder.RefersTo<Interaction, Opportunity>(nameof(Interaction.OpportunityId));
        builder.RefersTo<Interaction, Ticket>(nameof(Interaction.TicketId));
        builder.RefersTo<Interaction, User>(nameof(Interaction.AuthorId));
        builder.HasIndex(interaction => new { interaction.CustomerId, interaction.When });
        builder.HasIndex(interaction => interaction.When);
        builder.HasCustomerOwner();
    }
}
