namespace BotCrm.Core.Transfer.Mapping;

/// <summary>How the values of an import field are read.</summary>
public enum FieldType
{
    Text,

    /// <summary>Identifies the row in the system it comes from.</summary>
    Key,

    /// <summary>A customer, by name or number.</summary>
    Customer,

    /// <summary>A colleague, by login, name or number.</summary>
    User,
    Phone,
    Email,
    Money,
    Currency,
    Day,
    Time,
    Number,
    YesNo,

    /// <summary>Several words in one cell.</summary>
    Words,

    /// <summary>One of a fixed set, in any of the languages.</summary>
    Choice,
}

/// <summary>Something that a column may be read as. <paramref name="Name"/> is what the API calls it.</summary>
public sealed record ImportField(string Name, FieldType Type, bool Required = false)
{
    /// <summary>Only an administrator who loads data may set it.</summary>
    public bool AdminOnly { get; init; }

    /// <summary>What a <see cref="FieldType.Choice"/> may be, each with the words that mean it.</summary>
    internal IReadOnlyDictionary<string, string[]> Choices { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Headers as exports write them, in any language.</summary>
    internal IReadOnlyList<string> Headers { get; init; } = [];
}
