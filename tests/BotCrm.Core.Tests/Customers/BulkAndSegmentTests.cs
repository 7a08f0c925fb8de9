using BotCrm.Core.Audit;
using BotCrm.Core.Bulk;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Customers;

public sealed class BulkAndSegmentTests
{
    [Fact]
    public async Task A_segment_is_who_fits_now_for_whoever_asks()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var kiel = await crm.DoAsync("lena", new CreateCustomer { Name = "Harbour Tools", City = "kiel", Tags = ["Fair"], Profile = new CustomerProfile { Employees = 40 } });
        await crm.DoAsync("marek", new CreateCustomer { Name = "Dockworks", City = "Kiel", Tags = ["fair", "new"] });
        await crm.DoAsync("lena", new CreateCustomer { Name = "Inland", City = "Ulm", Tags = ["fair"] });
        var segment = await crm.DoAsync("lena", new SaveSegment { Name = "Coast", Filter = new CustomerFilter { Cities = ["KIEL"], TagsAll = ["FAIR"] }, Shared = true });
        Assert.Equal(1, segment.Count);
        Assert.Equal(2, (await crm.GetAsync("marta", new GetSegment { Id = segment.Id })).Count);
        Assert.Equal([kiel.Id], (await crm.GetAsync("lena", new ListCustomers { SegmentId = segment.Id })).Items.Select(one => one.Id));
        Assert.Equal([("kiel", 2), ("ulm", 1)], (await crm.GetAsync("marta", new CountCustomers { By = "city" })).Select(one => (one.Label.ToLowerInvariant(), one.Count)));
        Assert.Equal("own_records_only", (await crm.TryAsync("marek", new DeleteSegment { Id = segment.Id })).Failure!.Policy);
        Assert.Equal("segment_name_taken", (await crm.TryAsync("lena", new SaveSegment { Name = "coast", Filter = new CustomerFilter() })).Failure!.Code);
        Assert.Equal("amounts_hidden_from_support", (await crm.AskAsync("sam", new ListCustomers { Filter = new CustomerFilter { MinOpenAmount = 1 } })).Failure!.Policy);
        await crm.DoAsync("lena", new DeleteSegment { Id = segment.Id });
        await crm.DoAsync("lena", new UndoChangeSet { Id = (await crm.GetAsync("lena", new FindLastChangeSet()))!.Id });
        Assert.Equal(["KIEL"], (await crm.GetAsync("lena", new GetSegment { Id = segment.Id })).Filter.Cities);
    }

    [Theory]
    [InlineData("text", "tools")]
    [InlineData("amount", "Harbour Tools")]
    [InlineData("ticket", "Harbour Tools")]
    [InlineData("quiet", "Inland")]
    [InlineData("none", "Inland")]
    [InlineData("employees", "Harbour Tools")]
    public async Task Each_filter_finds_its_own(string what, string expected)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var harbour = await crm.DoAsync("lena", new CreateCustomer { Name = "Harbour Tools", Tags = ["fair"], Profile = new CustomerProfile { Employees = 40 } });
        var inland = await crm.DoAsync("lena", new CreateCustomer { Name = "Inland" });
        await crm.OpportunityAsync("lena", harbour.Id, "One", 600);
        await crm.OpportunityAsync("lena", harbour.Id, "Two", 500);
        await crm.OpportunityAsync("lena", inland.Id, "Three", 900);
        await crm.TicketAsync("lena", harbour.Id, "Broken");
        await crm.InteractionAsync("lena", harbour.Id);
        var filter = what switch
        {
            "text" => new CustomerFilter { Text = "tools" },
            "amount" => new CustomerFilter { MinOpenAmount = 1000 },
            "ticket" => new CustomerFilter { HasOpenTicket = true },
            "quiet" => new CustomerFilter { QuietDays = 5 },
            "none" => new CustomerFilter { TagsNone = ["FAIR"] },
            _ => new CustomerFilter { MinEmployees = 10, MaxEmployees = 50 },
        };
        Assert.Contains(expected, Assert.Single((await crm.GetAsync("lena", new ListCustomers { Filter = filter })).Items).Name, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_bulk_change_does_what_was_previewed_row_by_row_and_is_undone_as_one()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var ids = new List<long>();
        for (var i = 0; i < 30; i++)
            ids.Add((await crm.DoAsync(i % 2 == 0 ? "lena" : "marek", new CreateCustomer { Name = $"Firm {i}", AllowDuplicate = true, Tags = i < 5 ? ["hot"] : [] })).Id);
        var update = new BulkUpdate { Selection = new BulkSelection { Kind = Kinds.Customer, Ids = ids }, Change = new BulkChange { AddTags = ["hot"] } };
        await using (var session = await crm.Crm.OpenWriteAsync(await crm.ActorAsync("marta"), TestCrm.Origin))
        {
            var preview = (await session.RunAsync(update)).Value;
            Assert.Equal((25, 5, 0), (preview.Changed, preview.Unchanged, preview.Refused));
            update = update with { Token = preview.Token };
        }
        Assert.Empty((await crm.GetAsync("marta", new GetCustomer { Id = ids[9] })).Tags);
        var other = await crm.DoAsync("lena", new UpdateCustomer { Id = ids[8], City = "Ulm" });
        Assert.Equal("preview_outdated", (await crm.TryAsync("marta", update)).Failure!.Code);
        Assert.Empty((await crm.GetAsync("marta", new GetCustomer { Id = ids[9] })).Tags);
        var done = await crm.DoAsync("marta", update with { Token = null });
        Assert.Equal(25, done.Changed);
        Assert.All(ids, id => Assert.Equal(["hot"], crm.GetAsync("marta", new GetCustomer { Id = id }).Result.Tags));
        await crm.DoAsync("marta", new UndoChangeSet { Id = (await crm.GetAsync("marta", new FindLastChangeSet()))!.Id });
        Assert.Empty((await crm.GetAsync("marta", new GetCustomer { Id = ids[29] })).Tags);
        Assert.Equal("Ulm", (await crm.GetAsync("marta", new GetCustomer { Id = other.Id })).City);
    }

    [Fact]
    public async Task Rows_outside_the_rights_are_refused_one_by_one_and_invisible_ones_are_not_there()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var own = await crm.CustomerAsync("lena", "Acme");
        var hidden = await crm.CustomerAsync("lina", "恒通物流");
        var marek = (await crm.GetAsync("admin", new Users.ListUsers { Search = "Marek" })).Items[0].Id;
        var result = await crm.DoAsync("lena", new BulkUpdate { Selection = new BulkSelection { Kind = Kinds.Customer, Ids = [own.Id, hidden.Id] }, Change = new BulkChange { OwnerId = marek } });
        Assert.Equal((0, 1, "managers_assign_others"), (result.Changed, result.Refused, Assert.Single(result.Rows).Problem!.Policy));
        Assert.Equal("nothing_selected", (await crm.TryAsync("lena", new BulkUpdate { Selection = new BulkSelection { Kind = Kinds.Customer, Ids = [hidden.Id] }, Change = new BulkChange { AddTags = ["x"] } })).Failure!.Code);
        Assert.Equal("selection_needed", (await crm.TryAsync("lena", new BulkUpdate { Selection = new BulkSelection { Kind = Kinds.Customer }, Change = new BulkChange { AddTags = ["x"] } })).Failure!.Code);
        Assert.Equal("not_a_field", (await crm.TryAsync("lena", new BulkUpdate { Selection = new BulkSelection { Kind = Kinds.Customer, Ids = [own.Id] }, Change = new BulkChange { Stage = "lead" } })).Failure!.Code);
        var deal = await crm.OpportunityAsync("lena", own.Id, "Steel", 100);
        var there = await crm.OpportunityAsync("lena", own.Id, "Iron", 100);
        await crm.DoAsync("lena", new MoveStage { Id = there.Id, Stage = Stage.Proposal });
        var moved = await crm.DoAsync("lena", new BulkUpdate { Selection = new BulkSelection { Kind = Kinds.Opportunity, Ids = [deal.Id, there.Id] }, Change = new BulkChange { Stage = "proposal" } });
        Assert.Equal((1, 1), (moved.Changed, moved.Unchanged));
        Assert.Equal(BulkOutcome.Changed, moved.Rows.Single(row => row.Id == deal.Id).Outcome);
    }

    [Fact]
    public async Task The_last_bulk_change_is_found_under_newer_changes_and_its_undo_names_all_that_stand_in_the_way()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var ids = new List<long>();
        foreach (var name in new[] { "Harbour Tools", "Dockworks", "Inland" })
            ids.Add((await crm.DoAsync("lena", new CreateCustomer { Name = name })).Id);
        var last = new FindLastChangeSet { Sort = ChangeSort.Bulk, Conversation = "another" };
        Assert.Null(await crm.GetAsync("lena", last));
        await crm.DoAsync("lena", new BulkUpdate { Selection = new BulkSelection { Kind = Kinds.Customer, Ids = ids }, Change = new BulkChange { AddTags = ["fair"] } });
        await crm.DoAsync("lena", new BulkUpdate { Selection = new BulkSelection { Kind = Kinds.Customer, Ids = ids }, Change = new BulkChange { AddTags = ["fair"] } });
        await crm.DoAsync("lena", new CreateCustomer { Name = "Later" });
        Assert.Null(await crm.GetAsync("marta", last));
        var bulk = (await crm.GetAsync("lena", last))!;
        Assert.Equal(3, bulk.Changes.Count);

        await crm.DoAsync("marta", new UpdateCustomer { Id = ids[0], City = "Kiel" });
        await crm.DoAsync("marta", new UpdateCustomer { Id = ids[2], City = "Ulm" });
        var refused = (await crm.TryAsync("lena", new UndoChangeSet { Id = bulk.Id })).Failure!;
        Assert.Equal([("customer", ids[0], "Harbour Tools", "Marta Keller"), ("customer", ids[2], "Inland", "Marta Keller")], refused.Conflicts.Select(one => (one.Entity, one.Id, one.Name, one.By)));

        foreach (var _ in refused.Conflicts)
            await crm.DoAsync("marta", new UndoChangeSet { Id = (await crm.GetAsync("marta", new FindLastChangeSet()))!.Id });
        await crm.DoAsync("lena", new UndoChangeSet { Id = bulk.Id });
        Assert.Null(await crm.GetAsync("lena", last));
        Assert.Empty((await crm.GetAsync("lena", new GetCustomer { Id = ids[1] })).Tags);
    }
}
