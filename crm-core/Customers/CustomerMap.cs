using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Customers;

internal sealed class CustomerMap : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.HasCustomFields();
        builder.IsRecord("customers");
        builder.Property(customer => customer.Name).HasMaxLength(Limits.Name).SortsWithoutCase();
        builder.Property(customer => customer.Industry).HasMaxLength(Limits.Word);
        builder.Property(customer => customer.City).HasMaxLength(Limits.Word);
        builder.Property(customer => customer.Source).HasMaxLength(Limits.Word);
        builder.Property(customer => customer.Lifecycle).AsLowerCase();
        builder.Property(customer => customer.Notes).HasMaxLength(Limits.LongText);
        builder.PrimitiveCollection(customer => customer.Aliases).ElementType().HasMaxLength(Limits.Name);
        builder.PrimitiveCollection(customer => customer.Tags).ElementType().HasMaxLength(Limits.Word);
        builder.Property(customer => customer.RegistrationNumber).HasMaxLength(Limits.Word);
        builder.Property(customer => customer.Website).HasMaxLength(Limits.Website);
        builder.PrimitiveCollection(customer => customer.EmailDomains).ElementType().HasMaxLength(Limits.Word);
        builder.Property(customer => customer.Phone).HasMaxLength(Limits.Phone).IsSealed();
        builder.HasBlindIndex(nameof(Customer.Phone), BlindForm.Phone, "PhoneIndex");
        builder.Property(customer => customer.Address).HasMaxLength(Limits.Text);
        builder.Property(customer => customer.Country).HasMaxLength(Limits.Word);
        builder.Property(customer => customer.Size).HasConversion(new Columns.LowerCaseConverter<CompanySize>()).HasMaxLength(Limits.Code);
        builder.Property(customer => customer.RevenueCurrency).HasMaxLength(Limits.Currency);
        builder.Property(customer => customer.Preferences).HasMaxLength(Limits.LongText);
        builder.RefersTo<Customer, Customer>(nameof(Customer.ParentId));
        builder.RefersTo<Customer, User>(nameof(Customer.OwnerId));
        builder.HasIndex(customer => new { customer.Name, customer.Id });
        builder.HasIndex(customer => customer.LastInteractionAt);
        builder.HasIndex(customer => new { customer.Lifecycle, customer.Name, customer.Id });
    }
}
