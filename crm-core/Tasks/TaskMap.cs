using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Tasks;

internal sealed class TaskMap : IEntityTypeConfiguration<CrmTask>
{
    public void Configure(EntityTypeBuilder<CrmTask> builder)
    {
        builder.IsRecord("tasks");
        builder.Property(task => task.Title).HasMaxLength(Limits.Subject);
        builder.Property(task => task.Recurrence).HasMaxLength(Limits.Word);
        builder.RefersTo<CrmTask, User>(nameof(CrmTask.AssigneeId));
        builder.RefersTo<CrmTask, User>(nameof(CrmTask.CreatedById));
        builder.RefersTo<CrmTask, Customer>(nameof(CrmTask.CustomerId));
        builder.RefersTo<CrmTask, Opportunity>(nameof(CrmTask.OpportunityId));
        builder.RefersTo<CrmTask, Ticket>(nameof(CrmTask.TicketId));
        builder.HasIndex(task => task.Due);
        builder.HasCustomerOwner();
    }
}
