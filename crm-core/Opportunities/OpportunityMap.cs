using BotCrm.Core.Customers;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Opportunities;

internal sealed class OpportunityMap : IEntityTypeConfiguration<Opportunity>
{
    public void Configure(EntityTypeBuilder<Opportunity> builder)
    {
        builder.HasCustomFields();
        builder.IsRecord("opportunities");
        builder.Property(opportunity => opportunity.Name).HasMaxLength(Limits.Name).SortsWithoutCase();
        builder.Property(opportunity => opportunity.Pipeline).HasMaxLength(Limits.Code);
        builder.Property(opportunity => opportunity.Stage).HasConversion(stage => stage.Code, stored => new Stage(stored)).HasMaxLength(Limits.Code);
        builder.Property(opportunity => opportunity.Currency).HasMaxLength(Limits.Currency);
        builder.Property(opportunity => opportunity.LossReason).HasMaxLength(Limits.Text);
        builder.RefersTo<Opportunity, Customer>(nameof(Opportunity.CustomerId));
        builder.RefersTo<Opportunity, User>(nameof(Opportunity.OwnerId));
        builder.HasIndex(opportunity => opportunity.CloseDate);
        builder.HasIndex(opportunity => opportunity.ClosedAt).HasFilter("closed_at IS NOT NULL");
        builder.HasCustomerOwner();
    }
}
