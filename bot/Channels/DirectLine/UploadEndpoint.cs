using BotCrm.Bot.Channels.ActivityProtocol;
using BotCrm.Skills.Assistant;
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

    public static async Task<IResult> PostAsync(HttpContext context, string id, DirectLineTurns turns, CancellationToken ct)
    {
        var (conversation, token, refusal) = DirectLineRequest.Enter(context, id);
        if (conversation is null)
            return refusal!;
        if (context.Request.ContentLength > DirectLineSettings.MaxUploadBytes)
            return DirectLineError.TooLarge(DirectLineSettings.MaxUploadBytes);
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return DirectLineError.BadArgument($"Send multipart/form-data with a part 'activity' of type {ActivityType} and the files.");

        try
        {
            var (activity, files, wrong) = await ReadAsync(new MultipartReader(boundary, context.Request.Body) { BodyLengthLimit = DirectLineSettings.MaxUploadBytes }, ct);
            if (wrong is not null)
                return wrong;
            var message = activity ?? new Activity { Type = "message" };
            return ActivityEndpoints.Accept(conversation, token!, message with { Attachments = files.Count > 0 ? [.. files.Select(file => file.Named)] : null }, turns, [.. files.Select(file => file.Content)]);
        }
        catch (InvalidDataException)
        {
            return DirectLineError.TooLarge(DirectLineSettings.MaxUploadBytes);
        }
        catch (IOException)
        {
            return DirectLineError.BadArgument("The multipart body ends too early.");
        }
    }

    private static async Task<(Activity? Activity, List<(Attachment Named, TurnFile Content)> Files, IResult? Wrong)> ReadAsync(MultipartReader reader, CancellationToken ct)
    {
        Activity? activity = null;
        var files = new List<(Attachment Named, TurnFile Content)>();
        var total = 0L;
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            using var content = new MemoryStream();
            await section.Body.CopyToAsync(content, ct);
            total += content.Length;
            if (total > DirectLineSettings.MaxUploadBytes)
                return (null, files, DirectLineError.TooLarge(DirectLineSettings.MaxUploadBytes));
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
