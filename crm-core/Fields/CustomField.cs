using BotCrm.Core.Primitives;

namespace BotCrm.Core.Fields;

public enum CustomFieldType
{
    Text,
    Number,

    /// <summary>An amount in the field's currency.</summary>
    Money,
    Date,
    YesNo,
    Choice,
    MultiChoice,
    Phone,
    Email,
    Url,
}

/// <summary>One of the values of a choice: what is stored, and what it is called.</summary>
public sealed record CustomChoice(string Code, LocalName Name);

/// <summary>A field that the company added to a noun by configuration.</summary>
public sealed record CustomField(string Noun, string Code, LocalName Name, CustomFieldType Type)
{
    public IReadOnlyList<CustomChoice> Choices { get; init; } = [];

    /// <summary>A record cannot be made without it, nor lose it.</summary>
    public bool Required { get; init; }

    /// <summary>Smallest number or amount.</summary>
    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    /// <summary>Longest text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A regular expression that the whole text must fit.</summary>
    public string? Pattern { get; init; }

    /// <summary>Sealed in the store, and masked as contact details are.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Roles that do not see it at all.</summary>
    public IReadOnlyList<string> HiddenFrom { get; init; } = [];

    /// <summary>Its words are found by the search over all records.</summary>
    public bool Searchable { get; init; }

    /// <summary>Of a money field; null: the company's.</summary>
    public string? Currency { get; init; }

    /// <summary>What field rights call it: <c>customer.custom.store_format</c>.</summary>
    public string RightsName => $"{Noun}.custom.{Code}";

    /// <summary>What failures and imports call it: <c>custom.store_format</c>.</summary>
    public string Path => FieldBook.Prefix + Code;

    public bool IsChoice => Type is CustomFieldType.Choice or CustomFieldType.MultiChoice;

    /// <summary>Whether its values have an order, so that a range of them may be asked for.</summary>
    public bool HasRange => Type is CustomFieldType.Number or CustomFieldType.Money or CustomFieldType.Date;

    /// <summary>The choice that somebody means by its code or by its name in either language.</summary>
    public CustomChoice? Said(string text)
    {
        var said = text.Trim();
        return Choices.FirstOrDefault(one => one.Code.Equals(said.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase))
            ?? Choices.FirstOrDefault(one => one.Name.En.Equals(said, StringComparison.OrdinalIgnoreCase) || one.Name.Zh.Equals(said, StringComparison.OrdinalIgnoreCase));
    }
}
