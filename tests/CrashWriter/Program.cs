using System.Globalization;
using BotCrm.Core;
using BotCrm.Core.Automation;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Transfer;
using Microsoft.Extensions.DependencyInjection;

// Writes to the CRM in the given file or database, several writers at once, and prints the ids of each customer and contact after the commit that keeps
// them, until it is killed.
// With "rules" and an instant it acts on the rules that are due then, and prints how many notices admin has, until it is killed.
// With "import" and a number after them it runs that import instead, and prints how many rows are done after each batch.
var connection = args.ElementAtOrDefault(1) is { Length: > 1 } given ? given : null;
var options = new CrmOptions { Path = args[0], Provider = connection is null ? StoreProvider.Sqlite : StoreProvider.Postgres, ConnectionString = connection };
var clock = args is [_, _, "rules", var instant] ? new StandingClock(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture)) : TimeProvider.System;
var services = new ServiceCollection().AddSingleton(clock).AddCrmCore(options).BuildServiceProvider();
await CrmStartup.PrepareAsync(services);
var crm = services.GetRequiredService<ICrm>();
var admin = (await crm.FindActorByLoginAsync("admin"))!;
var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
if (args is [_, _, "rules", _])
{
    var background = services.GetRequiredService<BackgroundWork>();
    var work = Task.Run(() => background.RunDueAsync(background.Tasks.Single(one => one.Name == "rules")));
    while (!work.IsCompleted)
    {
        output.WriteLine((await crm.AskAsync(admin, new Origin("crash"), new ListNotifications { Paging = new(200) })).Value.Items.Count);
        await Task.Delay(1);
    }
    await work;
    return;
}
if (args is [_, _, "import", var import])
{
    var task = services.GetServices<IBackgroundTask>().Single(one => one.Name == "imports");
    var work = Task.Run(() => task.RunAsync(DateTimeOffset.UnixEpoch, default));
    var told = 0;
    while (!work.IsCompleted)
    {
        var done = (await crm.AskAsync(admin, new Origin("crash"), new GetImport { Id = long.Parse(import, CultureInfo.InvariantCulture) })).Value.Counts.Done;
        if (done != told)
            output.WriteLine(told = done);
        await Task.Delay(2);
    }
    await work;
    return;
}
var number = 0;
await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
{
    while (true)
    {
        await using var session = await crm.OpenWriteAsync(admin, new Origin("crash", Sentence: "write until killed"));
        var customer = (await session.RunAsync(new CreateCustomer { Name = $"Customer {Interlocked.Increment(ref number)} {Guid.NewGuid():N}" })).Value;
        var contact = (await session.RunAsync(new AddContact { CustomerId = customer.Id, Name = "Somebody" })).Value;
        var set = await session.CommitAsync();
        lock (output)
            output.WriteLine($"{customer.Id} {contact.Id} {set}");
    }
})));

internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
