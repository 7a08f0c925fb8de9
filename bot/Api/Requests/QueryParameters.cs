namespace BotCrm.Bot.Api.Requests;

/// <summary>What an endpoint reads from the query string: checked against what is sent, and shown in the OpenAPI document.</summary>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All);

/// <param name="Type">As for fields; <see cref="Moment"/> for an instant or a day.</param>
internal sealed record QueryParameter(string Name, Type Type, string Description, bool Required = false)
{
    public static QueryParameter Of<T>(string name, string description) => new(name, typeof(T), description);
}

/// <summary>Marks a parameter that takes an instant with offset or a whole day in the user's time zone.</summary>
internal sealed record Moment;
