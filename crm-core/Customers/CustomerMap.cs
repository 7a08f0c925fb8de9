using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Customers;

internal sealed class CustomerMap : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.IsRecord("customers");
        builder.Property(customer => customer.Name).HasMaxLength(Limits.Name).SortsWithoutCase();
        builder.Property(customer => customer.Industry).HasMaxLength(Limits.Word);
        builder.Property(customer => customer.City).HasMaxLength(Limits.Word);
        builder.Property(customer => customer.Source).HasMaxLength(Limits.Word);
        builder.Property(customer => customer.Lifecycle).AsLowerCase();
        builder.Property(customer => customer.Notes).HasMaxLength(Limits.LongText);
        builder.PrimitiveCollection(customer => customer.Aliases).ElementType().HasMaxLength(Limits.Name);
        builder.PrimitiveCollection(customer => customer.Tags).ElementType().HasMaxLength(Limits.Word);
        builder.RefersTo<Customer, User>(nameof(Customer.OwnerId));
        builder.HasIndex(customer => new { customer.Name, customer.Id });
        builder.HasIndex(customer => customer.LastInteractionAt);
    }
}
