using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Payments;

/// <summary>Turns a plan into payments that sum to the contract's value to the cent, or says what is missing.</summary>
internal static class Planning
{
    public const int MaxInstalments = 120;

    /// <summary>
    /// Lays the plan over what is planned now. Payments that something came in for stay, cut to what came in; the plan is for the rest of the
    /// value. Returns what is wrong.
    /// </summary>
    public static async Task<Failure?> LayAsync(CrmSession session, Contract contract, PaymentPlan plan, IReadOnlyList<Payment> old, CancellationToken ct)
    {
        var kept = old.Where(payment => payment.ReceivedMinor > 0).ToList();
        var rest = contract.ValueMinor - kept.Sum(payment => payment.ReceivedMinor);
        if (rest < 0)
            return PaymentFailures.ReceivedMore(contract, kept.Sum(payment => payment.ReceivedMinor));
        if (rest == 0 && kept.Count > 0 && plan is { Count: null, Instalments: [] })
        {
            Keep(session, kept, old);
            return null;
        }
        var laid = Instalments(contract, plan, rest);
        if (!laid.Ok)
            return laid.Failure;

        Keep(session, kept, old);
        var number = kept.Count == 0 ? 0 : kept.Max(payment => payment.Number);
        foreach (var one in laid.Value.OrderBy(one => one.DueOn))
        {
            session.Db.Payments.Add(new Payment
            {
                Id = await session.NewIdAsync(ct),
                ContractId = contract.Id,
                Number = ++number,
                DueOn = one.DueOn,
                AmountMinor = one.Minor,
                Note = one.Note,
                CreatedAt = session.Now,
                UpdatedAt = session.Now,
            });
        }
        return null;
    }

    /// <summary>The instalments of a plan over a rest of the contract's value.</summary>
    internal static Result<IReadOnlyList<(DateOnly DueOn, long Minor, string? Note)>> Instalments(Contract contract, PaymentPlan plan, long rest)
    {
        var check = new Checks();
        if (plan.Count is { } count)
        {
            check.Range(count, 1, MaxInstalments, "count");
            check.Known<PlanInterval>(plan.Every, "every");
            check.Day(plan.First, "first");
            if (plan.Instalments.Count > 0)
                check.Fail("plan_unclear", "Give instalments one by one or a count, not both.", "plan");
            return check.Failure is { } wrong ? wrong : Equal(contract, plan, count, rest);
        }
        if (plan.Instalments.Count is 0 or > MaxInstalments)
            check.Fail("plan_empty", $"A plan has 1 to {MaxInstalments} instalments; give them one by one, or a count.", "plan");
        if (plan.Instalments.Count(one => one is { Amount: null, Percent: null }) > 1)
            check.Fail("plan_unclear", "Only one instalment may be left to take the rest; give the others an amount or a percentage.", "plan");
        foreach (var one in plan.Instalments)
        {
            check.Amount(one.Amount, contract.Currency, "amount");
            check.Percent(one.Percent, "percent");
            check.Day(one.DueOn, "due");
            if (one is { Amount: not null, Percent: not null })
                check.Fail("plan_unclear", "An instalment has an amount or a percentage, not both.", "plan");
            if (one.AtEnd && contract.EndsOn is null)
                check.Fail("contract_without_end_day", "The contract has no end; give the day on which the instalment is due.", "plan");
        }
        return check.Failure is { } failure ? failure : OneByOne(check, contract, plan, rest);
    }

    private static Result<IReadOnlyList<(DateOnly DueOn, long Minor, string? Note)>> OneByOne(Checks check, Contract contract, PaymentPlan plan, long rest)
    {
        var amounts = plan.Instalments.Select(one =>
            one.Amount is { } amount ? new Money(amount, contract.Currency).Minor
            : one.Percent is { } percent ? Round(rest * percent / 100m, contract.Currency)
            : 0).ToArray();
        // Percentages that are the whole leave a cent or so by rounding, which the last of them takes.
        if (plan.Instalments.All(one => one.Percent is not null) && plan.Instalments.Sum(one => one.Percent) == 100m)
            amounts[^1] += rest - amounts.Sum();
        for (var i = 0; i < amounts.Length; i++)
        {
            if (plan.Instalments[i] is { Amount: null, Percent: null })
                amounts[i] = rest - amounts.Sum();
        }
        if (amounts.Sum() != rest)
            return PaymentFailures.SumDiffers(contract, amounts.Sum(), rest);
        if (amounts.Any(minor => minor <= 0))
            return PaymentFailures.NothingLeft();
        var laid = new List<(DateOnly, long, string?)>();
        for (var i = 0; i < amounts.Length; i++)
        {
            var one = plan.Instalments[i];
            laid.Add((one.AtEnd ? contract.EndsOn!.Value : one.DueOn ?? contract.StartsOn, amounts[i], check.Optional(one.Note, Limits.Text, "note")));
        }
        return check.Failure is { } failure ? failure : laid;
    }

    private static Result<IReadOnlyList<(DateOnly DueOn, long Minor, string? Note)>> Equal(Contract contract, PaymentPlan plan, int count, long rest)
    {
        var step = Currencies.Decimals(contract.Currency) == 0 ? 100L : 1L;
        var each = rest / count / step * step;
        if (each <= 0)
            return PaymentFailures.NothingLeft();
        var first = plan.First ?? contract.StartsOn;
        var laid = new List<(DateOnly, long, string?)>(count);
        for (var i = 0; i < count; i++)
        {
            // From the first day each time, so that the 31st does not wander to the 28th for good.
            var day = plan.Every switch
            {
                PlanInterval.Week => first.AddDays(7 * i),
                PlanInterval.Quarter => first.AddMonths(3 * i),
                PlanInterval.Year => first.AddYears(i),
                _ => first.AddMonths(i),
            };
            laid.Add((day, i == count - 1 ? rest - (each * (count - 1)) : each, null));
        }
        return laid;
    }

    private static void Keep(CrmSession session, List<Payment> kept, IReadOnlyList<Payment> old)
    {
        foreach (var payment in kept)
        {
            payment.AmountMinor = payment.ReceivedMinor;
            payment.Settled = true;
        }
        session.Db.Payments.RemoveRange(old.Except(kept));
    }

    private static long Round(decimal minor, string currency) => (long)(Currencies.Round(minor / 100m, currency) * 100m);
}
