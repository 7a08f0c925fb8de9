using BotCrm.Bot.Configuration;
using BotCrm.Core;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using Microsoft.AspNetCore.Mvc;

namespace BotCrm.Bot.Api;

/// <summary><c>/health/live</c>: the process answers. <c>/health</c>: it can also read its store, so it can be given traffic.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", static () => new Health("ok")).ExcludeFromDescription();
        routes.MapGet("/health", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync([FromServices] ICrm crm, ILogger<Health> log, CancellationToken ct)
    {
        try
        {
            var teams = await crm.AskAsync(Operator.Actor, Operator.Origin, new ListTeams { Paging = new Paging(1) }, ct);
            return teams.Ok ? Results.Ok(new Health("ok")) : Results.Json(new Health("store"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogError(exception, "The store does not answer.");
            return Results.Json(new Health("store"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    internal sealed record Health(string Status);
}
