using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Tickets;

internal sealed class TicketMap : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> builder)
    {
        builder.HasCustomFields();
        builder.IsRecord("tickets");
        builder.Property(ticket => ticket.Subject).HasMaxLength(Limits.Subject);
        builder.Property(ticket => ticket.Description).HasMaxLength(Limits.LongText);
        builder.Property(ticket => ticket.Category).HasMaxLength(Limits.Code);
        builder.Property(ticket => ticket.Priority).AsLowerCase();
        builder.Property(ticket => ticket.Status).AsLowerCase();
        builder.Property(ticket => ticket.Resolution).HasMaxLength(Limits.LongText);
        builder.RefersTo<Ticket, Customer>(nameof(Ticket.CustomerId));
        builder.RefersTo<Ticket, Contact>(nameof(Ticket.ContactId));
        builder.RefersTo<Ticket, User>(nameof(Ticket.AssigneeId));
        builder.Property(ticket => ticket.Language).HasMaxLength(Limits.Language);
        builder.Property(ticket => ticket.EscalationReason).HasMaxLength(Limits.Text);
        builder.Property(ticket => ticket.ReopenReason).HasMaxLength(Limits.Text);
        builder.Property(ticket => ticket.RatingComment).HasMaxLength(Limits.Text);
        builder.RefersTo<Ticket, User>(nameof(Ticket.EscalatedToId));
        builder.RefersTo<Ticket, Ticket>(nameof(Ticket.MergedIntoId));
        builder.HasOne<TicketQueue>().WithMany().HasForeignKey(ticket => ticket.QueueId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(ticket => new { ticket.QueueId, ticket.SilentSince });
        builder.HasIndex(ticket => ticket.CreatedAt);
        builder.HasCustomerOwner();
        builder.HasIndex(ticket => ticket.SlaDue);
        builder.HasIndex(ticket => ticket.SlaCheckAt);
        builder.HasIndex(ticket => ticket.BreachedAt);
        builder.HasIndex(ticket => new { ticket.Status, ticket.SlaSince });
        builder.HasIndex(ticket => new { ticket.AssigneeId, ticket.Status });
    }
}
