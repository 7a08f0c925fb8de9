using System.Text.Json;
using System.Text.Json.Nodes;
using BotCrm.Bot.Channels.ActivityProtocol.Connector;
using BotCrm.Bot.Channels.ActivityProtocol.Delivery;
using BotCrm.Bot.Channels.ActivityProtocol.Tokens;
using BotCrm.Skills.Assistant;
using Microsoft.Extensions.Options;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>
/// <c>POST /api/messages</c>: checks who posts, reads the activity, and answers the way it wants to be answered: in the body
/// (invokes, <c>expectReplies</c>) or with 202 and later through the connector.
/// </summary>
internal sealed class MessagesEndpoint(
    IOptions<BotOptions> options,
    InboundTokens tokens,
    ServiceHosts hosts,
    IEnumerable<IActivityHandler> handlers,
    CardInvokes invokes,
    ConversationQueues queues,
    ConnectorReplies connector,
    ReachablePeople reachable,
    ILogger<MessagesEndpoint> log)
{
    private readonly IActivityHandler[] handlers = [.. handlers];

    public async Task HandleAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        if (options.Value.IsDemo && !DemoModeGuard.IsLocal(context.Connection.RemoteIpAddress, context.Request))
        {
            await DemoModeGuard.RefuseAsync(context);
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            await RejectAsync(context, new Rejection(StatusCodes.Status405MethodNotAllowed, "MethodNotAllowed", "Activities are posted."));
            return;
        }

        // Before the body: a stranger's is not even parsed.
        var verdict = await tokens.CheckAsync(context.Request.Headers.Authorization, ct);
        if (verdict.Caller is not { } caller)
        {
            Unauthorized(context, verdict.BrokenRule);
            return;
        }

        var (activity, rejection) = await ActivityReader.ReadAsync(context.Request, options.Value.MaxBodyKilobytes * 1024, ct);
        if (activity is null)
        {
            await RejectAsync(context, rejection!);
            return;
        }

        if (caller.Denies(activity) is { } rule)
        {
            Unauthorized(context, rule);
            return;
        }

        await AnswerAsync(context, new ReceivedActivity(activity, caller, options.Value), ct);
    }

    private async Task AnswerAsync(HttpContext context, ReceivedActivity received, CancellationToken ct)
    {
        var activity = received.Activity;
        var collected = activity.DeliveryMode == "expectReplies";
        await reachable.KeepAsync(received, ct);
        if (activity.Type == ActivityTypes.Invoke)
        {
            await AnswerInvokeAsync(context, received, collected, ct);
            return;
        }

        var handler = Array.Find(handlers, handler => handler.Handles(activity));
        if (collected)
        {
            var replies = handler is null ? [] : await handler.AnswerAsync(received, repeatReplies: true, ct);
            await WriteRepliesAsync(context, received, [], replies, ct);
            return;
        }

        if (handler is null)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        if (hosts.Resolve(activity.ServiceUrl, received.Caller) is not { } target)
        {
            log.LogWarning("An activity asks for its replies at {ServiceUrl}, which may not be called.", activity.ServiceUrl);
            await RejectAsync(context, string.IsNullOrEmpty(activity.ServiceUrl)
                ? new Rejection(StatusCodes.Status400BadRequest, "BadArgument", "The activity has no serviceUrl to reply to; or ask for deliveryMode expectReplies.")
                : new Rejection(StatusCodes.Status403Forbidden, "Forbidden", "Replies may not be sent to this serviceUrl. See Bot:AllowedServiceHosts; without an app id only this machine is called."));
            return;
        }

        var taken = queues.TryEnqueue(QueueOf(received), stop => connector.RunAsync(target, activity, work => handler.AnswerAsync(received, repeatReplies: false, work), stop));
        if (taken)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        context.Response.Headers.RetryAfter = "5";
        await RejectAsync(context, new Rejection(StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too many activities are waiting."));
    }

    private async Task AnswerInvokeAsync(HttpContext context, ReceivedActivity received, bool collected, CancellationToken ct)
    {
        var answer = await invokes.AnswerAsync(received, ct);
        if (collected)
        {
            var value = JsonSerializer.SerializeToElement(new JsonObject { ["status"] = answer.Status, ["body"] = answer.Body?.DeepClone() });
            var response = ReplyActivities.Answer(received.Activity, ActivityTypes.InvokeResponse) with { Value = value };
            await WriteRepliesAsync(context, received, [response], answer.Rest, ct);
            return;
        }

        if (answer.Rest.Count > 0 && hosts.Resolve(received.Activity.ServiceUrl, received.Caller) is { } target)
            queues.TryEnqueue(QueueOf(received), stop => connector.SendAsync(target, received.Activity, answer.Rest, stop));
        context.Response.StatusCode = answer.Status;
        if (answer.Body is not null)
            await WriteAsync(context, answer.Body, ct);
    }

    private static async Task WriteRepliesAsync(HttpContext context, ReceivedActivity received, IReadOnlyList<Activity> first, IReadOnlyList<Reply> replies, CancellationToken ct)
    {
        var activities = first.Concat(ReplyActivities.Create(replies, received.Activity, IncomingActivities.DialectOf(received.Activity), TextAndCard.Together))
            // Always the same ids for the same activity, so that a caller that asks twice sees that it has them.
            .Select((activity, index) => activity with { Id = $"{received.Activity.Id ?? Guid.NewGuid().ToString()}|{index:0000}" })
            .ToList();
        await context.Response.WriteAsJsonAsync(new ExpectedReplies(activities), ActivityJson.Wire.ExpectedReplies, cancellationToken: ct);
    }

    private void Unauthorized(HttpContext context, string? brokenRule)
    {
        log.LogWarning("An activity from {Remote} was refused: not true that {Rule}.", context.Connection.RemoteIpAddress, brokenRule);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Bearer";
    }

    private static Task RejectAsync(HttpContext context, Rejection rejection)
    {
        context.Response.StatusCode = rejection.Status;
        return WriteAsync(context, new JsonObject { ["error"] = new JsonObject { ["code"] = rejection.Code, ["message"] = rejection.Message } }, context.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext context, JsonObject body, CancellationToken ct)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter, new JsonWriterOptions { Encoder = ActivityJson.Wire.Options.Encoder });
        body.WriteTo(writer);
        await writer.FlushAsync(ct);
    }

    /// <summary>Conversation ids are a channel's own.</summary>
    private static string QueueOf(ReceivedActivity received) => $"{received.Channel}\n{received.Conversation}";
}
