using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Privacy.Consents;

/// <summary>Writes down that a contact agreed to something.</summary>
[Requires(Permissions.ContactsWrite)]
public sealed record RecordConsent : Command<ConsentView>
{
    public required long ContactId { get; init; }

    /// <summary>What for, in a word or two.</summary>
    public required string Purpose { get; init; }

    /// <summary>By which way they may be reached for it; null: any.</summary>
    public string? Channel { get; init; }

    /// <summary>When they said so; null: now.</summary>
    public DateTimeOffset? At { get; init; }

    public string? Proof { get; init; }

    public long? ProofFileId { get; init; }

    protected internal override Task<Result<ConsentView>> RunAsync(CrmSession session, CancellationToken ct) =>
        ConsentRules.RecordAsync(session, ContactId, Purpose, Channel, given: true, At, Proof, ProofFileId, ct);
}
