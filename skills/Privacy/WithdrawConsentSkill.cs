using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Consents;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Privacy;

[Skill("withdraw_consent", Effect.Write, Risk.Low, "Writes down that a contact takes a consent back.")]
public static class WithdrawConsentSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which person."), Record(Kinds.Contact)] string contact,
        [Description("What for, in a word or two: newsletter, calls.")] string purpose,
        [Description("The person's customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("By which way: email, sms, phone, wechat. Leave out for any.")] string? channel = null,
        [Description("When the person said so; default: now.")] DayOrTime? when = null,
        [Description("What proves it: where it was signed, what was said.")] string? proof = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Contact, contact, customer, null, ct);
        if (which.Problem is { } unclear) return unclear;
        channel ??= await OnlyChannelAsync(context, which.Id, purpose, ct);
        var consent = await context.Session.RunAsync(
            new WithdrawConsent { ContactId = which.Id, Purpose = purpose, Channel = channel, At = when?.Instant(context.Actor.TimeZone), Proof = proof },
            ct);
        return consent.Ok ? ConsentLines.Done(context, which.Record!, consent.Value) : new Refused(consent.Failure);
    }

    /// <summary>Who takes a consent back names what for, not by which way it was given: the one that stands is meant.</summary>
    private static async Task<string?> OnlyChannelAsync(SkillContext context, long contactId, string purpose, CancellationToken ct)
    {
        var all = await context.Session.AskAsync(new ListConsents { ContactId = contactId }, ct);
        if (!all.Ok) return null;
        var standing = all.Value.Where(c => c.Current && c.Given && c.Purpose.Equals(purpose.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        return standing is [{ Channel: { } only }] ? only : null;
    }
}
