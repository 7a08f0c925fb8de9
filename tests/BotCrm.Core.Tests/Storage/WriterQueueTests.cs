using BotCrm.Core.Storage;
using BotCrm.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotCrm.Core.Tests.Storage;

public sealed class WriterQueueTests
{
    [Fact]
    public async Task People_come_before_the_programs_own_work_but_not_for_ever()
    {
        var queue = new WriterQueue(NullLogger.Instance);
        var order = new List<string>();
        var first = await queue.EnterAsync("first", false, CancellationToken.None);
        var waiting = new List<Task>();
        for (var i = 0; i < 2; i++)
            waiting.Add(TurnAsync(queue, order, "program", true));
        for (var i = 0; i < WriterQueue.PeopleInARow + 1; i++)
            waiting.Add(TurnAsync(queue, order, "person", false));
        Assert.Equal(waiting.Count, queue.Figures().Waiting);
        first.Dispose();
        await Task.WhenAll(waiting);
        Assert.Equal([.. Enumerable.Repeat("person", WriterQueue.PeopleInARow), "program", "person", "program"], order);
        var figures = queue.Figures();
        Assert.Equal((0, waiting.Count + 1), (figures.Waiting, (int)figures.Turns.Count));
    }

    [Fact]
    public async Task Who_goes_away_while_waiting_holds_up_nobody()
    {
        var queue = new WriterQueue(NullLogger.Instance);
        var first = await queue.EnterAsync("first", false, CancellationToken.None);
        using var impatient = new CancellationTokenSource();
        var left = queue.EnterAsync("impatient", false, impatient.Token);
        var next = queue.EnterAsync("next", false, CancellationToken.None);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        first.Dispose();
        // Twice is once.
        first.Dispose();
        (await next).Dispose();
        (await queue.EnterAsync("last", true, CancellationToken.None)).Dispose();
    }

    /// <summary>Hundreds of users are read for it; a customer changed by another instance is no reason to.</summary>
    [Fact]
    public async Task The_directory_is_read_again_only_when_users_or_teams_changed()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await using var other = await crm.StartAnotherAsync();
        await crm.CustomerAsync("lena", "Acme");
        var known = await ((Crm)other.Crm).DirectoryAsync(default);
        await crm.CustomerAsync("lena", "Globex");
        Assert.Same(known, await ((Crm)other.Crm).DirectoryAsync(default));
        Assert.Equal(crm.Crm.ChangeSequence, other.Crm.ChangeSequence);
        await crm.DoAsync("admin", new Users.UpdateUser { Id = (await crm.ActorAsync("lena")).UserId, Name = "Lena Z." });
        Assert.Equal("Lena Z.", (await other.Crm.FindActorByLoginAsync("lena"))!.Name);
    }

    private static async Task TurnAsync(WriterQueue queue, List<string> order, string who, bool itself)
    {
        using (await queue.EnterAsync(who, itself, CancellationToken.None))
            order.Add(who);
    }
}
