using BotCrm.Bot.Channels.ActivityProtocol;
using BotCrm.Core;
using BotCrm.Skills.Assistant;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>
/// A message with files, as multipart. In the conversation the files are only named; their content goes with the turn, and what the assistant
/// keeps of it is the sender's and sealed.
/// </summary>
internal static class UploadEndpoint
{
    private const string ActivityType = "application/vnd.microsoft.activity";
    private const int MaxFiles = 10;

    /// <summary>What the parts are wrapped in, besides the message itself.</summary>
    private const int Wrapping = 16 * 1024;

    public static async Task<IResult> PostAsync(HttpContext context, string id, DirectLineTurns turns, CrmOptions options, CancellationToken ct)
    {
        var most = options.MaxFileBytes;
        var body = most + DirectLineSettings.MaxActivityBytes + Wrapping;
        var (conversation, token, refusal) = DirectLineRequest.Enter(context, id);
        if (conversation is null)
            return refusal!;
        if (context.Request.ContentLength > body)
            return DirectLineError.FilesTooLarge(most);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = body;
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return DirectLineError.BadArgument($"Send multipart/form-data with a part 'activity' of type {ActivityType} and the files.");

        try
        {
            var (activity, files, wrong) = await ReadAsync(new MultipartReader(boundary, context.Request.Body) { BodyLengthLimit = most }, most, ct);
            if (wrong is not null)
                return wrong;
            var message = activity ?? new Activity { Type = "message" };
            return ActivityEndpoints.Accept(conversation, token!, message with { Attachments = files.Count > 0 ? [.. files.Select(file => file.Named)] : null }, turns, [.. files.Select(file => file.Content)]);
        }
        catch (InvalidDataException)
        {
            return DirectLineError.FilesTooLarge(most);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return DirectLineError.FilesTooLarge(most);
        }
        catch (IOException)
        {
            return DirectLineError.BadArgument("The multipart body ends too early.");
        }
    }

    private static async Task<(Activity? Activity, List<(Attachment Named, TurnFile Content)> Files, IResult? Wrong)> ReadAsync(MultipartReader reader, int most, CancellationToken ct)
    {
        Activity? activity = null;
        var files = new List<(Attachment Named, TurnFile Content)>();
        var total = 0L;
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            using var content = new MemoryStream();
            await section.Body.CopyToAsync(content, ct);
            total += content.Length;
            if (total > most + DirectLineSettings.MaxActivityBytes)
                return (null, files, DirectLineError.FilesTooLarge(most));
            if (section.ContentType?.StartsWith(ActivityType, StringComparison.OrdinalIgnoreCase) == true)
            {
                if (content.Length > DirectLineSettings.MaxActivityBytes)
                    return (null, files, DirectLineError.TooLarge(DirectLineSettings.MaxActivityBytes));
                (activity, var wrong) = DirectLineRequest.Parse(content.GetBuffer().AsSpan(0, (int)content.Length), ActivityJson.Wire.Activity);
                if (wrong is not null)
                    return (null, files, wrong);
            }
            else if (files.Count >= MaxFiles)
            {
                return (null, files, DirectLineError.BadArgument($"At most {MaxFiles} files go with one message."));
            }
            else
            {
                var name = section.GetContentDispositionHeader()?.FileName.Value ?? "";
                files.Add((new Attachment { ContentType = section.ContentType ?? "application/octet-stream", Name = name.Trim('"') }, new TurnFile(name.Trim('"'), content.ToArray())));
            }
        }

        return (activity, files, null);
    }
}
