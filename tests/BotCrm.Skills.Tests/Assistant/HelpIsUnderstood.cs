using BotCrm.Skills.Assistant;
using BotCrm.Skills.Dialogues;
using BotCrm.Skills.Understanding;
using BotCrm.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Skills.Tests.Assistant;

/// <summary>What the help proposes, the offline model understands.</summary>
public sealed class HelpIsUnderstood
{
    [Fact]
    public async Task Every_example_is_a_call()
    {
        await using var crm = await TestCrm.StartAsync(sample: true);
        await crm.UserAsync("fin", "Fin", BotCrm.Core.Access.Role.Finance);
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(crm.Clock).AddSingleton(crm.Crm).AddSingleton<OfflineChatClient>().BuildServiceProvider();
        var model = services.GetRequiredService<OfflineChatClient>();
        var wrong = new List<string>();
        var asked = 0;
        foreach (var (login, language) in new[] { ("lena", "en"), ("marta", "en"), ("sam", "en"), ("fin", "en"), ("fin", "zh"), ("lina", "zh"), ("zhangwei", "zh"), ("linxue", "zh") })
        {
            var actor = await crm.ActorAsync(login);
            var help = HelpSkill.For(new Words(language, actor.TimeZone), actor.Rights, null);
            // What corrects something needs something to correct.
            var plan = new PlannedCall("log_interaction", new Dictionary<string, object?> { ["customer"] = language == "en" ? "Acme" : "恒通", ["kind"] = "call", ["summary"] = "x" });
            var facts = new TurnFacts(actor, crm.Clock.GetUtcNow(), Dialogue.Empty with { LastPlan = [plan] });
            foreach (var example in help.Groups.SelectMany(g => g.Examples).Concat(help.Suggestions))
            {
                asked++;
                var response = await model.GetResponseAsync(example, new ChatOptions { AdditionalProperties = new AdditionalPropertiesDictionary { [TurnFacts.Key] = facts } });
                if (!response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Any()) wrong.Add($"{login}: {example}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(asked > 60);
    }

    [Theory]
    [InlineData("marta", "en")]
    [InlineData("zhangwei", "zh")]
    public async Task The_questions_for_numbers_lead_to_the_four_reports(string login, string language)
    {
        await using var crm = await TestCrm.StartAsync(sample: true);
        using var model = new OfflineChatClient(crm.Crm);
        var actor = await crm.ActorAsync(login);
        var facts = new TurnFacts(actor, crm.Clock.GetUtcNow(), Dialogue.Empty);
        var tools = new List<string>();
        foreach (var example in new Words(language, actor.TimeZone).Say("help.reports").Split('\n'))
        {
            var response = await model.GetResponseAsync(example, new ChatOptions { AdditionalProperties = new AdditionalPropertiesDictionary { [TurnFacts.Key] = facts } });
            tools.AddRange(response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Select(c => c.Name));
        }

        Assert.Equal(["pipeline", "forecast", "performance", "needs_attention"], tools);
    }
}
