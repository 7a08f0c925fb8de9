using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>
/// An activity of the Bot Framework protocol (v3.1), as much of it as BotCrm reads or writes; the rest survives in <see cref="Other"/>.
/// Source: microsoft/botframework-sdk specs/botframework-activity.
/// </summary>
public sealed record Activity
{
    public string? Type { get; init; }

    public string? Id { get; init; }

    public string? Timestamp { get; init; }

    public string? LocalTimestamp { get; init; }

    public string? LocalTimezone { get; init; }

    public string? ServiceUrl { get; init; }

    public string? ChannelId { get; init; }

    public ChannelAccount? From { get; init; }

    public ConversationAccount? Conversation { get; init; }

    public ChannelAccount? Recipient { get; init; }

    public IReadOnlyList<ChannelAccount>? MembersAdded { get; init; }

    public string? TextFormat { get; init; }

    public string? Text { get; init; }

    public string? Speak { get; init; }

    /// <summary>Shown instead of the attachments where a client cannot draw them, and in notifications.</summary>
    public string? Summary { get; init; }

    public string? InputHint { get; init; }

    public string? Locale { get; init; }

    public string? Action { get; init; }

    public string? Name { get; init; }

    public string? ReplyToId { get; init; }

    public string? DeliveryMode { get; init; }

    public string? AttachmentLayout { get; init; }

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    public IReadOnlyList<JsonElement>? Entities { get; init; }

    public SuggestedActions? SuggestedActions { get; init; }

    public JsonElement? Value { get; init; }

    public JsonElement? ChannelData { get; init; }

    /// <summary>Settable, because the generated reader cannot fill an init-only one.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; }
}

public sealed record ChannelAccount
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? AadObjectId { get; init; }

    public string? Role { get; init; }
}

public sealed record ConversationAccount
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public bool? IsGroup { get; init; }

    public string? ConversationType { get; init; }

    public string? TenantId { get; init; }
}

public sealed record Attachment
{
    public string? ContentType { get; init; }

    public string? ContentUrl { get; init; }

    public JsonNode? Content { get; init; }

    public string? Name { get; init; }
}

public sealed record SuggestedActions
{
    public IReadOnlyList<CardActionButton>? Actions { get; init; }
}

public sealed record CardActionButton(string Type, string Title, string Value);
