using System.Diagnostics.CodeAnalysis;

namespace BotCrm.Core.Primitives;

/// <summary>What went wrong, as the caller must treat it: mend the input, accept that it is not there, not allowed, or changed meanwhile.</summary>
public enum FailureKind
{
    Invalid,
    NotFound,
    Forbidden,
    Conflict,
}

/// <summary>A record that is no longer as it was left. <paramref name="By"/> and <paramref name="At"/>: who changed it and when; null when nobody knows.</summary>
public sealed record RecordConflict(string Entity, long Id, string Name, string? By, DateTimeOffset? At);

/// <summary>
/// An expected failure. <paramref name="Code"/> is stable and dotted-free (<c>ticket_already_resolved</c>): skills translate by it;
/// <paramref name="Message"/> is plain English that says what to do, for the REST API. <paramref name="Policy"/> names the rule that refused.
/// </summary>
public sealed record Failure(string Code, FailureKind Kind, string Message, string? Field = null, string? Policy = null)
{
    /// <summary>Values the message speaks of (a name, a limit), for translation by <see cref="Code"/>.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    /// <summary>The records that stand in the way of what was asked, each with who changed it; empty where the message says it all.</summary>
    public IReadOnlyList<RecordConflict> Conflicts { get; init; } = [];

    public static Failure Invalid(string code, string message, string? field = null) => new(code, FailureKind.Invalid, message, field);

    /// <summary>Also the answer for what exists but may not be seen: for that actor it does not exist.</summary>
    public static Failure NotFound(string entity, long id) =>
        new("not_found", FailureKind.NotFound, $"There is no {entity} {id}.")
        {
            Data = new Dictionary<string, string> { ["entity"] = entity, ["id"] = id.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };

    public static Failure Forbidden(string policy, string message) => new("forbidden", FailureKind.Forbidden, message, Policy: policy);

    public static Failure Conflict(string code, string message) => new(code, FailureKind.Conflict, message);
}

/// <summary>A value or an expected failure, never both.</summary>
public readonly struct Result<T>
{
    private readonly T? value;

    private Result(T? value, Failure? failure)
    {
        this.value = value;
        Failure = failure;
    }

    public Failure? Failure { get; }

    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Ok => Failure is null;

    /// <exception cref="InvalidOperationException">The result is a failure.</exception>
    public T Value => Failure is null ? value! : throw new InvalidOperationException($"No value: {Failure.Code}: {Failure.Message}");

    /// <summary>For values of an interface type, which no conversion operator takes.</summary>
    internal static Result<T> Of(T value) => new(value, null);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Failure failure) => new(default, failure);
}

/// <summary>Helps where the compiler cannot: an interface has no implicit conversion.</summary>
public static class Result
{
    public static Result<T> Of<T>(T value) => Result<T>.Of(value);
}
