using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Privacy.Consents;

internal sealed class ConsentMap : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.IsRecord("consents");
        builder.Property(consent => consent.Purpose).HasMaxLength(Limits.Word);
        builder.Property(consent => consent.Channel).HasMaxLength(Limits.Word);
        builder.Property(consent => consent.Proof).HasMaxLength(Limits.Text).IsSealed();
        builder.RefersTo<Consent, Contact>(nameof(Consent.ContactId));
        builder.RefersTo<Consent, User>(nameof(Consent.RecordedById));
    }
}
