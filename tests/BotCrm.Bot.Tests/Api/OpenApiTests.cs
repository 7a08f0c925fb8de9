using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace BotCrm.Bot.Tests.Api;

public sealed class OpenApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly string[] Verbs = ["get", "post", "patch", "put", "delete"];

    [Fact]
    public async Task The_document_describes_every_operation_whole()
    {
        var document = await DocumentAsync();
        Assert.StartsWith("3.1", (string)document["openapi"]!, StringComparison.Ordinal);
        var operations = Operations(document).ToList();
        Assert.True(operations.Count >= 45, $"only {operations.Count} operations");
        Assert.Equal(operations.Count, operations.Select(operation => (string)operation.Json["operationId"]!).Distinct().Count());
        foreach (var (path, verb, operation) in operations)
        {
            var name = $"{verb} {path}";
            var statuses = operation["responses"]!.AsObject().Select(response => response.Key).ToList();
            Assert.True(statuses.Any(status => status[0] == '2'), name);
            Assert.Contains("400", statuses);
            Assert.Contains("429", statuses);
            Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), name);
            foreach (var (status, response) in operation["responses"]!.AsObject())
            {
                if (status[0] == '4')
                    Assert.NotNull(response!["content"]!["application/problem+json"]!["schema"]);
                else if (status != "204")
                    Assert.NotNull(Body(response!, "application/json", "application/octet-stream", "text/html")["schema"]);
            }

            var parameters = operation["parameters"]?.AsArray().Select(parameter => (string)parameter!["name"]!).ToList() ?? [];
            Assert.Equal(parameters.Count, parameters.Distinct().Count());
            Assert.Equal(path.Contains("{id}", StringComparison.Ordinal), parameters.Contains("id") && operation["parameters"]!.AsArray().Any(parameter => (string)parameter!["in"]! == "path"));
            // An action on a record (/imports/1/start) needs no body, nor do an own calendar's address and a backup; a file is a body of its own kind.
            var bare = path.Contains("{id}/", StringComparison.Ordinal) || path.EndsWith("/home/calendar", StringComparison.Ordinal) || path.EndsWith("/backups", StringComparison.Ordinal);
            if (verb is "patch" || (verb is "post" && (!bare || operation["requestBody"] is not null)))
                Assert.NotNull(Body(operation["requestBody"]!, "application/json", "application/octet-stream")["schema"]);
            if (path.EndsWith("/demo/token", StringComparison.Ordinal))
                Assert.Null(operation["security"]);
            else
                Assert.Equal("bearer", operation["security"]![0]!.AsObject().Single().Key);
        }
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = await DocumentAsync();
        var references = References(document).ToList();
        Assert.True(references.Count > 100);
        foreach (var reference in references)
        {
            var target = reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (node, step) => node?[step.Replace("~1", "/", StringComparison.Ordinal)]);
            Assert.True(target is not null, reference);
        }
    }

    [Theory]
    [InlineData("/api/v1/users", "get,post")]
    [InlineData("/api/v1/customers", "get,post")]
    [InlineData("/api/v1/customers/{id}", "get,patch,delete")]
    [InlineData("/api/v1/contacts/{id}", "get,patch,delete")]
    [InlineData("/api/v1/interactions/{id}", "get,patch,delete")]
    [InlineData("/api/v1/opportunities/{id}", "get,patch,delete")]
    [InlineData("/api/v1/tickets/{id}", "get,patch,delete")]
    [InlineData("/api/v1/tasks/{id}", "get,patch,delete")]
    [InlineData("/api/v1/audit", "get")]
    public async Task The_nouns_are_there(string path, string verbs)
    {
        var document = await DocumentAsync();
        Assert.Equal(verbs, string.Join(",", Verbs.Where(verb => document["paths"]![path]![verb] is not null)));
    }

    [Fact]
    public async Task Fields_have_their_plain_names_and_types()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!;
        var interaction = schemas["NewInteraction"]!["properties"]!.AsObject();
        Assert.Equal(["author", "createdAt", "customer", "durationMinutes", "kind", "nextStep", "opportunity", "outcome", "participants", "resolved", "summary", "when"], interaction.Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Contains("wechat", schemas.ToJsonString(), StringComparison.Ordinal);
        // Stages are configured, so their codes are no fixed list.
        Assert.Equal("string", (string?)schemas["Stage"]!["type"]);
        Assert.Equal("#/components/schemas/Stage", (string?)schemas["OpportunityResource"]!["properties"]!["stage"]!["$ref"]);
        Assert.Equal("date-time", (string?)schemas["CustomerResource"]!["properties"]!["createdAt"]!["format"]);
        Assert.NotNull(schemas["ProblemDetails"]!["properties"]!["code"]);
    }

    /// <summary>The one content that an answer or a request has.</summary>
    private static JsonNode Body(JsonNode part, params string[] types)
    {
        var (type, content) = Assert.Single(part["content"]!.AsObject());
        Assert.Contains(type, types);
        return content!;
    }

    private static IEnumerable<(string Path, string Verb, JsonNode Json)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from verb in path.Value!.AsObject()
        where Verbs.Contains(verb.Key)
        select (path.Key, verb.Key, verb.Value);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(field => field.Key == "$ref" && field.Value is JsonValue value ? [(string)value!] : References(field.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private async Task<JsonNode> DocumentAsync()
    {
        using var http = fixture.Bot.Client();
        return (await http.GetFromJsonAsync<JsonNode>(new Uri("/openapi/v1.json", UriKind.Relative)))!;
    }
}
