using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BotCrm.Bot.Cards;
using BotCrm.Bot.Tests.Web;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Tests.Cards;

public sealed class CardTests
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string, CardDialect> Cards()
    {
        var data = new TheoryData<string, CardDialect>();
        foreach (var (name, dialect) in Drawn())
            data.Add(name, dialect);
        return data;
    }

    /// <summary>Set UPDATE_GOLDEN=1 to write the snapshots anew, then read the difference.</summary>
    [Theory]
    [MemberData(nameof(Cards))]
    public void A_card_is_as_its_snapshot(string name, CardDialect dialect)
    {
        var card = CardRenderer.Render(Replies.All[name], dialect);
        var shown = card is null ? "null\n" : card.ToJsonString(Pretty).ReplaceLineEndings("\n") + "\n";
        var file = Repository.Path("tests", "BotCrm.Bot.Tests", "Cards", "golden", $"{name}.{dialect.ToString().ToLowerInvariant()}.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, shown);
        }

        Assert.True(File.Exists(file), $"There is no snapshot {file}; make it with UPDATE_GOLDEN=1.");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), shown);
    }

    [Fact]
    public void No_snapshot_is_left_over()
    {
        var known = Drawn().Select(card => $"{card.Name}.{card.Dialect.ToString().ToLowerInvariant()}.json").ToHashSet();
        var files = Directory.GetFiles(Repository.Path("tests", "BotCrm.Bot.Tests", "Cards", "golden"), "*.json").Select(f => Path.GetFileName(f)!);
        Assert.Empty(files.Except(known));
    }

    /// <summary>TextBlocks, facts and image descriptions are Markdown or addresses; words from the CRM may stand in text runs, button titles and chart labels only.</summary>
    [Theory]
    [MemberData(nameof(Cards))]
    public void Words_stand_only_where_they_are_plain(string name, CardDialect dialect)
    {
        if (CardRenderer.Render(Replies.All[name], dialect) is not { } card)
            return;
        foreach (var element in Objects(card))
        {
            Assert.NotEqual("TextBlock", (string?)element["type"]);
            Assert.NotEqual("FactSet", (string?)element["type"]);
            Assert.False(element.ContainsKey("url") && (string?)element["type"] != "Image", "Only pictures have addresses.");
            if (element["type"] is { } type && (string)type! == "Image")
                Assert.StartsWith("data:image/svg+xml;base64,", (string)element["url"]!, StringComparison.Ordinal);
            if (element["text"] is JsonValue text && (string?)element["type"] == "TextRun")
            {
                Assert.DoesNotContain("{{", (string)text!, StringComparison.Ordinal);
                Assert.DoesNotContain('\u202E', (string)text!);
                Assert.DoesNotContain((string)text!, char.IsControl);
                Assert.True(((string)text!).Length <= CardText.BodyLimit);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void A_dialect_has_only_what_its_clients_draw(string name, CardDialect dialect)
    {
        if (CardRenderer.Render(Replies.All[name], dialect) is not { } card)
            return;
        Assert.Equal("1.5", (string)card["version"]!);
        foreach (var element in Objects(card))
        {
            var type = (string?)element["type"] ?? "";
            if (dialect == CardDialect.WebChat)
            {
                Assert.False(type is "Action.Execute" || type.StartsWith("Chart.", StringComparison.Ordinal), $"Web Chat does not know {type}.");
            }
            else if (type is "Action.Execute" || type.StartsWith("Chart.", StringComparison.Ordinal))
            {
                Assert.NotNull(element["fallback"]);
            }

            if (type == "Action.Submit" && element["data"] is JsonObject data)
                Assert.NotNull(data["verb"]);
        }
    }

    [Fact]
    public void Buttons_carry_what_the_assistant_needs()
    {
        Assert.Equal(7, (long)Button("done.en", "undo")["changeSet"]!);
        Assert.Equal("customer:2", (string)Buttons("question.en", "choose")[1]["value"]!);
        Assert.Equal("p1", (string)Button("question.en", "cancel")["pending"]!);
        Assert.Equal("p3", (string)Button("confirm.en", "confirm")["pending"]!);
        Assert.Equal("l1", (string)Button("list.en", "more")["list"]!);
        Assert.Empty(Buttons("list.zh", "more"));
    }

    [Fact]
    public void What_has_nothing_to_show_stays_text()
    {
        Assert.Null(CardRenderer.Render(new SaidReply("en", "No."), CardDialect.Teams));
        Assert.Null(CardRenderer.Render(new NotUnderstoodReply("en", "What?"), CardDialect.Teams));
        Assert.Null(CardRenderer.Render(new QuestionReply("en", "Why?", "p", []), CardDialect.Teams));
        Assert.Null(CardRenderer.Render(new ListReply("en", "Nothing.", "Tasks", "", [], [], 0, null), CardDialect.Teams));
    }

    [Theory]
    [InlineData(ChartKind.HorizontalBar)]
    [InlineData(ChartKind.VerticalBar)]
    [InlineData(ChartKind.Line)]
    public void A_picture_is_sound_whatever_the_numbers_and_labels(ChartKind kind)
    {
        string[] labels = ["</text><script>alert(1)</script>", "\"'&<>", "非常非常非常非常非常长的中文标签名称", "\ud83d\ude00", "\ud800", "a\u0000b\uffff", ""];
        decimal[][] series = [[0], [0, 0, 0], [-5, 10], [decimal.MaxValue / 4, 1], [.. Enumerable.Range(0, 60).Select(i => (decimal)i)]];
        foreach (var values in series)
        {
            var bars = values.Select((v, i) => new ChartBar(labels[i % labels.Length], v, v.ToString(System.Globalization.CultureInfo.InvariantCulture))).ToList();
            var svg = XDocument.Parse(ChartSvg.Draw(new ChartReply("en", "t", "t", "", kind, bars, [])));
            Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName is "script" or "a" or "image" or "foreignObject");
            Assert.DoesNotContain(svg.Descendants().Attributes(), a => a.Value.Contains("NaN", StringComparison.Ordinal) || a.Value.Contains('∞') || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
            Assert.DoesNotContain(svg.Descendants().Attributes("width"), a => double.Parse(a.Value, System.Globalization.CultureInfo.InvariantCulture) < 0);
        }
    }

    [Fact]
    public async Task Microsofts_own_parser_finds_nothing_to_complain_about()
    {
        var cards = new JsonObject();
        foreach (var (name, dialect) in Drawn())
        {
            if (CardRenderer.Render(Replies.All[name], dialect) is { } card)
                cards[$"{name}.{dialect}"] = card;
        }

        Assert.True(cards.Count > 30);
        var complaints = await NodeScript.RunAsync("check-cards.mjs", cards.ToJsonString());
        Assert.Equal("[]", complaints.Trim());
    }

    private static IEnumerable<(string Name, CardDialect Dialect)> Drawn() =>
        Replies.All.Keys.SelectMany(name => new[] { (name, CardDialect.Teams), (name, CardDialect.WebChat) });

    private static JsonObject Button(string name, string verb) => Assert.Single(Buttons(name, verb));

    private static List<JsonObject> Buttons(string name, string verb) =>
        [.. Objects(CardRenderer.Render(Replies.All[name], CardDialect.WebChat)!).Where(o => (string?)o["type"] == "Action.Submit").Select(o => o["data"]).OfType<JsonObject>().Where(d => (string?)d["verb"] == verb)];

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(member => Objects(member.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };
}
