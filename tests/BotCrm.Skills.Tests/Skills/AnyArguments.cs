using BotCrm.Core;
using BotCrm.Skills.Tests.Support;
using BotCrm.Skills.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Skills.Tests.Skills;

/// <summary>Whatever a model or a caller writes as arguments, a skill answers; it never breaks.</summary>
public sealed class AnyArguments
{
    private static readonly object?[] Odd =
    [
        "", " ", "Acme", "acme labs", "customer:1", "customer:16", "customer:99999999999999999999", "opportunity:-1", "ticket:25", "#25", "25", "user:3", "me", "我", "恒通", "team",
        "'; DROP TABLE customers; --", "<script>alert(1)</script>", "😀", "half \ud83d", "\u200b\u202e", "a,b", "[\"a\",\"b\"]", "[broken", new string('x', 500), new string('长', 12_000),
        "2026-12-01", "2026-12-01T15:00", "2026-02-30", "0001-01-01", "9999-12-31", "9999-12-31T23:59", "2026-12-01T15:00+14:00", "tomorrow", "-1", "0", "1e400", "NaN", "12,000.505",
        0, -1, 1L, int.MaxValue, long.MaxValue, 1.5, 0.001m, -0.5, double.NaN, double.PositiveInfinity, decimal.MaxValue, true, false, null,
        new[] { "Maria", "Paul" }, new string[60], Array.Empty<string>(), new object?[] { 1, null, "x" }, new Dictionary<string, object?> { ["a"] = 1 }, "lead", "won", "urgent", "call", "open", "EUR", "XXX", "change:1",
    ];

    [Fact]
    public async Task Never_break_a_skill()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var random = new Random(4711);
        var broken = new List<string>();
        foreach (var login in new[] { "lena", "marta", "linxue" })
        {
            var functions = crm.Services.GetRequiredService<ISkillCatalogue>().FunctionsFor(await crm.ActorAsync(login), new Origin("test", "odd"));
            foreach (var function in functions)
            {
                var skill = SkillCatalogue.All.Single(s => s.Name == function.Name);
                for (var i = 0; i < 12; i++)
                {
                    var arguments = new Dictionary<string, object?>();
                    foreach (var argument in skill.Arguments)
                    {
                        // Mostly something the argument might be, so that the call gets past the first check; else anything.
                        if (argument.OneOf.Count > 0 && random.Next(3) > 0) arguments[argument.Name] = argument.OneOf[random.Next(argument.OneOf.Count)];
                        else if (argument.Required || random.Next(3) == 0) arguments[argument.Name] = Odd[random.Next(Odd.Length)];
                    }

                    try
                    {
                        var result = Assert.IsType<SkillCallResult>(await function.InvokeAsync(new AIFunctionArguments(arguments)));
                        Assert.Contains(result.Status, new[] { "done", "answered", "question", "needs_confirmation", "refused" });
                        Assert.False(string.IsNullOrWhiteSpace(result.Text));
                        Assert.DoesNotContain("{", result.Text, StringComparison.Ordinal);
                    }
                    catch (Exception failed)
                    {
                        broken.Add($"{login} {skill.Name}({string.Join(", ", arguments.Select(a => $"{a.Key}={Show(a.Value)}"))}): {failed.GetType().Name}: {failed.Message.Split('\n')[0]} {failed.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("BotCrm.", StringComparison.Ordinal))?.Trim()}");
                    }
                }
            }
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken.Take(20)));
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        string { Length: > 40 } text => text[..40] + "…",
        string text => text,
        System.Collections.IEnumerable => value.GetType().Name,
        _ => value.ToString() ?? "",
    };
}
