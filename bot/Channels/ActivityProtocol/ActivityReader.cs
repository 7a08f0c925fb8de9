using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>Why a request is turned away: the status and one line for the sender's developer.</summary>
internal sealed record Rejection(int Status, string Code, string Message);

/// <summary>Reads one activity from a request body that may be anything.</summary>
internal static class ActivityReader
{
    /// <summary>Ids become keys, paths and log entries. Real ones have at most some 300 characters.</summary>
    private const int MaxIdLength = 1024;

    public static async Task<(Activity? Activity, Rejection? Rejection)> ReadAsync(HttpRequest request, int maxBytes, CancellationToken ct)
    {
        // A page elsewhere can post other types without asking the browser's leave (CORS); this one it cannot.
        if (!request.HasJsonContentType())
            return Reject(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "Send an activity as application/json.");
        if (request.ContentLength > maxBytes)
            return TooLarge(maxBytes);

        try
        {
            return await ReadAsync(request.BodyReader, maxBytes, ct);
        }
        catch (BadHttpRequestException e)
        {
            // The server's own limits, or a body cut off or badly chunked.
            return Reject(e.StatusCode, "BadSyntax", "The body cannot be read.");
        }
    }

    private static async Task<(Activity?, Rejection?)> ReadAsync(PipeReader body, int maxBytes, CancellationToken ct)
    {
        while (true)
        {
            var read = await body.ReadAsync(ct);
            if (read.Buffer.Length > maxBytes)
            {
                body.AdvanceTo(read.Buffer.End);
                return TooLarge(maxBytes);
            }

            if (read.IsCompleted)
            {
                var result = Parse(read.Buffer);
                body.AdvanceTo(read.Buffer.End);
                return result;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static (Activity?, Rejection?) Parse(ReadOnlySequence<byte> json)
    {
        Activity? activity;
        try
        {
            if (json.FirstSpan.StartsWith("\uFEFF"u8))
                json = json.Slice(3);
            var reader = new Utf8JsonReader(json);
            activity = JsonSerializer.Deserialize(ref reader, ActivityJson.Wire.Activity);
            if (reader.Read())
                return Reject(StatusCodes.Status400BadRequest, "BadSyntax", "There is more after the activity.");
            if (!JsonText.IsWhole(new Utf8JsonReader(json)))
                return Reject(StatusCodes.Status400BadRequest, "BadSyntax", "The body has half a character in it (an unpaired surrogate).");
        }
        catch (JsonException e)
        {
            // The path and position help; the message proper may name .NET types.
            return Reject(StatusCodes.Status400BadRequest, "BadSyntax", $"The body is not an activity: wrong at {e.Path ?? "$"}, line {e.LineNumber + 1 ?? 1}.");
        }

        if (activity is null)
            return Reject(StatusCodes.Status400BadRequest, "BadSyntax", "The body is null where an activity belongs.");
        var problem = Problem(activity);
        return problem is null ? (activity, null) : Reject(StatusCodes.Status400BadRequest, "BadArgument", problem);
    }

    private static string? Problem(Activity activity)
    {
        if (string.IsNullOrWhiteSpace(activity.Type))
            return "The activity has no type.";
        foreach (var (name, id) in new[] { ("id", activity.Id), ("conversation.id", activity.Conversation?.Id), ("from.id", activity.From?.Id), ("channelId", activity.ChannelId), ("serviceUrl", activity.ServiceUrl) })
        {
            if (id?.Length > MaxIdLength)
                return $"{name} is longer than {MaxIdLength} characters.";
        }

        // Escaping leaves dots alone, so these would climb in the connector's path.
        if (activity.Conversation?.Id is "." or "..")
            return "conversation.id is not an id.";
        if (activity.Type is ActivityTypes.Message or ActivityTypes.Invoke or ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate)
        {
            if (string.IsNullOrWhiteSpace(activity.Conversation?.Id))
                return "The activity has no conversation.id.";
            if (activity.Type is ActivityTypes.Message or ActivityTypes.Invoke && string.IsNullOrWhiteSpace(activity.From?.Id))
                return "The activity has no from.id.";
        }

        return null;
    }

    private static (Activity?, Rejection?) TooLarge(int maxBytes) =>
        Reject(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", $"An activity may have {maxBytes / 1024} KB.");

    private static (Activity?, Rejection?) Reject(int status, string code, string message) => (null, new Rejection(status, code, message));
}
