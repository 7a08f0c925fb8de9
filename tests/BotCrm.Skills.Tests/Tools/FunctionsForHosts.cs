using System.Text.Json;
using BotCrm.Core;
using BotCrm.Core.Customers;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Tests.Support;
using BotCrm.Skills.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Skills.Tests.Tools;

/// <summary>The skills as MCP, Semantic Kernel or an agent would call them.</summary>
public sealed class FunctionsForHosts
{
    [Fact]
    public async Task A_call_goes_through_the_same_gate()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var task = await FunctionAsync(crm, "lena", "create_task");
        var done = await CallAsync(task, new { title = "From outside", due = "2026-12-01" });
        Assert.Equal("done", done.Status);
        Assert.NotNull(done.ChangeSet);
        Assert.Single((await crm.Crm.GetAsync("lena", new ListTasks { Search = "From outside" })).Items);
        var set = await crm.Crm.GetAsync("lena", new Core.Audit.GetChangeSet { Id = done.ChangeSet!.Value });
        Assert.Equal("lena", set.Actor);

        Assert.Equal(("refused", "unknown_argument"), Brief(await CallAsync(task, new { title = "x", actor = "admin" })));
        Assert.Equal("question", (await CallAsync(task, new { due = "2026-12-01" })).Status);
        Assert.Equal(("refused", "name_not_found"), Brief(await CallAsync(await FunctionAsync(crm, "lena", "customer_summary"), new { customer = "Tailspin" })));
    }

    [Fact]
    public async Task Risky_ones_ask_for_approval_and_are_refused_without_a_confirmation_for_exactly_these_arguments()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var delete = await FunctionAsync(crm, "marta", "delete_customer");
        Assert.IsType<ApprovalRequiredAIFunction>(delete);

        var first = await CallAsync(delete, new { customer = "Acme Labs" });
        Assert.Equal("needs_confirmation", first.Status);
        Assert.DoesNotContain(first.Confirmation!, JsonSerializer.Serialize(first), StringComparison.Ordinal);

        Assert.Equal("needs_confirmation", (await CallAsync(delete, new { customer = "Fabrikam" }, first.Confirmation)).Status);
        Assert.Equal("needs_confirmation", (await CallAsync(delete, new { customer = "Acme Labs" }, "abc.1.def")).Status);
        Assert.Equal("needs_confirmation", (await CallAsync(delete, new { customer = "Acme Labs" }, first.Confirmation + "0")).Status);
        Assert.Equal("needs_confirmation", (await CallAsync(await FunctionAsync(crm, "admin", "delete_customer"), new { customer = "Acme Labs" }, first.Confirmation)).Status);
        Assert.Single((await crm.Crm.GetAsync("marta", new ListCustomers { Search = "Acme Labs" })).Items);

        Assert.Equal("done", (await CallAsync(delete, new { customer = "Acme Labs" }, first.Confirmation)).Status);
        Assert.Equal("refused", (await CallAsync(delete, new { customer = "Acme Labs" }, first.Confirmation)).Status);
    }

    [Fact]
    public async Task A_confirmation_expires()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var delete = await FunctionAsync(crm, "marta", "delete_customer");
        var first = await CallAsync(delete, new { customer = "Acme Labs" });
        crm.Clock.Advance(SkillFunction.ConfirmationLifetime + TimeSpan.FromSeconds(1));
        Assert.Equal("needs_confirmation", (await CallAsync(delete, new { customer = "Acme Labs" }, first.Confirmation)).Status);
    }

    [Fact]
    public async Task Arguments_may_come_as_json_and_a_little_loose()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var create = await FunctionAsync(crm, "lena", "create_opportunity");
        var json = JsonDocument.Parse("""{"customer":"Acme","amount":"12,000","currency":"EUR","stage":"Proposal","close_date":"2026-12-24"}""").RootElement;
        var done = await CallAsync(create, json.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value));
        Assert.Contains("€12,000", done.Text, StringComparison.Ordinal);
        Assert.Contains("Thu 24 Dec 2026", done.Text, StringComparison.Ordinal);

        Assert.Equal("question", (await CallAsync(create, new { customer = "Acme", close_date = "2026-02-30" })).Status);
        Assert.Equal("question", (await CallAsync(create, new { customer = "Acme", amount = "a lot" })).Status);
        Assert.Equal(["lead", "qualified", "proposal", "negotiation"], (await CallAsync(create, new { customer = "Acme", stage = "hot" })).Choices.Select(c => c.Value));
    }

    private static (string, string?) Brief(SkillCallResult result) => (result.Status, result.Code);

    private static async Task<AIFunction> FunctionAsync(AssistantFixture crm, string login, string name) =>
        crm.Services.GetRequiredService<ISkillCatalogue>().FunctionsFor(await crm.ActorAsync(login), new Origin("mcp")).Single(f => f.Name == name);

    private static async Task<SkillCallResult> CallAsync(AIFunction function, object arguments, string? confirmation = null)
    {
        var values = arguments as IDictionary<string, object?> ?? arguments.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(arguments));
        var call = new AIFunctionArguments(values);
        if (confirmation is not null) call.Context = new Dictionary<object, object?> { [SkillFunction.ConfirmationKey] = confirmation };
        return Assert.IsType<SkillCallResult>(await function.InvokeAsync(call));
    }
}
