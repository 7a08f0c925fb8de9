using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Tickets;

internal sealed class TicketMap : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> builder)
    {
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
        builder.HasIndex(ticket => ticket.CreatedAt);
        builder.HasCustomerOwner();
    }
}
