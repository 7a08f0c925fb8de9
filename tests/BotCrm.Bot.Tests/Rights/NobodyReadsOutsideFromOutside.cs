using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BotCrm.Bot.Tests.Api;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tests.Rights;
using BotCrm.Skills.Assistant;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace BotCrm.Bot.Tests.Rights;

/// <summary>
/// The same company as in the core's test, behind the running application. REST: every operation of the OpenAPI document, reading with ids and
/// words of everybody, writing only with ids that are none of the caller's business. Chat: sentences about other people's records, and every skill
/// called as a model calls it. After each write the rows that were touched are held against what the caller may touch.
/// </summary>
public sealed partial class NobodyReadsOutsideFromOutside(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConcurrentDictionary<string, string> problems = [];
    // Marks that somebody has said and the program has kept: they stand in records of the speaker's now.
    private readonly HashSet<string> written = [];
    private PlantedCompany company = null!;

    [Fact]
    public async Task Through_rest_and_chat()
    {
        await using var planted = company = await PlantedCompany.StartAsync();
        await RowWatch.PrepareAsync(company.Engine);
        string[] roles =
        [
            "--Roles:assistant:Base=rep", "--Roles:assistant:Rows=team", "--Roles:assistant:Permissions:0=-data.export",
            "--Roles:auditor:Base=support", "--Roles:auditor:Permissions:0=-customers.write", "--Roles:auditor:HiddenFields:0=customer.notes", "--Roles:auditor:HiddenFields:1=ticket.description",
        ];
        await using (var bot = await TestBot.StartAsync([$"--Data:Path={company.Options.Path}", "--Data:Provider=sqlite", .. roles]))
        {
            bot.Clock.Set(company.Clock.GetUtcNow());
            var share = Math.Max(1, Setting("BOTCRM_RIGHTS_CALLS", 100_000) / 10_000);
            var random = new Random(Setting("BOTCRM_RIGHTS_SEED", 20261122));
            await RestAsync(bot, random, 400 * share);
            await ChatAsync(bot, random, 100 * share);
            await SkillsAsync(bot, random, 300 * share);
        }
        Assert.True(problems.IsEmpty, string.Join('\n', problems.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "  e.g. " + pair.Value).Take(60)));
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>What the last call touched; it is forgotten then.</summary>
    private async Task JudgeWritesAsync(Actor actor, string where, string given)
    {
        await using var connection = await company.Engine.OpenAsync(CancellationToken.None);
        var touched = RowWatch.Touched(connection, null);
        if (touched.Count == 0)
            return;
        foreach (var (name, id) in touched)
        {
            if (company.Records.TryGetValue(id, out var record) && !company.Oracle.SeesRowsOf(actor, record.Owners) && !company.Oracle.Sees(actor, record))
                problems.TryAdd($"{where}: {name} of a {record.Kind} out of reach", $"{id} by {actor.Login}: {given}");
        }
        await using var forget = connection.CreateCommand();
        forget.CommandText = "DELETE FROM rights_touched";
        await forget.ExecuteNonQueryAsync();
    }

    private async Task RestAsync(TestBot bot, Random random, int calls)
    {
        using var http = bot.Client();
        var document = (await http.GetFromJsonAsync<JsonNode>(new Uri("/openapi/v1.json", UriKind.Relative)))!;
        var operations = document["paths"]!.AsObject()
            .Where(one => one.Key.StartsWith("/api/v1/", StringComparison.Ordinal))
            .SelectMany(one => one.Value!.AsObject().Where(verb => verb.Value is JsonObject).Select(verb => (Path: one.Key["/api/v1/".Length..], Verb: verb.Key.ToUpperInvariant(), Operation: verb.Value!.AsObject())))
            .Where(one => !one.Path.StartsWith("demo", StringComparison.Ordinal)).ToList();
        var reads = operations.Where(one => one.Verb == "GET").ToList();
        var writes = operations.Where(one => one.Verb != "GET" && one.Path.Contains('{')).ToList();
        var people = company.People.Where(actor => actor.Role != Role.Admin).ToList();
        var clients = new Dictionary<string, ApiClient>();
        var (answered, refused) = (0, 0);
        for (var i = 0; i < calls; i++)
        {
            var actor = people[random.Next(people.Count)];
            if (!clients.TryGetValue(actor.Login, out var client))
                clients[actor.Login] = client = await ApiClient.SignInAsync(bot, actor.Login);
            var writing = random.Next(4) == 0;
            var (path, verb, operation) = writing ? writes[random.Next(writes.Count)] : reads[random.Next(reads.Count)];
            var outside = writing || random.Next(10) < 3;
            var given = Placeholders().Replace(path, _ => PickId(random, actor, KindOf(path), outside));
            if (!writing)
                given += QueryOf(operation, random);
            var body = operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema ? Body(document, schema, random, 0)?.ToJsonString() : null;
            var answer = await client.SendAsync(new HttpMethod(verb), given, body);
            var ok = (int)answer.Status < 300;
            _ = ok ? answered++ : refused++;
            var where = $"{verb} {path} as {actor.Role} ({(int)answer.Status})";
            if ((int)answer.Status >= 500)
                problems.TryAdd(where + " crashed", given + " " + answer.Text[..Math.Min(300, answer.Text.Length)]);
            Search(actor, where, answer.Text, given + body);
            if (answer.Json is { } json)
                SearchIds(actor, where, json, "", given + body);
            if (writing)
                await JudgeWritesAsync(actor, where, given + body);
        }
        output.WriteLine($"REST: {calls} calls, {answered} answered, {refused} refused, {operations.Count} operations");
        Assert.True(answered > calls / 4, $"only {answered} of {calls} answered");
    }

    private void Search(Actor actor, string where, string text, string given)
    {
        foreach (var (mark, party, kind, field) in PlantedCompany.MarksIn(text))
        {
            // What somebody says may be told back to them, in lower case where it stood for a role or a code.
            if (!company.Oracle.SeesText(actor, company.Parties[party], kind, field) && !given.Contains(mark, StringComparison.OrdinalIgnoreCase) && !written.Contains(mark))
                problems.TryAdd($"{where} shows {kind}.{field}", $"{mark} to {actor.Login}: {given}");
        }
        foreach (var (amount, key) in company.AmountsIn(text))
        {
            if (!company.Oracle.SeesText(actor, company.Amounts[key], Kinds.Opportunity, "Amount"))
                problems.TryAdd($"{where} shows an amount", $"{amount} to {actor.Login}: {given}");
        }
    }

    private void SearchIds(Actor actor, string where, JsonNode? node, string name, string given)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (field, child) in fields)
                    SearchIds(actor, where, child, field, given);
                break;
            case JsonArray items:
                foreach (var item in items)
                    SearchIds(actor, where, item, name, given);
                break;
            case JsonValue one when (name is "id" || name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("Ids", StringComparison.Ordinal)) && long.TryParse(one.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id):
                if (company.Records.TryGetValue(id, out var record) && record.Kind != "change_set" && !company.Oracle.Sees(actor, record) && !company.Known.Contains((id, actor.UserId))
                    && !Regex.IsMatch(given, $"(?<![0-9]){id}(?![0-9])"))
                {
                    problems.TryAdd($"{where} shows the id of a {record.Kind} in {name}", $"{id} to {actor.Login}: {given}");
                }
                break;
        }
    }

    private static string KindOf(string path) => path.Split('/')[0] switch
    {
        "opportunities" => Kinds.Opportunity,
        "changes" or "change-sets" => "change_set",
        "reports" or "privacy" => Kinds.Contact,
        var plural => plural.TrimEnd('s'),
    };

    private string PickId(Random random, Actor actor, string kind, bool outside)
    {
        var ids = company.Records.Where(pair => pair.Value.Kind == kind && company.Oracle.Sees(actor, pair.Value) != outside && (!outside || !company.Oracle.SeesRowsOf(actor, pair.Value.Owners))).Select(pair => pair.Key).Order().ToList();
        return (ids.Count == 0 ? 99_999_999 : ids[random.Next(ids.Count)]).ToString(CultureInfo.InvariantCulture);
    }

    private string QueryOf(JsonObject operation, Random random)
    {
        var given = new List<string>();
        foreach (var parameter in operation["parameters"]?.AsArray().Where(one => (string?)one!["in"] == "query") ?? [])
        {
            var name = (string)parameter!["name"]!;
            var needed = (bool?)parameter["required"] == true;
            if (!needed && random.Next(6) > 0)
                continue;
            string? value = name switch
            {
                "from" => "2026-09-01",
                "to" => "2026-12-31",
                "search" or "q" or "text" or "name" => "mk" + random.Next(20, 60).ToString(CultureInfo.InvariantCulture),
                "limit" => random.Next(1, 200).ToString(CultureInfo.InvariantCulture),
                "total" or "countTotal" => "true",
                "customerId" or "customer" => company.Records.First(pair => pair.Value.Kind == Kinds.Customer && random.Next(8) == 0 || pair.Key > 500).Key.ToString(CultureInfo.InvariantCulture),
                _ when needed => parameter["schema"]?["enum"]?.AsArray().FirstOrDefault()?.ToString() ?? "customer",
                _ => null,
            };
            if (value is not null)
                given.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        return given.Count == 0 ? "" : "?" + string.Join('&', given);
    }

    /// <summary>What the schema needs, and now and then what it allows.</summary>
    private static JsonNode? Body(JsonNode document, JsonNode schema, Random random, int depth)
    {
        if ((string?)schema["$ref"] is { } reference)
            return Body(document, document["components"]!["schemas"]![reference.Split('/')[^1]]!, random, depth);
        if (schema["oneOf"]?.AsArray() is { Count: > 0 } choices)
            return Body(document, choices[^1]!, random, depth);
        if (schema["enum"]?.AsArray() is { Count: > 0 } values)
            return values[0]?.DeepClone();
        var type = schema["type"] is JsonArray several ? several.Select(one => (string?)one).FirstOrDefault(one => one != "null") : (string?)schema["type"];
        switch (type)
        {
            case "string":
                return (string?)schema["format"] switch { "date" => "2026-12-24", "date-time" => "2026-11-20T10:00:00Z", _ => "words" };
            case "integer": return random.Next(1, 5);
            case "number": return 12.5;
            case "boolean": return true;
            case "array": return depth > 3 ? new JsonArray() : new JsonArray(Body(document, schema["items"] ?? new JsonObject(), random, depth + 1));
        }
        var made = new JsonObject();
        var needed = schema["required"]?.AsArray().Select(one => (string)one!).ToHashSet() ?? [];
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            if (depth < 4 && (needed.Contains(name) || random.Next(4) == 0))
                made[name] = Body(document, property!, random, depth + 1);
        }
        return made;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholders();
}
