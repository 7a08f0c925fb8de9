using System.Globalization;

namespace BotCrm.Core.Payments;

public enum PaymentStatus
{
    Planned,

    /// <summary>Today is its day.</summary>
    Due,
    Overdue,

    /// <summary>Something came in, not all of it, and its day is not over.</summary>
    Part,
    Received,
}

/// <summary>One instalment of a contract.</summary>
public sealed class Payment
{
    public long Id { get; internal set; }

    public long ContractId { get; internal set; }

    /// <summary>1, 2, 3 … by due day.</summary>
    public int Number { get; internal set; }

    public DateOnly DueOn { get; internal set; }

    public long AmountMinor { get; internal set; }

    public long ReceivedMinor { get; internal set; }

    /// <summary>When something came in last.</summary>
    public DateOnly? ReceivedOn { get; internal set; }

    /// <summary>Nothing is owed any more; its own column so that open ones are found by an index.</summary>
    public bool Settled { get; internal set; }

    public string? Note { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public int Version { get; internal set; }

    internal string Label => string.Create(CultureInfo.InvariantCulture, $"{Number} ({DueOn:yyyy-MM-dd})");

    internal long OpenMinor => Math.Max(0, AmountMinor - ReceivedMinor);

    internal PaymentStatus StatusOn(DateOnly day) =>
        Settled ? PaymentStatus.Received
        : DueOn < day ? PaymentStatus.Overdue
        : ReceivedMinor > 0 ? PaymentStatus.Part
        : DueOn == day ? PaymentStatus.Due
        : PaymentStatus.Planned;

    internal void Receive(long minor, DateOnly day)
    {
        ReceivedMinor += minor;
        ReceivedOn = ReceivedOn > day ? ReceivedOn : day;
        Settled = ReceivedMinor >= AmountMinor;
    }
}
