using System.Globalization;
using BotCrm.Core.Primitives;
using Microsoft.AspNetCore.Mvc;

namespace BotCrm.Bot.Api.Requests;

/// <summary>Failures as RFC 9457 problem details, with the stable <c>code</c>, the <c>field</c> or <c>policy</c> that it is about, and the <c>conflicts</c> in the way.</summary>
internal static class Problems
{
    private const string UnsupportedCode = "unsupported_media_type";
    private const string TooLargeCode = "body_too_large";

    public static Failure Unsupported(string message) => Failure.Invalid(UnsupportedCode, message);

    public static Failure TooLarge(int maxBytes) =>
        Failure.Invalid(TooLargeCode, string.Create(CultureInfo.InvariantCulture, $"The body is larger than {maxBytes / 1024} KB."));

    public static IResult From(Failure failure, bool conditional = false) =>
        Of(Status(failure, conditional), failure.Code, failure.Message, failure.Field, failure.Policy, failure.Conflicts);

    public static IResult Of(int status, string code, string detail, string? field = null, string? policy = null, IReadOnlyList<RecordConflict>? conflicts = null)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        if (field is not null)
            extensions["field"] = field;
        if (policy is not null)
            extensions["policy"] = policy;
        if (conflicts is { Count: > 0 })
            extensions["conflicts"] = conflicts.Select(one => new { one.Entity, Id = one.Id.ToString(CultureInfo.InvariantCulture), one.Name, one.By, one.At }).ToList();
        return Results.Problem(new ProblemDetails { Status = status, Detail = detail, Extensions = extensions });
    }

    private static int Status(Failure failure, bool conditional) => failure.Kind switch
    {
        FailureKind.NotFound => StatusCodes.Status404NotFound,
        FailureKind.Forbidden => StatusCodes.Status403Forbidden,
        FailureKind.Conflict => conditional ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status409Conflict,
        _ => failure.Code switch
        {
            UnsupportedCode => StatusCodes.Status415UnsupportedMediaType,
            TooLargeCode => StatusCodes.Status413PayloadTooLarge,
            _ => StatusCodes.Status400BadRequest,
        },
    };
}
