using System.Globalization;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Segments;

internal static class SegmentEndpoints
{
    private const string Tag = "Segments";

    public static void MapSegments(this IEndpointRouteBuilder api)
    {
        var segments = api.MapGroup("/segments");
        segments.MapGet("", ListAsync).Describe("listSegments", "List own and shared segments.", Tag).Lists<SegmentResource>(["name", "updatedAt"]);
        segments.MapPost("", CreateAsync).Describe("createSegment", "Save a filter of customers.", Tag).Creates<SegmentBody, SegmentResource>();
        segments.MapGet("/{id}", GetAsync).Describe("getSegment", "Get a segment with the number of its customers.", Tag).Gets<SegmentResource>();
        segments.MapPatch("/{id}", ChangeAsync).Describe("updateSegment", "Change a segment.", Tag).Changes<SegmentBody, SegmentResource>();
        segments.MapDelete("/{id}", DeleteAsync).Describe("deleteSegment", "Delete a segment; its customers stay.", Tag).Deletes();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct) =>
        call.Page(await call.AskAsync(new ListSegments { Paging = call.Query.Paging() }, ct), SegmentResource.From);

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetSegment { Id = call.Id(Kinds.Segment) }, ct), SegmentResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<SegmentBody>(ct);
        var save = new SaveSegment { Name = body.Needed(body.Value.Name, "name", ""), Filter = body.Needed(body.Value.Filter, "filter", new CustomerFilter()), Shared = body.Value.Shared };
        return call.Created(await call.RunAsync(save, ct), SegmentResource.From);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var given = (await call.BodyAsync<SegmentBody>(ct)).Value;
        var save = new SaveSegment { Id = call.Id(Kinds.Segment), Name = given.Name, Filter = given.Filter, Shared = given.Shared, IfVersion = call.Version(given.Version) };
        return call.Answer(await call.RunAsync(save, ct), SegmentResource.From);
    }

    private static async Task<IResult> DeleteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteSegment { Id = call.Id(Kinds.Segment), IfVersion = call.Version() }, ct));
}

/// <param name="Count">How many customers of it the caller sees; null in lists.</param>
internal sealed record SegmentResource(string Id, string Name, CustomerFilter Filter, bool Shared, string OwnerName, int? Count, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version) : IVersioned
{
    public static SegmentResource From(SegmentView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.Name, view.Filter, view.Shared, view.OwnerName, view.Count, view.CreatedAt, view.UpdatedAt, view.Version);
}

internal sealed record SegmentBody
{
    public string? Name { get; init; }

    public CustomerFilter? Filter { get; init; }

    /// <summary>True: everybody may use it; each sees the customers that they may see.</summary>
    public bool? Shared { get; init; }

    public int? Version { get; init; }
}
