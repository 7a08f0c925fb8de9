using System.Net;
using System.Text.Json.Nodes;
using BotCrm.Bot.Tests.Api;
using BotCrm.Bot.Turns;
using BotCrm.Skills.Assistant;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Bot.Tests.Configuration;

/// <summary>A company with two pipelines of its own, over the sample company that was made with the shipped one: its stages are what configuration dropped.</summary>
public sealed class PipelineEndToEndTests
{
    private static readonly (string Code, string En, string Zh, (string Code, string En, string Zh, int Probability, string Kind)[] Stages)[] Two =
    [
        ("projects", "Projects", "项目",
        [
            ("enquiry", "Enquiry", "询价", 10, "open"), ("site_survey", "Site survey", "现场勘察", 40, "open"), ("sample_test", "Sample test", "打样", 60, "open"),
            ("signed", "Signed", "已签", 100, "won"), ("dropped", "Dropped", "放弃", 0, "lost"),
        ]),
        ("renewals", "Renewals", "续约",
        [
            ("due_soon", "Due soon", "即将到期", 70, "open"), ("renewed", "Renewed", "已续约", 100, "won"), ("expired", "Let go", "未续约", 0, "lost"),
        ]),
    ];

    private int turns;

    [Fact]
    public async Task Own_stages_are_understood_listed_counted_and_moved_to_and_dropped_ones_moved_on()
    {
        await using var bot = await TestBot.StartAsync([.. Settings()]);
        var lena = await ApiClient.SignInAsync(bot, "lena");
        var pipelines = (await lena.GetAsync("pipelines")).Json!.AsArray();
        Assert.Equal(["projects", "renewals"], pipelines.Select(one => (string)one!["code"]!));
        pipelines[0]!["stages"]![1].Has(("code", "site_survey"), ("nameEn", "Site survey"), ("nameZh", "现场勘察"), ("probability", 40));

        var customer = await lena.CreateCustomerAsync("Quayside");
        var sale = await lena.CreateAsync("opportunities", new { customer, name = "Quayside cranes", amount = 1000, closeDate = "2026-12-15" });
        sale.Has(("pipeline", "projects"), ("stage", "enquiry"), ("stageName", "Enquiry"), ("probability", 10));
        (await lena.CreateAsync("opportunities", new { customer, name = "Quayside care", amount = 500, stage = "due_soon", closeDate = "2026-12-15" })).Has(("pipeline", "renewals"), ("probability", 70));
        var path = "opportunities/" + sale["id"];

        Assert.Contains("Enquiry → Site survey", await SayAsync(bot, "lena", "move Quayside cranes to site survey"), StringComparison.Ordinal);
        Assert.Equal("site_survey", (await lena.GetAsync(path))["stage"]);
        Assert.Contains("Quayside cranes", await SayAsync(bot, "lena", "list opportunities in site survey"), StringComparison.Ordinal);
        var asked = await SayAsync(bot, "lena", "move Quayside cranes to negotiation");
        Assert.Equal("site_survey", (await lena.GetAsync(path))["stage"]);
        Assert.Contains("Sample test", asked, StringComparison.Ordinal);

        // What the shipped pipeline left behind keeps its stage, is shown by its code, is counted, and goes on.
        var dropped = (await lena.AllAsync("opportunities?stage=negotiation", 10)).Single(one => (string)one["name"]! == "Fabrikam line 4");
        dropped.Has(("stageName", "negotiation"), ("pipeline", "sales"));
        var report = (await lena.GetAsync("reports/pipeline")).Json!;
        Assert.Contains(report["open"]!.AsArray(), row => (string)row!["stage"]! == "site_survey" && (decimal)row["amount"]!["amount"]! == 1000);
        Assert.Contains(report["open"]!.AsArray(), row => (string)row!["stage"]! == "negotiation");
        var open = await lena.AllAsync("opportunities?open=true", 50);
        Assert.Equal(open.Count, (int)report["openCount"]!);
        var forecast = (await lena.GetAsync("reports/forecast?from=2026-12-15&to=2026-12-15")).Json!["items"]!.AsArray().Single(row => (string)row!["currency"]! == "EUR")!;
        // 1000 at 40 % and 500 at 70 %.
        Assert.Equal(750m, (decimal)forecast["weighted"]!["amount"]!);

        var preview = await lena.PostAsync("bulk/preview", new { kind = "opportunity", owner = "me", stage = "negotiation", change = new { stage = "Sample test" } });
        preview.Json.Has(("refused", 0));
        var moved = await lena.PostAsync("bulk", new { kind = "opportunity", owner = "me", stage = "negotiation", change = new { stage = "Sample test" }, token = preview["token"] });
        Assert.True(moved.Status == HttpStatusCode.OK, moved.Text);
        (await lena.GetAsync("opportunities/" + dropped["id"])).Json.Has(("stage", "sample_test"), ("pipeline", "projects"), ("stageName", "Sample test"));

        Assert.Contains("Site survey → Signed", await SayAsync(bot, "lena", "we won Quayside cranes"), StringComparison.Ordinal);
        (await lena.GetAsync(path)).Json.Has(("stage", "signed"), ("pipeline", "projects"));
    }

    [Fact]
    public async Task The_same_in_Chinese()
    {
        await using var bot = await TestBot.StartAsync([.. Settings()]);
        var lina = await ApiClient.SignInAsync(bot, "lina");
        var sale = await lina.CreateAsync("opportunities", new { customer = "恒通物流", name = "恒通二期", amount = 90000 });
        Assert.Contains("现场勘察", await SayAsync(bot, "lina", "把恒通二期推进到现场勘察"), StringComparison.Ordinal);
        Assert.Equal("site_survey", (await lina.GetAsync("opportunities/" + sale["id"]))["stage"]);
        Assert.Contains("恒通二期", await SayAsync(bot, "lina", "现场勘察阶段有哪些商机"), StringComparison.Ordinal);
    }

    private async Task<string> SayAsync(TestBot bot, string login, string text)
    {
        var id = "t" + ++turns;
        var result = await bot.Services.GetRequiredService<ITurnPipeline>().RunAsync(new Sender(null, login, null), new IncomingTurn(id, "webchat", "c-" + login, text));
        return string.Join('\n', result.Replies.Select(reply => reply.Text + (reply is QuestionReply question ? string.Join(", ", question.Choices.Select(choice => choice.Label)) : "")));
    }

    private static IEnumerable<string> Settings()
    {
        for (var i = 0; i < Two.Length; i++)
        {
            var at = $"--Pipelines:{i}";
            yield return $"{at}:Code={Two[i].Code}";
            yield return $"{at}:Name:En={Two[i].En}";
            yield return $"{at}:Name:Zh={Two[i].Zh}";
            for (var j = 0; j < Two[i].Stages.Length; j++)
            {
                var stage = Two[i].Stages[j];
                yield return $"{at}:Stages:{j}:Code={stage.Code}";
                yield return $"{at}:Stages:{j}:Name:En={stage.En}";
                yield return $"{at}:Stages:{j}:Name:Zh={stage.Zh}";
                yield return $"{at}:Stages:{j}:Probability={stage.Probability}";
                yield return $"{at}:Stages:{j}:Kind={stage.Kind}";
            }
        }
    }
}
