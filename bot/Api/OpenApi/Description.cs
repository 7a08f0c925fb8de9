using BotCrm.Bot.Api.Requests;
using Microsoft.AspNetCore.Mvc;

namespace BotCrm.Bot.Api.OpenApi;

/// <summary>What the OpenAPI document says of an endpoint.</summary>
internal static class Description
{
    private static readonly QueryParameter[] PagingParameters =
    [
        QueryParameter.Of<int>("limit", "How many items at most, 1 to 200 (50 when not given)."),
        QueryParameter.Of<string>("after", "Cursor: the `next` of the page before."),
        QueryParameter.Of<bool>("desc", "Turns the order round."),
    ];

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string id, string summary, string tag) =>
        route.WithName(id).WithSummary(summary).WithTags(tag);

    /// <summary>The sort names as the client writes them, the default first, and the filters.</summary>
    public static RouteHandlerBuilder Lists<TResource>(this RouteHandlerBuilder route, string[] sorts, params QueryParameter[] filters)
    {
        QueryParameter[] sort = sorts.Length == 0 ? [] : [QueryParameter.Of<string>("sort", $"Order: {string.Join(", ", sorts)} ({sorts[0]} when not given).")];
        return route.Filters([.. filters, .. sort, .. PagingParameters]).Produces<PageOf<TResource>>().Fails(400, 401, 403, 404, 429);
    }

    public static RouteHandlerBuilder Filters(this RouteHandlerBuilder route, params QueryParameter[] filters) =>
        route.WithMetadata(new QueryParameters(filters));

    public static RouteHandlerBuilder Gets<TResource>(this RouteHandlerBuilder route) =>
        route.Produces<TResource>().Fails(400, 401, 403, 404, 429);

    public static RouteHandlerBuilder Creates<TBody, TResource>(this RouteHandlerBuilder route)
        where TBody : class =>
        route.Takes<TBody>().Produces<TResource>(StatusCodes.Status201Created).Fails(400, 401, 403, 404, 409, 413, 415, 429);

    public static RouteHandlerBuilder Changes<TBody, TResource>(this RouteHandlerBuilder route)
        where TBody : class =>
        route.Takes<TBody>().Produces<TResource>().Fails(400, 401, 403, 404, 409, 412, 413, 415, 429);

    /// <summary>Does something with a record that needs no words.</summary>
    public static RouteHandlerBuilder Acts<TResource>(this RouteHandlerBuilder route) =>
        route.Produces<TResource>().Fails(400, 401, 403, 404, 409, 412, 429);

    public static RouteHandlerBuilder Deletes(this RouteHandlerBuilder route) =>
        route.Produces(StatusCodes.Status204NoContent).Fails(400, 401, 403, 404, 409, 412, 429);

    public static RouteHandlerBuilder Takes<TBody>(this RouteHandlerBuilder route)
        where TBody : class =>
        route.Accepts<TBody>("application/json");

    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            route.Produces<ProblemDetails>(status, "application/problem+json");
        return route;
    }
}
