using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Tickets.Queues;

internal sealed class QueueMap : IEntityTypeConfiguration<TicketQueue>
{
    public void Configure(EntityTypeBuilder<TicketQueue> builder)
    {
        builder.IsRecord("queues");
        builder.Property(queue => queue.Name).HasMaxLength(Limits.Name).SortsWithoutCase();
        builder.Property(queue => queue.Calendar).HasMaxLength(Limits.Code);
        builder.PrimitiveCollection(queue => queue.Categories);
        builder.RefersTo<TicketQueue, User>(nameof(TicketQueue.LeadId));
        builder.HasIndex(queue => queue.Name).IsUnique();
    }
}

internal sealed class QueueMemberMap : IEntityTypeConfiguration<QueueMember>
{
    public void Configure(EntityTypeBuilder<QueueMember> builder)
    {
        builder.IsRecord("queue_members");
        builder.PrimitiveCollection(member => member.Skills);
        builder.HasOne<TicketQueue>().WithMany().HasForeignKey(member => member.QueueId).OnDelete(DeleteBehavior.Restrict);
        builder.RefersTo<QueueMember, User>(nameof(QueueMember.UserId));
        builder.HasIndex(member => new { member.QueueId, member.UserId }).IsUnique();
    }
}
