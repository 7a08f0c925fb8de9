using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Contracts;

internal sealed class ContractMap : IEntityTypeConfiguration<Contract>
{
    public void Configure(EntityTypeBuilder<Contract> builder)
    {
        builder.IsRecord("contracts");
        builder.Property(contract => contract.Number).HasMaxLength(Limits.Code);
        builder.Property(contract => contract.Title).HasMaxLength(Limits.Name).SortsWithoutCase();
        builder.Property(contract => contract.Currency).HasMaxLength(Limits.Currency);
        builder.Property(contract => contract.ValueReason).HasMaxLength(Limits.Text);
        builder.Property(contract => contract.Renewal).AsLowerCase();
        builder.Property(contract => contract.Status).AsLowerCase();
        builder.Property(contract => contract.CancelReason).HasMaxLength(Limits.Text);
        builder.RefersTo<Contract, Customer>(nameof(Contract.CustomerId));
        builder.RefersTo<Contract, Opportunity>(nameof(Contract.OpportunityId));
        builder.RefersTo<Contract, Quote>(nameof(Contract.QuoteId));
        builder.RefersTo<Contract, Contract>(nameof(Contract.RenewsId));
        builder.RefersTo<Contract, User>(nameof(Contract.OwnerId));
        builder.HasIndex(contract => contract.Number).IsUnique();
        // However many instances renew at the same time: a contract has one follower.
        builder.HasIndex(contract => contract.RenewsId).IsUnique();
    }
}
