using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;

namespace BotCrm.Bot.Channels.ActivityProtocol.Connector;

/// <summary>
/// The Bot Connector API of a channel (<c>{serviceUrl}/v3/conversations/…</c>): sends and updates activities. Peers differ: 200, 201 and
/// 202 all mean taken, bodies may be empty, and 404, 405 or 501 mean that the client lacks the operation.
/// </summary>
internal sealed class ConnectorClient(IHttpClientFactory clients, ConnectorTokens tokens, SendRate rate, TimeProvider time, ILogger<ConnectorClient> log)
{
    public const string ClientName = "connector";

    private readonly ResiliencePipeline<HttpResponseMessage> retries = ConnectorRetries.Create(time, HttpStatusCode.PreconditionFailed, HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway, HttpStatusCode.GatewayTimeout);

    /// <returns>The id the channel gave it, when it said one.</returns>
    /// <exception cref="ConnectorException">It was not taken, after all retries.</exception>
    public async Task<string?> SendAsync(ServiceTarget target, string conversation, Activity activity, CancellationToken ct)
    {
        var plain = Activities(target, conversation);
        if (activity.ReplyToId is { Length: > 0 } replyTo && replyTo is not ("." or ".."))
        {
            using var reply = await CallAsync(HttpMethod.Post, $"{plain}/{Uri.EscapeDataString(replyTo)}", target, conversation, activity, ct);
            if (!Lacks(reply))
                return await IdAsync(reply, ct);
        }

        using var response = await CallAsync(HttpMethod.Post, plain, target, conversation, activity, ct);
        return await IdAsync(response, ct);
    }

    /// <summary>For what is not worth repeating. Failures are swallowed.</summary>
    public async Task TrySendOnceAsync(ServiceTarget target, string conversation, Activity activity, CancellationToken ct)
    {
        try
        {
            await rate.WaitAsync(conversation, ct);
            using var response = await AuthorizedAsync(HttpMethod.Post, Activities(target, conversation), target, Body(activity), ct);
        }
        catch (Exception e) when (e is HttpRequestException or ConnectorException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogDebug(e, "A {Type} activity was not taken.", activity.Type);
        }
    }

    /// <summary>Replaces a sent activity. False when the client cannot, or no longer has it.</summary>
    public async Task<bool> UpdateAsync(ServiceTarget target, string conversation, string activityId, Activity activity, CancellationToken ct)
    {
        using var response = await CallAsync(HttpMethod.Put, $"{Activities(target, conversation)}/{Uri.EscapeDataString(activityId)}", target, conversation, activity with { Id = activityId }, ct);
        return !Lacks(response) && Taken(response);
    }

    private static string Activities(ServiceTarget target, string conversation) => $"{target.BaseUrl}/v3/conversations/{Uri.EscapeDataString(conversation)}/activities";

    private static byte[] Body(Activity activity) => JsonSerializer.SerializeToUtf8Bytes(activity, ActivityJson.Wire.Activity);

    private async Task<HttpResponseMessage> CallAsync(HttpMethod method, string address, ServiceTarget target, string conversation, Activity activity, CancellationToken ct)
    {
        var body = Body(activity);
        try
        {
            return await retries.ExecuteAsync(
                async token =>
                {
                    await rate.WaitAsync(conversation, token);
                    return await AuthorizedAsync(method, address, target, body, token);
                },
                ct);
        }
        catch (HttpRequestException e)
        {
            throw new ConnectorException("The connector cannot be reached.", null, e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new ConnectorException("The connector did not answer in time.", null, e);
        }
    }

    private async Task<HttpResponseMessage> AuthorizedAsync(HttpMethod method, string address, ServiceTarget target, byte[] body, CancellationToken ct)
    {
        if (!target.SendToken)
            return await PostAsync(method, address, null, body, ct);
        var token = await tokens.GetAsync(ct);
        var response = await PostAsync(method, address, token, body, ct);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;

        // The token may have been revoked before its time: one more try with a new one.
        response.Dispose();
        tokens.Drop(token);
        return await PostAsync(method, address, await tokens.GetAsync(ct), body, ct);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpMethod method, string address, string? token, byte[] body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await clients.CreateClient(ClientName).SendAsync(request, ct);
    }

    private static bool Taken(HttpResponseMessage response) =>
        response.IsSuccessStatusCode ? true : throw new ConnectorException($"The connector answered {(int)response.StatusCode}.", response.StatusCode);

    private static bool Lacks(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented;

    private static async Task<string?> IdAsync(HttpResponseMessage response, CancellationToken ct)
    {
        _ = Taken(response);
        try
        {
            return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(ct), ActivityJson.Wire.ResourceResponse)?.Id;
        }
        catch (JsonException)
        {
            // Taken, without saying as what: an empty body, or none of JSON.
            return null;
        }
    }
}
