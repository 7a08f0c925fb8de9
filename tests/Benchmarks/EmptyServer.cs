using BotCrm.Bot.Channels.ActivityProtocol;

namespace BotCrm.Benchmarks;

/// <summary>The baseline: an ASP.NET endpoint that parses the same activity and answers it with one text activity, and does nothing else.</summary>
internal static class EmptyServer
{
    public const string Argument = "serve-empty";

    public static async Task<int> RunAsync(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        app.MapPost("/api/messages", async (HttpContext http) =>
        {
            var activity = (await http.Request.ReadFromJsonAsync(ActivityJson.Wire.Activity, http.RequestAborted))!;
            var answer = new Activity
            {
                Type = "message",
                Text = activity.Text,
                From = activity.Recipient,
                Recipient = activity.From,
                Conversation = activity.Conversation,
                ReplyToId = activity.Id,
            };
            await http.Response.WriteAsJsonAsync(new ExpectedReplies([answer]), ActivityJson.Wire.ExpectedReplies, cancellationToken: http.RequestAborted);
        });
        app.MapGet("/health", () => "ok");
        await app.RunAsync();
        return 0;
    }
}
