using System.Text.Json.Serialization;
using BotCrm.Core.Payments;

namespace BotCrm.Bot.Api.Payments;

/// <summary>How a contract is paid: instalments one by one, or so many equal ones (<c>count</c>, <c>every</c>, <c>first</c>).</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PlanBody
{
    public IReadOnlyList<InstalmentBody>? Instalments { get; init; }

    public int? Count { get; init; }

    public PlanInterval? Every { get; init; }

    /// <summary>Day of the first one; the contract's start when not given.</summary>
    public DateOnly? First { get; init; }

    public PaymentPlan Plan() => Of(Instalments, Count, Every, First);

    public static PaymentPlan Of(IReadOnlyList<InstalmentBody>? instalments, int? count, PlanInterval? every, DateOnly? first) => new()
    {
        Instalments = [.. (instalments ?? []).Select(static one => new Instalment { Amount = one.Amount, Percent = one.Percent, DueOn = one.Due, AtEnd = one.AtEnd, Note = one.Note })],
        Count = count,
        Every = every ?? PlanInterval.Month,
        First = first,
    };
}

/// <summary>An amount, a percentage, or neither for the rest; due on a day, at the contract's end, or on its start when neither is given.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record InstalmentBody
{
    public decimal? Amount { get; init; }

    public decimal? Percent { get; init; }

    public DateOnly? Due { get; init; }

    public bool AtEnd { get; init; }

    public string? Note { get; init; }
}

internal sealed record NewPlan
{
    public IReadOnlyList<InstalmentBody>? Instalments { get; init; }

    public int? Count { get; init; }

    public PlanInterval? Every { get; init; }

    /// <summary>Day of the first one; the contract's start when not given.</summary>
    public DateOnly? First { get; init; }
}

/// <summary>Money that came in; without an amount all of the (oldest) open instalment.</summary>
internal sealed record Receipt
{
    public decimal? Amount { get; init; }

    /// <summary>Today when not given.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>True: more than is open is meant.</summary>
    public bool? MayExceed { get; init; }
}
