using System.Net;
using BotCrm.Bot.Configuration;
using BotCrm.Bot.Tests.Api;
using BotCrm.Core;
using BotCrm.Skills.Assistant;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Bot.Tests.Packs;

/// <summary>Each pack as a company starts with it: its typical record over REST and in chat, in both languages.</summary>
public sealed class PackTests
{
    [Theory]
    [InlineData("retail", "customer", "store_format", "flagship", "kiosk", "trial_store", "return",
        "set Bluebird's store format to outlet", "Outlet", "把Bluebird的门店类型改成旗舰店", "旗舰店", "customers whose store format is flagship", "门店类型是旗舰店的客户", "add customer Redwing, store format pop-up", "Pop-up")]
    [InlineData("education", "customer", "school_type", "primary", "castle", "trial_lesson", "timetable",
        "set Bluebird's school type to secondary school", "Secondary school", "把Bluebird的学校类型改为小学", "小学", "customers whose school type is primary school", "学校类型为小学的客户", "add customer Redwing, number of students 250", "250")]
    [InlineData("medical", "customer", "facility_type", "hospital", "castle", "clinical_trial", "calibration",
        "change Bluebird's facility type to clinic", "Clinic", "把Bluebird的机构类型设为医院", "医院", "show customers with facility type hospital", "机构类型是医院的客户", "add customer Redwing, beds 600", "600")]
    [InlineData("manufacturing", "customer", "plant_type", "tier1", "castle", "sample_test", "spare_part",
        "set Bluebird's plant type to OEM", "OEM", "把Bluebird的工厂类型改成一级供应商", "一级供应商", "customers whose plant type is tier 1", "工厂类型是一级供应商的客户", "add customer Redwing, annual volume 40k", "40,000")]
    public async Task A_pack_carries_its_typical_record(
        string pack, string noun, string code, string value, string wrong, string stage, string category, string set, string shown, string setChinese, string shownChinese, string list, string listChinese, string add, string added)
    {
        await using var bot = await TestBot.StartAsync($"--Packs:0={pack}");
        var lena = await ApiClient.SignInAsync(bot, "lena");
        var fields = (await lena.GetAsync("fields?noun=" + noun)).Json!["items"]!.AsArray();
        Assert.Contains(fields, field => (string?)field!["code"] == code);

        var made = await lena.CreateAsync("customers", new { name = "Bluebird", custom = new Dictionary<string, object> { [code] = value } });
        var id = (string)made["id"]!;
        Assert.Equal(value, (string?)made["custom"]![code]);
        var refused = await lena.PatchAsync("customers/" + id, new { custom = new Dictionary<string, object> { [code] = wrong } });
        Assert.Equal((HttpStatusCode.BadRequest, "custom." + code), (refused.Status, (string?)refused.Json!["field"]));
        Assert.Equal("Bluebird", (string?)Assert.Single((await lena.GetAsync($"customers?custom.{code}={value}")).Json!["items"]!.AsArray())!["name"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await lena.GetAsync($"customers?custom.{code}={wrong}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await lena.GetAsync("customers?custom.nothing=1")).Status);
        var sale = await lena.CreateAsync("opportunities", new { customer = id, name = "First", stage });
        Assert.Equal(stage, (string?)sale["stage"]);
        Assert.Equal(category, (string?)(await lena.CreateAsync("tickets", new { customer = id, subject = "Please look", category }))["category"]);
        Assert.Contains(code, (await bot.Client().GetStringAsync("/openapi/v1.json")), StringComparison.Ordinal);
        Assert.NotEmpty((await lena.GetAsync("segments")).Json!["items"]!.AsArray());

        var chat = new Chat(bot);
        Assert.Contains(shown, await chat.SayAsync(set), StringComparison.Ordinal);
        Assert.Contains(shownChinese, await chat.SayAsync(setChinese), StringComparison.Ordinal);
        Assert.Contains("Bluebird", await chat.SayAsync(list), StringComparison.Ordinal);
        Assert.Contains("Bluebird", await chat.SayAsync(listChinese), StringComparison.Ordinal);
        Assert.Contains(shownChinese, await chat.SayAsync($"Bluebird的{(string)fields.First(field => (string?)field!["code"] == code)!["nameZh"]!}是什么"), StringComparison.Ordinal);
        var told = await chat.SayAsync(add);
        Assert.Contains(added, told, StringComparison.Ordinal);
        Assert.Contains("Redwing", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_fields_of_many_are_set_at_once_and_choose_a_segment()
    {
        await using var bot = await TestBot.StartAsync("--Packs:0=retail");
        var lena = await ApiClient.SignInAsync(bot, "lena");
        foreach (var (name, city) in new[] { ("Bluebird", "Ulm"), ("Redwing", "Ulm"), ("Goldfinch", "Kiel") })
            await lena.CreateAsync("customers", new { name, city, custom = new { store_format = "outlet" } });
        async Task<IReadOnlyList<string?>> OfAsync(string format) =>
            [.. (await lena.GetAsync($"customers?custom.store_format={format}&sort=name")).Json!["items"]!.AsArray().Select(one => (string?)one!["name"])];

        var request = new { kind = "customer", filter = new { cities = new[] { "Kiel" } }, change = new { custom = new { store_format = "flagship" } } };
        var preview = await lena.PostAsync("bulk/preview", request);
        Assert.True(preview.Status == HttpStatusCode.OK, preview.Text);
        var token = (string?)preview.Json!["token"];
        Assert.Equal(["Bluebird", "Goldfinch", "Redwing"], await OfAsync("outlet"));
        var changed = await lena.PostAsync("bulk", new { request.kind, request.filter, request.change, token });
        Assert.True(changed.Status == HttpStatusCode.OK, changed.Text);
        Assert.Equal(1, (int)changed.Json!["changed"]!);
        Assert.Equal(["Goldfinch"], await OfAsync("flagship"));
        Assert.Equal("not_a_field", (string?)(await lena.PostAsync("bulk/preview", new { kind = "task", owner = "lena", change = new { custom = new { store_format = "flagship" } } })).Json!["code"]);

        var chat = new Chat(bot);
        await chat.SayAsync("set the store format of all customers in Ulm to flagship");
        Assert.Equal(["Goldfinch"], await OfAsync("flagship"));
        await chat.SayAsync("yes");
        Assert.Equal(["Bluebird", "Goldfinch", "Redwing"], await OfAsync("flagship"));
        await chat.SayAsync("undo");
        await chat.SayAsync("yes");
        Assert.Equal(["Goldfinch"], await OfAsync("flagship"));
        await chat.SayAsync("把所有Ulm的客户的门店类型改成快闪店");
        await chat.SayAsync("是");
        Assert.Empty(await OfAsync("outlet"));

        await chat.SayAsync("save customers whose store format is flagship as segment Best shops");
        await chat.SayAsync("把门店类型是旗舰店的客户存为分群旗舰");
        foreach (var name in new[] { "Best shops", "旗舰" })
        {
            var segment = (await lena.GetAsync("segments")).Json!["items"]!.AsArray().Single(one => (string?)one!["name"] == name)!;
            Assert.Equal("flagship", (string?)segment["filter"]!["custom"]!["store_format"]);
            Assert.Equal("Goldfinch", (string?)Assert.Single((await lena.GetAsync("customers?segment=" + segment["id"])).Json!["items"]!.AsArray())!["name"]);
        }
    }

    [Fact]
    public async Task The_medical_pack_seals_what_is_about_patients()
    {
        await using var bot = await TestBot.StartAsync("--Packs:0=medical");
        var lena = await ApiClient.SignInAsync(bot, "lena");
        var customer = (string)(await lena.CreateAsync("customers", new { name = "Bluebird clinic" }))["id"]!;
        var patient = await lena.CreateAsync("contacts", new { customer, name = "Ada Nowak", custom = new { patient_id = "P-48213", insurance_number = "A123456789" } });
        Assert.Equal("P-48213", (string?)patient["custom"]!["patient_id"]);
        var sam = await ApiClient.SignInAsync(bot, "sam");
        var seen = (await sam.GetAsync("contacts/" + (string)patient["id"]!)).Text;
        Assert.DoesNotContain("48213", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("123456789", seen, StringComparison.Ordinal);
        Assert.Single((await lena.GetAsync("contacts?custom.patient_id=P-48213")).Json!["items"]!.AsArray());
    }

    [Fact]
    public void All_packs_live_together_and_the_companys_own_wins()
    {
        var folder = Directory.CreateTempSubdirectory("packs-");
        try
        {
            var core = new CrmOptions { Path = Path.Combine(folder.FullName, "crm.db") };
            var all = PackSettings.Under(core, Configured(PackSettings.Shipped.Select((name, i) => ($"Packs:{i}", name))), folder.FullName);
            Assert.Equal(4, all.Packs.Count);
            Assert.Equal(5, all.Pipelines.All.Count);

            File.WriteAllText(Path.Combine(folder.FullName, "mine.json"), """{ "Fields": [ { "Noun": "customer", "Code": "store_format", "Name": { "En": "Shop kind", "Zh": "店型" }, "Type": "text" } ] }""");
            var clash = Assert.Throws<SettingsException>(() => PackSettings.Under(core, Configured([("Packs:0", "retail"), ("Packs:1", "mine.json")]), folder.FullName));
            Assert.Contains("retail and mine both bring field store_format of customer", clash.Message, StringComparison.Ordinal);
            var settled = PackSettings.Under(core, Configured([("Packs:0", "retail"), ("Packs:1", "mine.json"), ("Fields:0:Noun", "customer"), ("Fields:0:Code", "store_format"), ("Fields:0:Name:En", "Format"), ("Fields:0:Name:Zh", "形式"), ("Fields:0:Type", "text")]), folder.FullName);
            Assert.Equal("Format", settled.Fields.Find("customer", "store_format")!.Name.En);

            foreach (var (settings, part) in new ((string, string)[] Settings, string Part)[]
            {
                ([("Packs", "nothing")], "there is no pack 'nothing'"),
                ([("Fields:0:Noun", "customer"), ("Fields:0:Colour", "red")], "there is no 'Colour'"),
                ([("Fields:0:Noun", "customer"), ("Fields:0:Code", "x"), ("Fields:0:Name:En", "X"), ("Fields:0:Type", "picture")], "Type must be one of"),
                ([("Fields:0:Noun", "customer"), ("Fields:0:Code", "x"), ("Fields:0:Name:En", "X"), ("Fields:0:Type", "text")], "needs a name in both languages"),
            })
                Assert.Contains(part, Assert.Throws<SettingsException>(() => PackSettings.Under(core, Configured(settings), folder.FullName)).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static Microsoft.Extensions.Configuration.IConfigurationRoot Configured(IEnumerable<(string Key, string Value)> settings)
    {
        var builder = new Microsoft.Extensions.Configuration.ConfigurationBuilder();
        Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(builder, settings.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)));
        return builder.Build();
    }

    private sealed class Chat(TestBot bot)
    {
        private int turn;

        public async Task<string> SayAsync(string text)
        {
            var actor = (await bot.Services.GetRequiredService<ICrm>().FindActorByLoginAsync("lena"))!;
            var replies = await bot.Services.GetRequiredService<IAssistant>().RunAsync(actor, new IncomingTurn($"t{++turn}", "test", "packs", text));
            return string.Join('\n', replies.Select(reply => reply.Text + string.Join(' ', (reply as DoneReply)?.Changes.SelectMany(change => change.Facts).Select(fact => fact.Value) ?? [])));
        }
    }
}
