using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Transfer;
using Microsoft.Net.Http.Headers;

namespace BotCrm.Bot.Api.Transfer;

/// <summary>Hands files out, also to the links in chats, which need no sign-in but hold a secret and expire.</summary>
internal static class Downloads
{
    public static void MapDownloads(this IEndpointRouteBuilder app) => app.MapGet("/downloads/{token}", FetchAsync).ExcludeFromDescription();

    /// <summary>Whatever it holds, a browser saves it: it neither guesses at its type nor runs anything in it.</summary>
    public static IResult Send(HttpContext http, ExportFile file)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Referrer-Policy"] = "no-referrer";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        return Results.Stream(file.Content, file.ContentType);
    }

    private static async Task<IResult> FetchAsync(HttpContext http, string token, IExports exports, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var file = await exports.FetchAsync(token, ct);
        return file.Ok ? Send(http, file.Value) : Problems.From(file.Failure);
    }
}
