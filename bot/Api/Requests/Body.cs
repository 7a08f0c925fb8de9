using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Requests;

/// <summary>A body with the fields that were given as null, which in a change means: empty it.</summary>
internal sealed class Body<T>(T value, IReadOnlyList<string> nulls, ApiCall call)
    where T : class
{
    public T Value => value;

    public bool IsNull(string field) => nulls.Contains(field, StringComparer.Ordinal);

    /// <summary>The emptied fields as the core calls them. One that must have a value fails the call.</summary>
    public IReadOnlyList<string> Clear(params ReadOnlySpan<string> clearable)
    {
        foreach (var field in nulls)
        {
            if (!clearable.Contains(field))
                call.Fail(Failure.Invalid("missing_value", $"'{field}' cannot be null.", field));
        }

        return nulls;
    }

    /// <summary>A field that must be there.</summary>
    public TField Needed<TField>(TField? given, string field, TField other)
        where TField : class
    {
        if (given is not null)
            return given;

        call.Fail(Missing(field));
        return other;
    }

    public TField Needed<TField>(TField? given, string field)
        where TField : struct
    {
        if (given is null)
            call.Fail(Missing(field));
        return given ?? default;
    }

    private static Failure Missing(string field) => Failure.Invalid("missing_value", $"'{field}' is needed.", field);
}
