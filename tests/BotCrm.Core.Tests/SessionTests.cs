using BotCrm.Core.Audit;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class SessionTests
{
    [Fact]
    public async Task Everything_in_a_session_is_kept_together_or_not_at_all()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var lena = await crm.ActorAsync("lena");
        await using (var session = await crm.Crm.OpenWriteAsync(lena, TestCrm.Origin))
        {
            Assert.True((await session.RunAsync(new CreateCustomer { Name = "Acme" })).Ok);
            // Seen inside, not outside.
            Assert.Single((await session.AskAsync(new ListCustomers())).Value.Items);
            Assert.Empty((await crm.GetAsync("lena", new ListCustomers())).Items);
        }
        Assert.Empty((await crm.GetAsync("lena", new ListCustomers())).Items);
        var before = crm.Crm.ChangeSequence;
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).FirstBroken);
        await crm.CustomerAsync("lena", "Acme");
        Assert.Equal(before + 1, crm.Crm.ChangeSequence);
    }

    [Fact]
    public async Task After_a_failed_command_a_session_only_reads()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await using var session = await crm.Crm.OpenWriteAsync(await crm.ActorAsync("lena"), TestCrm.Origin);
        Assert.True((await session.RunAsync(new CreateCustomer { Name = "Acme" })).Ok);
        Assert.False((await session.RunAsync(new CreateCustomer { Name = "ACME Ltd." })).Ok);
        Assert.Single((await session.AskAsync(new ListCustomers())).Value.Items);
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.CommitAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.RunAsync(new CreateCustomer { Name = "Contoso" }));
    }

    [Fact]
    public async Task A_reading_session_neither_writes_nor_sees_later_changes()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", "Acme");
        await using var session = await crm.Crm.OpenReadAsync(await crm.ActorAsync("lena"), TestCrm.Origin);
        Assert.Single((await session.AskAsync(new ListCustomers())).Value.Items);
        await crm.CustomerAsync("lena", "Contoso");
        Assert.Single((await session.AskAsync(new ListCustomers())).Value.Items);
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.CommitAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.RunAsync(new CreateCustomer { Name = "Contoso" }));
    }

    [Fact]
    public async Task A_session_that_changed_nothing_commits_to_nothing()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await using var session = await crm.Crm.OpenWriteAsync(await crm.ActorAsync("lena"), TestCrm.Origin);
        Assert.Null(await session.CommitAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.CommitAsync());
    }

    [Fact]
    public async Task A_turn_is_committed_once_per_channel_and_conversation()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var turn = new Origin("teams", "19:chat", "add Acme", "turn-1");
        await crm.DoAsync("lena", new CreateCustomer { Name = "Acme" }, turn);
        await Assert.ThrowsAsync<TurnAlreadyCommittedException>(() => crm.TryAsync("lena", new CreateCustomer { Name = "Contoso" }, turn));
        Assert.Equal(["Acme"], (await crm.GetAsync("lena", new ListCustomers())).Items.Select(customer => customer.Name));
        await crm.DoAsync("lena", new CreateCustomer { Name = "Contoso" }, turn with { Conversation = "19:other" });
        await crm.DoAsync("lena", new CreateCustomer { Name = "Fabrikam" }, turn with { Channel = "web" });
        Assert.Equal(3, (await crm.GetAsync("lena", new ListCustomers())).Items.Count);
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).FirstBroken);
    }

    [Fact]
    public async Task Of_one_turn_delivered_many_times_at_once_one_is_kept()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var lena = await crm.ActorAsync("lena");
        var turn = new Origin("teams", "19:chat", "add Acme", "turn-1");
        var refused = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            try
            {
                await crm.Crm.RunAsync(lena, turn, new CreateCustomer { Name = $"Acme {number}" });
            }
            catch (TurnAlreadyCommittedException)
            {
                Interlocked.Increment(ref refused);
            }
        })));
        Assert.Equal(7, refused);
        Assert.Single((await crm.GetAsync("lena", new ListCustomers())).Items);
    }

    [Fact]
    public async Task Writers_take_turns_and_readers_do_not_wait()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var lena = await crm.ActorAsync("lena");
        await using (var first = await crm.Crm.OpenWriteAsync(lena, TestCrm.Origin))
        {
            await first.RunAsync(new CreateCustomer { Name = "Acme" });
            var second = crm.Crm.OpenWriteAsync(lena, TestCrm.Origin);
            Assert.Empty((await crm.GetAsync("lena", new ListCustomers())).Items);
            Assert.False(second.IsCompleted);
            await first.CommitAsync();
            await using var opened = await second;
            Assert.Single((await opened.AskAsync(new ListCustomers())).Value.Items);
        }
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => crm.CustomerAsync("lena", $"Customer {number}"))));
        Assert.Equal(21, (await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(CountTotal: true) })).Total);
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).FirstBroken);
    }

    [Fact]
    public async Task A_writer_that_gives_up_waiting_leaves_the_lock_alone()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var lena = await crm.ActorAsync("lena");
        using var patience = new CancellationTokenSource();
        await using (await crm.Crm.OpenWriteAsync(lena, TestCrm.Origin))
        {
            var second = crm.Crm.OpenWriteAsync(lena, TestCrm.Origin, patience.Token);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        }
        await crm.CustomerAsync("lena", "Acme");
    }

    [Fact]
    public async Task Ids_are_never_given_twice_not_even_after_a_rollback_or_restart()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var lena = await crm.ActorAsync("lena");
        var ids = new List<long>();
        for (var i = 0; i < 50; i++)
        {
            ids.Add((await crm.CustomerAsync("lena", $"Customer {i}")).Id);
            if (i % 7 == 0)
            {
                await using var dropped = await crm.Crm.OpenWriteAsync(lena, TestCrm.Origin);
                await dropped.RunAsync(new CreateCustomer { Name = "Dropped" });
            }
        }
        await using (var restarted = await crm.StartAnotherAsync())
        {
            for (var i = 50; i < 60; i++)
                ids.Add((await restarted.CustomerAsync("lena", $"Customer {i}")).Id);
        }
        for (var i = 60; i < 100; i++)
            ids.Add((await crm.CustomerAsync("lena", $"Customer {i}")).Id);
        Assert.Equal(100, ids.Distinct().Count());
    }

    [Fact]
    public async Task What_another_process_writes_is_noticed()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var lena = await crm.ActorAsync("lena");
        var before = crm.Crm.ChangeSequence;
        await using (var other = await crm.StartAnotherAsync())
        {
            await other.DoAsync("admin", new UpdateUser { Id = lena.UserId, Active = false });
            Assert.Equal(before + 1, crm.Crm.ChangeSequence);
            Assert.Null(await crm.Crm.FindActorByLoginAsync("lena"));
            await crm.CustomerAsync("marta", "Acme");
            Assert.Single((await other.GetAsync("marta", new ListCustomers())).Items);
        }
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).FirstBroken);
    }
}
