using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>
/// How activities are written and read: camelCase, absent members left out, unknown members kept (<see cref="Activity.Other"/>).
/// Use <see cref="Wire"/>; the generated <c>Default</c> escapes every Chinese character.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(ExpectedReplies))]
[JsonSerializable(typeof(IReadOnlyList<Activity>))]
[JsonSerializable(typeof(ResourceResponse))]
public sealed partial class ActivityJson : JsonSerializerContext
{
    /// <summary>The context for everything on the wire. The relaxed encoder is safe here: the bodies are JSON, never part of a page.</summary>
    public static ActivityJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,

        // What says two things under one name is refused while it is read, not when somebody first looks into it.
        AllowDuplicateProperties = false,
    });
}

/// <summary>The body that answers <c>deliveryMode: expectReplies</c>.</summary>
public sealed record ExpectedReplies(IReadOnlyList<Activity> Activities);

/// <summary>What a connector answers: the id of what was sent.</summary>
public sealed record ResourceResponse(string? Id);
