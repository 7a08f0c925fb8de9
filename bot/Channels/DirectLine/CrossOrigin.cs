namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>Lets pages on the configured origins call; without any configured, browsers keep all others out.</summary>
internal static class CrossOrigin
{
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        Allow(invocation.HttpContext);
        return await next(invocation);
    }

    /// <summary>The browser's question before the real request.</summary>
    public static IResult Preflight(HttpContext context)
    {
        if (!Allow(context))
            return DirectLineError.Forbidden("Pages of this origin may not call (setting DirectLine:Origins).");
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, POST";
        headers.AccessControlAllowHeaders = "authorization, content-type, x-ms-bot-agent";
        headers.AccessControlMaxAge = "3600";
        return Results.NoContent();
    }

    private static bool Allow(HttpContext context)
    {
        var settings = context.RequestServices.GetRequiredService<DirectLineSettings>();
        var origin = context.Request.Headers.Origin.ToString();
        if (settings.Origins.Count == 0 || !settings.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
            return false;
        context.Response.Headers.AccessControlAllowOrigin = origin;
        context.Response.Headers.Append("Vary", "Origin");
        return true;
    }
}
