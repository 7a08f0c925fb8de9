using System.Text.Json.Serialization;
using BotCrm.Bot.Configuration;
using BotCrm.Core;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using Microsoft.AspNetCore.Mvc;

namespace BotCrm.Bot.Api;

/// <summary><c>/health/live</c>: the process answers. <c>/health</c>: it can also read its store, so it can be given traffic; what else fails is named.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", static () => new Health("ok")).ExcludeFromDescription();
        routes.MapGet("/health", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync([FromServices] ICrm crm, [FromServices] BackgroundWork background, ILogger<Health> log, CancellationToken ct)
    {
        try
        {
            var teams = await crm.AskAsync(Operator.Actor, Operator.Origin, new ListTeams { Paging = new Paging(1) }, ct);
            if (!teams.Ok)
                return Results.Json(new Health("store"), statusCode: StatusCodes.Status503ServiceUnavailable);
            // It can serve people all the same: taking it out of traffic would not make a backup.
            var failing = await background.FailingAsync(ct);
            return Results.Ok(failing.Count == 0 ? new Health("ok") : new Health("degraded", failing));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogError(exception, "The store does not answer.");
            return Results.Json(new Health("store"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    internal sealed record Health(string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Failing = null);
}
