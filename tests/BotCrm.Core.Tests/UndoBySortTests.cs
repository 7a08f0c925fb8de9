using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Merging;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Tickets;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

/// <summary>"Undo the merge" means the merge, not what came after it.</summary>
public sealed class UndoBySortTests
{
    [Fact]
    public async Task A_change_is_found_by_what_it_did()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var (acme, labs) = (await crm.CustomerAsync("lena", "Acme"), await crm.CustomerAsync("lena", "Acme Labs"));
        await crm.ContactAsync("lena", labs.Id, "Ines Wolf");
        var (first, second) = (await crm.TicketAsync("lena", acme.Id, "down"), await crm.TicketAsync("lena", acme.Id, "still down"));
        var deal = await crm.OpportunityAsync("lena", acme.Id, "Sensors");
        Assert.Null(await FindAsync(ChangeSort.Merge));
        Assert.Null(await FindAsync(ChangeSort.Stage));

        await crm.DoAsync("lena", new MoveStage { Id = deal.Id, Stage = Stage.Proposal });
        var moved = await FindAsync(null);
        await crm.DoAsync("marta", new MergeCustomers { SourceId = labs.Id, TargetId = acme.Id });
        await crm.DoAsync("marta", new UpdateCustomer { Id = acme.Id, City = "Kiel" });
        var merged = (await crm.AskAsync("marta", new FindLastChangeSet { Sort = ChangeSort.Merge })).Value;
        Assert.Contains(merged!.Changes, one => one.Name == "Acme Labs" && one.Operation == "delete");
        await crm.DoAsync("lena", new UpdateOpportunity { Id = deal.Id, Amount = 5 });
        Assert.Equal(moved!.Id, (await FindAsync(ChangeSort.Stage))!.Id);
        await crm.DoAsync("lena", new MergeTickets { Id = second.Id, IntoId = first.Id });
        var tickets = await FindAsync(null);
        Assert.Equal(tickets!.Id, (await FindAsync(ChangeSort.Merge))!.Id);
        await crm.DoAsync("lena", new DeleteContact { Id = (await crm.ContactAsync("lena", acme.Id, "Erik")).Id });
        Assert.Equal(tickets.Id, (await FindAsync(ChangeSort.Merge))!.Id);

        async Task<ChangeSetView?> FindAsync(ChangeSort? sort) => (await crm.AskAsync("lena", new FindLastChangeSet { Sort = sort })).Value;
    }
}
