using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Automation;

/// <summary>One step of a customer's lifecycle, kept for reports whoever made it: a command, a rule, an undo.</summary>
internal sealed class LifecycleChange
{
    public long CustomerId { get; set; }

    public DateTimeOffset At { get; set; }

    public long ChangeSetId { get; set; }

    /// <summary>Counts the steps of one change set.</summary>
    public int Ordinal { get; set; }

    /// <summary>Null: it was added so.</summary>
    public Lifecycle? FromLifecycle { get; set; }

    public Lifecycle ToLifecycle { get; set; }

    /// <summary>0: by itself.</summary>
    public long ById { get; set; }

    public string? Reason { get; set; }

    /// <summary>The customer's owner, now; 0 when it was deleted. Kept by the store.</summary>
    public long CustomerOwnerId { get; private set; }
}

internal sealed class LifecycleChangeMap : IEntityTypeConfiguration<LifecycleChange>
{
    public void Configure(EntityTypeBuilder<LifecycleChange> builder)
    {
        builder.ToTable("lifecycle_changes");
        builder.HasKey(one => new { one.CustomerId, one.At, one.ChangeSetId, one.Ordinal });
        builder.Property(one => one.FromLifecycle).HasConversion(new Columns.LowerCaseConverter<Lifecycle>()).HasMaxLength(Limits.Code);
        builder.Property(one => one.ToLifecycle).AsLowerCase();
        builder.Property(one => one.Reason).HasMaxLength(Limits.Text);
        builder.HasIndex(one => one.At);
        builder.HasCustomerOwner();
    }
}

/// <summary>Writes the steps down when customers are saved.</summary>
internal static class LifecycleHistory
{
    /// <summary>What a saved customer's entry tells: null when its lifecycle stayed.</summary>
    public static LifecycleChange? Take(EntityEntry entry, DateTimeOffset now)
    {
        if (entry.Entity is not Customer customer || entry.State is not (EntityState.Added or EntityState.Modified))
            return null;
        var lifecycle = entry.Property(nameof(Customer.Lifecycle));
        if (entry.State == EntityState.Modified && Equals(lifecycle.OriginalValue, lifecycle.CurrentValue))
            return null;
        return new LifecycleChange
        {
            CustomerId = customer.Id,
            FromLifecycle = entry.State == EntityState.Added ? null : (Lifecycle)lifecycle.OriginalValue!,
            ToLifecycle = customer.Lifecycle,
            At = entry.State == EntityState.Added && customer.CreatedAt < now ? customer.CreatedAt : now,
        };
    }
}
