using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Bulk;

namespace BotCrm.Bot.Api.Bulk;

internal static class BulkEndpoints
{
    private const string Tag = "Bulk changes";

    public static void MapBulk(this IEndpointRouteBuilder api)
    {
        var bulk = api.MapGroup("/bulk");
        bulk.MapPost("/preview", PreviewAsync).Describe("previewBulkChange", "What a bulk change would do, row by row; nothing is changed. Its token is needed to do it.", Tag).Changes<BulkRequest, BulkResource>();
        bulk.MapPost("", CommitAsync).Describe("bulkChange", "Do a bulk change exactly as previewed, or nothing; one change set.", Tag).Changes<BulkRequest, BulkResource>();
    }

    private static async Task<IResult> PreviewAsync(ApiCall call, CancellationToken ct)
    {
        var update = await ReadAsync(call, ct);
        return call.Answer(await call.TryAsync(update with { Token = null }, ct), BulkResource.From);
    }

    private static async Task<IResult> CommitAsync(ApiCall call, CancellationToken ct)
    {
        var update = await ReadAsync(call, ct);
        if (update.Token is null)
            call.Fail(Core.Primitives.Failure.Invalid("missing_value", "'token' is needed: the one of the preview.", "token"));
        return call.Answer(await call.RunAsync(update, ct), BulkResource.From);
    }

    private static async Task<BulkUpdate> ReadAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<BulkRequest>(ct);
        var given = body.Value;
        return new BulkUpdate
        {
            Selection = await given.SelectionAsync(call, body.Needed(given.Kind, "kind", ""), ct),
            Change = await body.Needed(given.Change, "change", new BulkChangeBody()).ReadAsync(call, ct),
            Token = given.Token,
        };
    }
}
