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
/// words of everybody, writing only with ids that are none of the caller's business. Chat: sentences about other people's records.
/// </summary>
public sealed partial class NobodyReadsOutsideFromOutside(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConcurrentDictionary<string, string> problems = [];
    private PlantedCompany company = null!;

    [Fact(Skip = "Stops at the first answer that is no JSON (a download); ApiClient reads every answer as JSON.")]
    public async Task Through_rest_and_chat()
    {
        await using var planted = company = await PlantedCompany.StartAsync();
        var folder = Directory.CreateTempSubdirectory("botcrm-rights-rest-").FullName;
        var path = Path.Combine(folder, "crm.db");
        company.CopyTo(path);
        await RowWatch.PrepareAsync(path);
        string[] roles =
        [
            "--Roles:assistant:Base=rep", "--Roles:assistant:Rows=team", "--Roles:assistant:Permissions:0=-data.export",
            "--Roles:auditor:Base=support", "--Roles:auditor:Permissions:0=-customers.write", "--Roles:auditor:HiddenFields:0=customer.notes", "--Roles:auditor:HiddenFields:1=ticket.description",
        ];
        await using (var bot = await TestBot.StartAsync([$"--Data:Path={path}", "--Data:Provider=sqlite", .. roles]))
        {
            var random = new Random(20261122);
            await RestAsync(bot, random, 3000);
            await ChatAsync(bot, random, 300);
        }
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await connection.OpenAsync();
            // Only ids out of sight were written to.
            foreach (var (name, id) in RowWatch.Touched(connection, null).Where(touched => company.Records.ContainsKey(touched.Id)))
                problems.TryAdd($"{name} of a {company.Records[id].Kind} out of reach", id.ToString(CultureInfo.InvariantCulture));
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, true);
        Assert.True(problems.IsEmpty, string.Join('\n', problems.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "  e.g. " + pair.Value).Take(40)));
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
        }
        output.WriteLine($"REST: {calls} calls, {answered} answered, {refused} refused, {operations.Count} operations");
        Assert.True(answered > calls / 3, $"only {answered} of {calls} answered");
    }

    private async Task ChatAsync(TestBot bot, Random random, int turns)
    {
        string[] sentences =
        [
            "tell me about {0}", "show the contacts of {0}", "opportunities of {0}", "tickets of {0}", "delete customer {0}", "rename {0} to Other", "{0}的情况", "给{0}打了个电话,谈价格", "what did {0} say about the price?",
            "show ticket {1}", "resolve ticket {1}: done", "find {0}", "log a call with {0}: talked about prices", "my tasks this week", "how is the pipeline this quarter?", "what needs attention?", "show unassigned tickets", "我的任务", "merge {0} into {0}", "undo", "help",
        ];
        var assistant = bot.Services.GetRequiredService<IAssistant>();
        var people = company.People.Where(actor => actor.Role.Name is not ("admin" or "support" or "auditor" or "finance")).Append(company.Actors["fin"]).ToList();
        var names = NamesOutside();
        for (var i = 0; i < turns; i++)
        {
            var actor = people[random.Next(people.Count)];
            var out_ = names.Where(name => !company.Oracle.SeesRowsOf(actor, company.Parties[name.Party])).ToList();
            if (out_.Count == 0)
                out_ = names;
            var sentence = string.Format(CultureInfo.InvariantCulture, sentences[random.Next(sentences.Length)], out_[random.Next(out_.Count)].Mark, PickId(random, actor, Kinds.Ticket, true));
            var replies = await assistant.RunAsync(actor, new IncomingTurn($"t{i}", "test", $"c{actor.UserId}-{i}", sentence));
            foreach (var reply in replies)
                Search(actor, $"\"{sentence.Split(' ')[0]} …\" as {actor.Role} answered with {reply.GetType().Name}", JsonSerializer.Serialize(reply, reply.GetType(), Readable), sentence);
        }
        output.WriteLine($"chat: {turns} turns");
    }

    private List<(string Mark, long Party)> NamesOutside()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={company.Path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM customers UNION SELECT name FROM contacts UNION SELECT name FROM opportunities";
        using var rows = command.ExecuteReader();
        var names = new List<(string, long)>();
        while (rows.Read())
            names.AddRange(PlantedCompany.MarksIn(rows.GetString(0)).Select(mark => (mark.Mark, mark.Party)));
        return names;
    }

    private void Search(Actor actor, string where, string text, string given)
    {
        foreach (var (mark, party, kind, field) in PlantedCompany.MarksIn(text))
        {
            if (!company.Oracle.SeesText(actor, company.Parties[party], kind, field) && !given.Contains(mark, StringComparison.Ordinal))
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
