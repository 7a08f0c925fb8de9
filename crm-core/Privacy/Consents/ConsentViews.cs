using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;

namespace BotCrm.Core.Privacy.Consents;

/// <summary>One statement of a person. <paramref name="Current"/>: nothing newer was said about this purpose and channel.</summary>
public sealed record ConsentView(long Id, long ContactId, string ContactName, string Purpose, string? Channel, bool Given, DateTimeOffset At, string RecordedBy, string? Proof, long? ProofFileId, bool Current);

internal static class ConsentRules
{
    public static ConsentView View(Consent consent, string contactName, UserDirectory directory, bool current) => new(
        consent.Id, consent.ContactId, contactName, consent.Purpose, consent.Channel, consent.Given, consent.At, directory.Find(consent.RecordedById)?.Name ?? "", consent.Proof, consent.ProofFileId, current);

    /// <summary>What both giving and withdrawing write.</summary>
    public static async Task<Result<ConsentView>> RecordAsync(CrmSession session, long contactId, string purpose, string? channel, bool given, DateTimeOffset? at, string? proof, long? proofFileId, CancellationToken ct)
    {
        var found = await ContactRules.FindAsync(session, contactId, ct);
        if (!found.Ok)
            return found.Failure;
        var checks = new Checks();
        var what = checks.Required(purpose, Limits.Word, "purpose").ToLowerInvariant();
        var way = checks.Optional(channel, Limits.Word, "channel")?.ToLowerInvariant();
        var words = checks.Optional(proof, Limits.Text, "proof");
        checks.Instant(at, "at");
        checks.Require(at is null || at <= session.Now, "in_future", "at must not lie in the future.", "at");
        if (checks.Failure is { } wrong)
            return wrong;
        if (proofFileId is { } file && !(await session.AskAsync(new Files.GetFile { Id = file }, ct)).Ok)
            return Failure.NotFound(Kinds.File, file);
        var consent = new Consent
        {
            Id = await session.NewIdAsync(ct),
            ContactId = contactId,
            Purpose = what,
            Channel = way,
            Given = given,
            At = (at ?? session.Now).ToUniversalTime(),
            RecordedById = session.Actor.UserId,
            Proof = words,
            ProofFileId = proofFileId,
            CreatedAt = session.Now,
            UpdatedAt = session.Now,
        };
        session.Db.Consents.Add(consent);
        await session.SaveAsync(ct);
        return View(consent, found.Value.Contact.Name, await session.DirectoryAsync(ct), current: true);
    }
}
