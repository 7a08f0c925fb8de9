using System.Text.Json.Nodes;
using BotCrm.Bot.Tests.Web;

namespace BotCrm.Bot.Tests.Api;

/// <summary>Who generates a client from the document gets one that compiles, whatever it calls, and works.</summary>
public sealed class GeneratedClientTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_client_generated_from_the_document_compiles_for_every_operation_and_works()
    {
        using var http = fixture.Bot.Client();
        var document = await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        var operations = JsonNode.Parse(document)!["paths"]!.AsObject().Sum(path => path.Value!.AsObject().Count);

        var result = JsonNode.Parse(await NodeScript.RunAsync("openapi-client.mjs", document, fixture.Bot.Address.ToString().TrimEnd('/')))!;
        Assert.Equal(operations, (int)result["operations"]!);
        // The last one: a rep does not delete an opportunity that is past its first stage.
        Assert.Equal(["Generated Client Works", "proposal 1200.5", "30 weekly", "1 open", "404 not_found", "403"], result["told"]!.AsArray().Select(one => (string)one!));
    }
}
