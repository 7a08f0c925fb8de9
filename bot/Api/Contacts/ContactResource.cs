using System.Globalization;
using System.Text.Json.Serialization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Contacts;

namespace BotCrm.Bot.Api.Contacts;

/// <summary>A contact. Phone, e-mail, WeChat and id number are masked, and <c>masked</c> is true, for whom does not look after the customer.</summary>
internal sealed record ContactResource(
    string Id,
    string Customer,
    string CustomerName,
    string Name,
    string? Title,
    string? Phone,
    string? Email,
    [property: JsonPropertyName("wechat")] string? WeChat,
    string? Notes,
    bool Masked,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version,
    string? IdNumber) : IVersioned
{
    public DecisionRole? DecisionRole { get; init; }

    public ContactChannel? PreferredChannel { get; init; }

    public string? Language { get; init; }

    /// <summary>True: this person asked to be left alone.</summary>
    public bool DoNotContact { get; init; }

    public DateOnly? Birthday { get; init; }

    public DateOnly? Anniversary { get; init; }

    /// <summary>The company's own fields by code; GET /api/v1/fields says which there are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = new Dictionary<string, object>();

    public static ContactResource From(ContactView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.CustomerId.ToString(CultureInfo.InvariantCulture), view.CustomerName, view.Name, view.Title,
        view.Phone, view.Email, view.WeChat, view.Notes, view.Masked, view.CreatedAt, view.UpdatedAt, view.Version, view.IdNumber)
    {
        DecisionRole = view.Profile.DecisionRole,
        PreferredChannel = view.Profile.PreferredChannel,
        Language = view.Profile.Language,
        DoNotContact = view.Profile.DoNotContact == true,
        Birthday = view.Profile.Birthday,
        Anniversary = view.Profile.Anniversary,
        Custom = view.Custom,
    };
}

internal sealed record NewContact
{
    /// <summary>The company's own fields by code; null empties one, those not named stay.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    public Reference? Customer { get; init; }

    public string? Name { get; init; }

    public string? Title { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    [JsonPropertyName("wechat")]
    public string? WeChat { get; init; }

    /// <summary>Of an identity card, passport or the like.</summary>
    public string? IdNumber { get; init; }

    public string? Notes { get; init; }

    public DecisionRole? DecisionRole { get; init; }

    public ContactChannel? PreferredChannel { get; init; }

    /// <summary>Language tag such as en, de or zh.</summary>
    public string? Language { get; init; }

    public bool? DoNotContact { get; init; }

    public DateOnly? Birthday { get; init; }

    public DateOnly? Anniversary { get; init; }

    /// <summary>True: also when the customer has this person already.</summary>
    public bool? AllowDuplicate { get; init; }

    /// <summary>A past time, by an administrator only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>Only the given fields change; null empties one.</summary>
internal sealed record ContactChange
{
    /// <summary>The company's own fields by code; null empties one, those not named stay.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    public string? Name { get; init; }

    public string? Title { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    [JsonPropertyName("wechat")]
    public string? WeChat { get; init; }

    /// <summary>Of an identity card, passport or the like.</summary>
    public string? IdNumber { get; init; }

    public string? Notes { get; init; }

    public DecisionRole? DecisionRole { get; init; }

    public ContactChannel? PreferredChannel { get; init; }

    /// <summary>Language tag such as en, de or zh.</summary>
    public string? Language { get; init; }

    public bool? DoNotContact { get; init; }

    public DateOnly? Birthday { get; init; }

    public DateOnly? Anniversary { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}
