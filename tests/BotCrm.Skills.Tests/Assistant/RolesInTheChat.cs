using System.Text.Encodings.Web;
using System.Text.Json;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Contracts;
using BotCrm.Core.Payments;
using BotCrm.Core.Users;
using BotCrm.Skills.Assistant;
using BotCrm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Skills.Tests.Assistant;

/// <summary>Finance and a role of the company's own, as the offline assistant answers them: what they may is answered, what not is refused by name.</summary>
public sealed class RolesInTheChat : IAsyncLifetime
{
    /// <summary>Looks after customers without changing them, their contacts or amounts, and sees no notes.</summary>
    private static readonly Dictionary<string, RoleSettings> Own = new()
    {
        ["auditor"] = new() { Base = "support", Permissions = ["-customers.write", "-interactions.write", "-contacts.write"], HiddenFields = ["customer.notes"] },
    };

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private TestCrm crm = null!;
    private ServiceProvider services = null!;
    private int turns;

    public async Task InitializeAsync()
    {
        crm = await TestCrm.StartAsync(sample: true, change: options => options with { Roles = Own });
        await crm.UserAsync("aud", "Aud Ito", new Role("auditor"));
        await crm.UserAsync("audzh", "季明", new Role("auditor"));
        services = new ServiceCollection().AddSingleton<TimeProvider>(crm.Clock).AddCrmCore(crm.Options).AddSkills().BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await crm.DisposeAsync();
    }

    [Theory]
    [InlineData("fiona", "who owes us money?", "Northwind")]
    [InlineData("fiona", "how much does Northwind owe us?", "4,200")]
    [InlineData("fiona", "show the contracts of Northwind", "Northwind")]
    [InlineData("fiona", "show the payments of Northwind", "4,200")]
    [InlineData("qianli", "谁欠我们钱", "华创")]
    [InlineData("qianli", "华创还欠我们多少钱", "华创")]
    [InlineData("qianli", "华创的合同", "华创")]
    [InlineData("aud", "show the contacts of Acme", "Maria Lopez")]
    [InlineData("aud", "show unassigned tickets", "ticket")]
    [InlineData("audzh", "恒通物流的联系人", "王强")]
    public async Task What_the_role_may_is_answered(string login, string sentence, string shown)
    {
        var reply = await SayAsync(login, sentence);
        Assert.IsNotType<NotUnderstoodReply>(reply);
        Assert.Contains(shown, Whole(reply), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Permissions.All, policy => reply.Text.Contains($"({policy})", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fiona", "opportunities of Acme", "opportunities.read")]
    [InlineData("fiona", "how is the pipeline this quarter?", "reports.sales")]
    [InlineData("fiona", "what did Maria say about the price?", "interactions.read")]
    [InlineData("fiona", "show the contacts of Acme", "contacts.read")]
    [InlineData("fiona", "delete contact Maria Lopez", "contacts.read")]
    [InlineData("fiona", "win Acme sensor refresh", "opportunities.read")]
    [InlineData("fiona", "create a contract for Acme, 48k, 12 months", "contracts.write")]
    [InlineData("fiona", "log a call with Acme: talked about prices", "interactions.write")]
    [InlineData("qianli", "恒通的商机", "opportunities.read")]
    [InlineData("qianli", "本季度的业绩怎么样", "reports.sales")]
    [InlineData("qianli", "给恒通打了个电话,谈价格", "interactions.write")]
    [InlineData("aud", "rename Acme Labs to Other", "customers.write")]
    [InlineData("aud", "log a call with Acme: talked about prices", "interactions.write")]
    [InlineData("aud", "show the contracts of Northwind", "contracts.read")]
    [InlineData("audzh", "给恒通物流打了个电话,谈价格", "interactions.write")]
    public async Task What_the_role_may_not_is_refused_with_the_policy_s_name(string login, string sentence, string policy) =>
        Assert.Contains($"({policy})", (await SayAsync(login, sentence)).Text, StringComparison.Ordinal);

    /// <summary>Neither what was sold, nor to whom, nor what was talked about.</summary>
    [Theory]
    [InlineData("fiona", "tell me about Acme", "Acme")]
    [InlineData("qianli", "恒通物流的情况", "恒通物流")]
    public async Task Finance_is_told_a_customer_s_name_and_no_sales_details(string login, string sentence, string name)
    {
        var said = Whole(await SayAsync(login, sentence));
        Assert.Contains(name, said, StringComparison.Ordinal);
        foreach (var detail in new[] { "Acme sensor refresh", "48,000", "Maria Lopez", "恒通仓储监测", "350,000", "王强" })
            Assert.DoesNotContain(detail, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finance_takes_a_payment_in()
    {
        var before = (await crm.GetAsync("fiona", new ListPayments { CustomerId = await NorthwindAsync() })).Items.Sum(payment => payment.Received);
        var reply = await SayAsync("fiona", "Northwind paid 4200");
        Assert.IsType<DoneReply>(reply);
        Assert.Equal(before + 4200, (await crm.GetAsync("fiona", new ListPayments { CustomerId = await NorthwindAsync() })).Items.Sum(payment => payment.Received));
    }

    /// <summary>Nobody is told to say what is refused then: neither at the greeting nor by the help.</summary>
    [Theory]
    [InlineData("fiona", "en")]
    [InlineData("qianli", "zh")]
    [InlineData("aud", "en")]
    [InlineData("audzh", "zh")]
    [InlineData("sam", "en")]
    [InlineData("lena", "en")]
    [InlineData("zhangwei", "zh")]
    public async Task What_greeting_and_help_propose_is_not_refused(string login, string language)
    {
        var actor = await crm.ActorAsync(login);
        var assistant = services.GetRequiredService<IAssistant>();
        var help = Assert.IsType<HelpReply>(await SayAsync(login, language == "en" ? "help" : "帮助"));
        var greeting = assistant.Greet(actor, language);
        Assert.NotEmpty(greeting.Suggestions);
        var refused = new List<string>();
        foreach (var example in greeting.Suggestions.Concat(help.Groups.SelectMany(group => group.Examples)).Distinct())
        {
            var reply = await SayAsync(login, example);
            if (Permissions.All.Any(policy => reply.Text.Contains($"({policy})", StringComparison.Ordinal)))
                refused.Add($"{example}: {reply.Text}");
        }

        Assert.Empty(refused);
    }

    private async Task<long> NorthwindAsync() =>
        (await crm.GetAsync("fiona", new ListContracts())).Items.First(contract => contract.CustomerName == "Northwind").CustomerId;

    /// <summary>Everything that a channel could show of it.</summary>
    private static string Whole(Reply reply) => JsonSerializer.Serialize(reply, reply.GetType(), Readable);

    /// <summary>Each in a conversation of its own.</summary>
    private async Task<Reply> SayAsync(string login, string sentence) =>
        (await services.GetRequiredService<IAssistant>().RunAsync(await crm.ActorAsync(login), new IncomingTurn($"t{++turns}", "test", $"c{turns}", sentence)))[^1];
}
