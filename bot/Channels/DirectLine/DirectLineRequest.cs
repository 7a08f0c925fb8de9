using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BotCrm.Bot.Channels.ActivityProtocol;

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>What every endpoint does first: who calls, and what the body says.</summary>
internal static class DirectLineRequest
{
    /// <summary>The token of the request for this conversation, or the refusal.</summary>
    public static (DirectLineToken? Token, IResult? Refusal) Authorize(HttpContext context, string? conversation)
    {
        if (Bearer(context) is not { } text)
            return (null, DirectLineError.NoToken());
        var problem = context.RequestServices.GetRequiredService<DirectLineTokens>().Check(text, out var token);
        if (problem == TokenProblem.Expired)
            return (null, DirectLineError.ExpiredToken());
        if (problem != TokenProblem.None || token!.Use == "stream")
            return (null, DirectLineError.Forbidden("This is not a token of this service. Get one from tokens/generate."));
        return conversation is not null && token.Conversation != conversation ? (null, DirectLineError.ForeignConversation()) : (token, null);
    }

    /// <summary>The token and its started conversation. One that this process does not know but that was started once (before a restart) is taken up again, empty.</summary>
    public static (Conversation? Conversation, DirectLineToken? Token, IResult? Refusal) Enter(HttpContext context, string id)
    {
        var (token, refusal) = Authorize(context, id);
        if (token is null)
            return (null, null, refusal);
        var conversations = context.RequestServices.GetRequiredService<Conversations>();
        var conversation = token.Use == "talk" ? conversations.Open(id, token.User, out _) : conversations.Find(id);
        return conversation is null ? (null, null, DirectLineError.UnknownConversation()) : (conversation, token, null);
    }

    public static string? Bearer(HttpContext context)
    {
        const string scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && header.Length > scheme.Length ? header[scheme.Length..].Trim() : null;
    }

    /// <summary>The body as JSON; an empty one is null.</summary>
    public static async Task<(T? Body, IResult? Refusal)> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var (bytes, refusal) = await ReadBytesAsync(context, DirectLineSettings.MaxActivityBytes, ct);
        if (bytes is null || bytes.Length == 0)
            return (null, refusal);
        return Parse(bytes, type);
    }

    public static (T? Body, IResult? Refusal) Parse<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize(bytes, type) is not { } body)
                return (null, DirectLineError.BadArgument("The body must be a JSON object."));
            return JsonText.IsWhole(new Utf8JsonReader(bytes)) ? (body, null) : (null, DirectLineError.BadArgument("The body has half a character in it (an unpaired surrogate)."));
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" (line {line + 1}, byte {e.BytePositionInLine + 1})") : "";
            return (null, DirectLineError.BadArgument($"The body is not the JSON that is expected here{place}."));
        }
    }

    private static async Task<(byte[]? Bytes, IResult? Refusal)> ReadBytesAsync(HttpContext context, int limit, CancellationToken ct)
    {
        if (context.Request.ContentLength > limit)
            return (null, DirectLineError.TooLarge(limit));
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > limit)
                return (null, DirectLineError.TooLarge(limit));
            body.Write(buffer, 0, read);
        }

        return (body.ToArray(), null);
    }
}
