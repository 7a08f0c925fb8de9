using System.Globalization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Privacy.Consents;
using BotCrm.Core.Privacy.Erasure;

namespace BotCrm.Bot.Api.Privacy;

internal sealed record EraseBody
{
    /// <summary>True: do it. Else it is a preview and nothing is changed.</summary>
    public bool? Confirm { get; init; }
}

/// <summary><c>counts</c>: how many pieces of what are (or would be) erased. <c>nameShared</c>: others bear the name; texts elsewhere that only name it stay.</summary>
internal sealed record ErasureResource(string Id, bool Erased, IReadOnlyDictionary<string, int> Counts, bool NameShared)
{
    public static ErasureResource From(ErasureReport report, bool erased) => new(report.ContactId.ToString(CultureInfo.InvariantCulture), erased, report.Counts, report.NameShared);
}

internal sealed record EraseUserBody
{
    /// <summary>Login of who takes over customers, contracts and what is open; needed when there is any.</summary>
    public Reference? Successor { get; init; }

    /// <summary>True: do it. Else it is a preview and nothing is changed.</summary>
    public bool? Confirm { get; init; }
}

/// <summary><c>handedOver</c>: how many records of what the successor takes over. <c>counts</c>: how many pieces of what lose the person. <c>login</c>: the pseudonym that stays.</summary>
internal sealed record UserErasureResource(string Id, bool Erased, string Login, IReadOnlyDictionary<string, int> HandedOver, IReadOnlyDictionary<string, int> Counts, bool NameShared)
{
    public static UserErasureResource From(UserErasureReport report, bool erased) => new(report.UserId.ToString(CultureInfo.InvariantCulture), erased, report.Pseudonym, report.HandedOver, report.Counts, report.NameShared);
}

internal sealed record NewConsent
{
    public string? Purpose { get; init; }

    public string? Channel { get; init; }

    /// <summary>False: withdrawn. True when not given.</summary>
    public bool? Given { get; init; }

    public DateTimeOffset? At { get; init; }

    public string? Proof { get; init; }

    /// <summary>Id of an uploaded file.</summary>
    public Reference? ProofFile { get; init; }
}

/// <summary><c>current</c>: nothing newer was said about this purpose and channel.</summary>
internal sealed record ConsentResource(string Id, string Contact, string Purpose, string? Channel, bool Given, DateTimeOffset At, string RecordedBy, string? Proof, string? ProofFile, bool Current)
{
    public static ConsentResource From(ConsentView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.ContactId.ToString(CultureInfo.InvariantCulture), view.Purpose, view.Channel, view.Given, view.At, view.RecordedBy, view.Proof,
        view.ProofFileId?.ToString(CultureInfo.InvariantCulture), view.Current);
}
