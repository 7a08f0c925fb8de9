namespace BotCrm.Core.Webhooks;

/// <summary>What a webhook is sent. <paramref name="Signature"/>: hex of HMAC-SHA-256 under the webhook's secret over timestamp, a full stop, and the body.</summary>
public sealed record WebhookMessage(Uri Address, long DeliveryId, long WebhookId, string Timestamp, string Signature, string Body);

/// <summary>The answer's status; or, without one, what went wrong on the way.</summary>
public sealed record WebhookAnswer(int? Status, string? Error)
{
    public bool Ok => Status is >= 200 and < 300;
}

/// <summary>The way out of the house. The host gives it, because only the host talks to the network.</summary>
public interface IWebhookSender
{
    /// <summary>Why nothing is ever sent to this address; null when it may be. Names are checked again when they are connected to.</summary>
    string? Refuses(Uri address);

    Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken ct);
}
