namespace BotCrm.Core;

/// <summary>The company's rules of selling; bound and checked by the host.</summary>
public sealed record SalesOptions
{
    /// <summary>Percent of the list price. Who gives away more needs somebody with the right to approve quotes.</summary>
    public decimal DiscountApprovalAbove { get; init; } = 20m;

    /// <summary>True: who may approve quotes needs nobody else for the own ones. False: it takes a second person.</summary>
    public bool ManagersApproveOwn { get; init; } = true;

    /// <summary>True: an opportunity is won only with an accepted quote.</summary>
    public bool WinNeedsAcceptedQuote { get; init; }
}
