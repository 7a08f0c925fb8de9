using System.ComponentModel;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Payments;

[Skill("receive_payment", Effect.Write, Risk.Low, "Notes that money came in for a contract; without an amount, all of its oldest open instalment.")]
public static class ReceivePaymentSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which contract, by number or title."), Record(Kinds.Contract)] string? contract = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("For which instalment."), Record(Kinds.Payment)] string? payment = null,
        [Description("How much came in.")] decimal? amount = null,
        [Description("When; today when not said.")] DateOnly? day = null,
        [Description("True: more than is open is meant.")] bool? mayExceed = null,
        CancellationToken ct = default)
    {
        long? paymentId = null;
        long contractId;
        if (payment is not null)
        {
            var one = await context.Resolve.NamedAsync(Kinds.Payment, "payment", payment, null, ct);
            if (one.Problem is { } unclear) return unclear;
            var found = await context.Session.AskAsync(new GetPayment { Id = one.Id }, ct);
            if (!found.Ok) return new Refused(found.Failure);
            (paymentId, contractId) = (one.Id, found.Value.ContractId);
        }
        else
        {
            var which = await context.Resolve.OfCustomerAsync(Kinds.Contract, contract, customer, true, ct);
            if (which.Problem is { } unclear) return unclear;
            contractId = which.Id;
        }

        var before = await context.Session.AskAsync(new ListPayments { ContractId = contractId, Paging = new Paging(Paging.MaxLimit) }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var after = await context.Session.RunAsync(new ReceivePayment { Id = paymentId, ContractId = contractId, Amount = amount, Day = day, MayExceed = mayExceed ?? false }, ct);
        if (!after.Ok) return new Refused(after.Failure);
        return new Done([PaymentLines.Received(context.Words, before.Value.Items, after.Value)], PaymentLines.Focus(after.Value[0]));
    }
}
