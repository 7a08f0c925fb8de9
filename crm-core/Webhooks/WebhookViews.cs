namespace BotCrm.Core.Webhooks;

/// <param name="Secret">Told once, when it was made.</param>
public sealed record WebhookView(
    long Id, string Name, string Address, IReadOnlyList<string> Kinds, string OwnerLogin, bool Enabled, int Waiting, DateTimeOffset? FailingSince, string? Secret,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version);

public sealed record WebhookDeliveryView(long Id, long Sequence, DateTimeOffset CreatedAt, int Attempts, int? Status, string? Error, DateTimeOffset? NextAt, DateTimeOffset? DeliveredAt);
