using System.Globalization;
using System.Net;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Surveys;

namespace BotCrm.Bot.Surveys;

/// <summary>
/// The page behind a survey's link. Whoever opens it proves nothing but to have the link, so it shows nothing about anybody, runs no script, and
/// writes only when the form is sent.
/// </summary>
internal static class SurveyPages
{
    private const int MaxForm = 16 * 1024;
    private static readonly Origin Origin = new("survey", Sentence: "survey link");

    public static void MapSurveyPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/survey/{token}", ShowAsync).ExcludeFromDescription();
        app.MapPost("/survey/{token}", AnswerAsync).ExcludeFromDescription().DisableAntiforgery();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string token, ICrm crm, CancellationToken ct)
    {
        var words = SurveyWords.For(http.Request);
        var page = await crm.AskAsync(Actor.System, Origin, new OpenSurveyLink { Token = token }, ct);
        if (!page.Ok)
            return Page(http, words, words.Unknown, StatusCodes.Status404NotFound);
        return page.Value.State switch
        {
            SurveyPageState.Open => Page(http, words, Form(words, page.Value.Kind, null)),
            SurveyPageState.Answered => Page(http, words, words.Answered),
            _ => Page(http, words, words.Expired, StatusCodes.Status410Gone),
        };
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, string token, ICrm crm, CancellationToken ct)
    {
        var words = SurveyWords.For(http.Request);
        if (!http.Request.HasFormContentType || http.Request.ContentLength is null or > MaxForm)
            return Page(http, words, words.Unknown, StatusCodes.Status400BadRequest);
        var form = await http.Request.ReadFormAsync(ct);
        // What is no number is outside every scale, and asked for again.
        var score = int.TryParse(form["score"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        var answered = await crm.RunAsync(Actor.System, Origin, new AnswerSurveyLink { Token = token, Score = score, Comment = form["comment"] }, ct);
        if (answered.Ok)
            return Page(http, words, words.Thanks);
        var page = await crm.AskAsync(Actor.System, Origin, new OpenSurveyLink { Token = token }, ct);
        return answered.Failure.Code switch
        {
            "not_found" => Page(http, words, words.Unknown, StatusCodes.Status404NotFound),
            "survey_already_answered" => Page(http, words, words.Answered, StatusCodes.Status409Conflict),
            "survey_expired" => Page(http, words, words.Expired, StatusCodes.Status410Gone),
            _ => Page(http, words, Form(words, page.Value.Kind, words.Choose), StatusCodes.Status400BadRequest),
        };
    }

    private static string Form(SurveyWords words, SurveyKind kind, string? problem)
    {
        var (least, most) = kind == SurveyKind.Nps ? (0, 10) : (1, 5);
        var choices = string.Concat(Enumerable.Range(least, most - least + 1).Select(score =>
            string.Create(CultureInfo.InvariantCulture, $"<label><input type=\"radio\" name=\"score\" value=\"{score}\" required> {score}</label>")));
        return $"""
            <form method="post">
            {(problem is null ? "" : $"<p role=\"alert\"><strong>{problem}</strong></p>")}
            <fieldset><legend>{(kind == SurveyKind.Nps ? words.Recommend : words.Content)}</legend>
            <p class="scale"><span>{words.Least(kind)}</span>{choices}<span>{words.Most(kind)}</span></p></fieldset>
            <label class="text">{words.Comment}<textarea name="comment" rows="4" maxlength="1000"></textarea></label>
            <button type="submit">{words.Send}</button>
            </form>
            """;
    }

    private static IResult Page(HttpContext http, SurveyWords words, string content, int status = StatusCodes.Status200OK)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
        var body = content.StartsWith('<') ? content : $"<p>{WebUtility.HtmlEncode(content)}</p>";
        return Results.Content(
            $$"""
            <!DOCTYPE html>
            <html lang="{{words.Language}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{words.Title}}</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}fieldset{border:0;padding:0}legend{font-size:1.25rem}.scale{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center}.text{display:block;margin:1rem 0}textarea{display:block;width:100%;box-sizing:border-box;font:inherit}button{font:inherit;padding:.5rem 1.5rem}</style></head>
            <body><main>{{body}}</main></body></html>
            """,
            "text/html; charset=utf-8",
            statusCode: status);
    }
}
