using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Privacy.Consents;

/// <summary>Writes down that a contact takes a consent back. The consent itself stays: it proves what was allowed until then.</summary>
[Requires(Permissions.ContactsWrite)]
public sealed record WithdrawConsent : Command<ConsentView>
{
    public required long ContactId { get; init; }

    public required string Purpose { get; init; }

    public string? Channel { get; init; }

    public DateTimeOffset? At { get; init; }

    public string? Proof { get; init; }

    protected internal override async Task<Result<ConsentView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var listed = await session.AskAsync(new ListConsents { ContactId = ContactId }, ct);
        if (!listed.Ok)
            return listed.Failure;
        var purpose = Purpose?.Trim().ToLowerInvariant();
        var channel = Channel?.Trim().ToLowerInvariant() is { Length: > 0 } given ? given : null;
        if (!listed.Value.Any(consent => consent.Current && consent.Given && consent.Purpose == purpose && consent.Channel == channel))
        {
            return new Failure("no_such_consent", FailureKind.NotFound, $"There is no consent for {Purpose} that could be withdrawn.", "purpose")
            {
                Data = new Dictionary<string, string> { ["purpose"] = Purpose ?? "" },
            };
        }
        return await ConsentRules.RecordAsync(session, ContactId, Purpose!, channel, given: false, At, Proof, null, ct);
    }
}
