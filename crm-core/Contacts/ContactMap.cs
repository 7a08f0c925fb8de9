using BotCrm.Core.Customers;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Contacts;

internal sealed class ContactMap : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.HasCustomFields();
        builder.IsRecord("contacts");
        builder.Property(contact => contact.Name).HasMaxLength(Limits.Name).SortsWithoutCase();
        builder.Property(contact => contact.Title).HasMaxLength(Limits.Name);
        builder.Property(contact => contact.Phone).HasMaxLength(Limits.Phone).IsSealed();
        builder.Property(contact => contact.Email).HasMaxLength(Limits.Email).IsSealed();
        builder.Property(contact => contact.WeChat).HasMaxLength(Limits.Word).HasColumnName("wechat").IsSealed();
        builder.Property(contact => contact.IdNumber).HasMaxLength(Limits.IdNumber).IsSealed();
        builder.HasBlindIndex(nameof(Contact.Phone), BlindForm.Phone, "PhoneIndex");
        builder.HasBlindIndex(nameof(Contact.Email), BlindForm.Email, "EmailIndex");
        builder.HasBlindIndex(nameof(Contact.Email), BlindForm.EmailDomain, "EmailDomainIndex");
        builder.HasBlindIndex(nameof(Contact.WeChat), BlindForm.Handle, "WechatIndex");
        builder.HasBlindIndex(nameof(Contact.IdNumber), BlindForm.Number, "IdNumberIndex");
        builder.Property(contact => contact.Notes).HasMaxLength(Limits.LongText);
        builder.Property(contact => contact.DecisionRole).HasConversion(new Columns.LowerCaseConverter<DecisionRole>()).HasMaxLength(Limits.Code);
        builder.Property(contact => contact.PreferredChannel).HasConversion(new Columns.LowerCaseConverter<ContactChannel>()).HasMaxLength(Limits.Code);
        builder.Property(contact => contact.Language).HasMaxLength(Limits.Language);
        builder.RefersTo<Contact, Customer>(nameof(Contact.CustomerId));
        builder.HasCustomerOwner();
    }
}
