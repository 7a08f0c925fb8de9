using System.Globalization;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Search;

namespace BotCrm.Bot.Api.Search;

internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder api) =>
        api.MapGet("/search/records", RecordsAsync)
            .Describe("searchRecords", "Search records of every kind by words in any field, a phone number or an e-mail address; best first.", "Search")
            .Filters(
                QueryParameter.Of<string>("text", "The words; the last may be only begun. One typing error a word is forgiven."),
                QueryParameter.Of<string>("kinds", $"Of these kinds, with commas between: {string.Join(", ", SearchRecords.SearchedKinds)}."),
                QueryParameter.Of<int>("limit", "How many items at most, 1 to 50 (20 when not given)."),
                QueryParameter.Of<string>("after", "Cursor: the `next` of the page before."))
            .Produces<PageOf<SearchHitResource>>()
            .Fails(400, 401, 403, 429);

    private static async Task<IResult> RecordsAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var search = new SearchRecords
        {
            Text = query.Text("text") ?? "",
            Kinds = query.Text("kinds")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            Limit = query.Number("limit") ?? 20,
            After = query.Text("after"),
        };
        return call.Page(await call.AskAsync(search, ct), SearchHitResource.From);
    }
}

/// <param name="Field">Where the words stand.</param>
/// <param name="Text">That field, or the part of it around the words.</param>
/// <param name="Matched">The words within the text.</param>
internal sealed record SearchHitResource(string Kind, string Id, string Name, string? Context, string Field, string Text, IReadOnlyList<TextSpan> Matched, double Score)
{
    public static SearchHitResource From(SearchHit hit) =>
        new(hit.Kind, hit.Id.ToString(CultureInfo.InvariantCulture), hit.Name, hit.Context, hit.Field, hit.Text, hit.Matched, hit.Score);
}
