namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>Refusals as Direct Line words them: <c>{"error": {"code", "message"}}</c>. Clients go by the status.</summary>
internal static class DirectLineError
{
    public static IResult BadArgument(string message) => Create(StatusCodes.Status400BadRequest, "BadArgument", message);

    public static IResult NoToken() => Create(StatusCodes.Status401Unauthorized, "MissingToken", "Send a token from tokens/generate as 'Authorization: Bearer <token>'.");

    public static IResult Forbidden(string message) => Create(StatusCodes.Status403Forbidden, "Forbidden", message);

    public static IResult ExpiredToken() => Create(StatusCodes.Status403Forbidden, "TokenExpired", "The token has expired. Get a new one from tokens/generate.");

    public static IResult ForeignConversation() => Create(StatusCodes.Status403Forbidden, "Forbidden", "The token is for another conversation.");

    public static IResult UnknownConversation() => Create(StatusCodes.Status404NotFound, "NotFound", "There is no such conversation; start one with POST conversations.");

    public static IResult TooLarge(int limit) =>
        Create(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The body is larger than {limit / 1024} KB."));

    public static IResult FilesTooLarge(int limit) =>
        Create(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The files of a message may have {limit / (1024 * 1024)} MB together (Files:MaxMegabytes); send less at once."));

    public static IResult TooMany() =>
        Create(StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too many messages of this conversation are waiting for an answer; wait a moment.");

    private static IResult Create(int status, string code, string message) =>
        Results.Json(new ErrorAnswer(new ErrorDetail(code, message)), DirectLineJson.Wire.ErrorAnswer, statusCode: status);
}
