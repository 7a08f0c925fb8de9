using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;

namespace BotCrm.Core.Reports;

/// <summary>Interactions of one kind that one colleague logged in one block of time. Kept by triggers, never written from here.</summary>
internal sealed class ActivityBlock
{
    /// <summary>Length of a block in milliseconds: eight days.</summary>
    public const long Length = 8L * 24 * 60 * 60 * 1000;

    /// <summary>UTC milliseconds since 1970, divided by <see cref="Length"/>.</summary>
    public long Block { get; private set; }

    public long AuthorId { get; private set; }

    public InteractionKind Kind { get; private set; }

    public int Count { get; private set; }
}

/// <summary>The same in longer blocks. Kept by triggers, never written from here.</summary>
internal sealed class ActivitySpan
{
    /// <summary>Blocks in a span: 64 days.</summary>
    public const long Blocks = 8;

    /// <summary>The number of the first block divided by <see cref="Blocks"/>.</summary>
    public long Span { get; private set; }

    public long AuthorId { get; private set; }

    public InteractionKind Kind { get; private set; }

    public int Count { get; private set; }
}

/// <summary>Opportunities of the whole company that are alike in one block of time. Kept by triggers, never written from here.</summary>
internal sealed class OpportunityBlock
{
    /// <summary>What <see cref="Block"/> says of open ones without a close date, and <see cref="Probability"/> of those with their stage's.</summary>
    public const int None = -1;

    /// <summary>Days in a block.</summary>
    public const int Days = 8;

    public bool Ended { get; private set; }

    /// <summary>Of ended ones when they closed, as in <see cref="ActivityBlock"/>; of open ones the close date: days since 1970 divided by <see cref="Days"/>.</summary>
    public long Block { get; private set; }

    public Stage Stage { get; private set; }

    public string Pipeline { get; private set; } = "";

    public int Probability { get; private set; }

    public string Currency { get; private set; } = "";

    public bool Lost { get; private set; }

    public int Count { get; private set; }

    public long AmountMinor { get; private set; }

    /// <summary>Of ended ones, from creation to the end.</summary>
    public long LastedMs { get; private set; }
}

/// <summary>Steps of customers' lifecycles on one day of UTC, of the customers that are there. Kept by triggers, never written from here.</summary>
internal sealed class LifecycleDay
{
    public const long Length = 24L * 60 * 60 * 1000;

    public long Day { get; private set; }

    /// <summary>Empty: it was added so.</summary>
    public string FromLifecycle { get; private set; } = "";

    public string ToLifecycle { get; private set; } = "";

    public int Count { get; private set; }
}

/// <summary>
/// Tickets of the whole company that were opened (or, of <see cref="Resolved"/>, resolved) in one block of time and have one value of one dimension; those
/// merged into others do not count. Kept by triggers, never written from here.
/// </summary>
internal sealed class TicketBlock
{
    public const string Category = "category", Priority = "priority", Assignee = "assignee", Queue = "queue";

    public string Dimension { get; private set; } = "";

    public bool Resolved { get; private set; }

    /// <summary>As in <see cref="ActivityBlock"/>.</summary>
    public long Block { get; private set; }

    /// <summary>Empty for those that have none.</summary>
    public string Value { get; private set; } = "";

    public int Count { get; private set; }

    /// <summary>Of opened ones: those answered that had a promise.</summary>
    public int Promised { get; private set; }

    /// <summary>Of opened ones: of these, those answered too late. Of resolved ones: those resolved too late.</summary>
    public int Broken { get; private set; }

    public int Escalated { get; private set; }

    public int Reopened { get; private set; }

    public int Rated { get; private set; }

    public int Ratings { get; private set; }

    public long LastedMs { get; private set; }
}

/// <summary>How many customers one owner has with one value of one dimension. Kept by triggers, never written from here.</summary>
internal sealed class CustomerCount
{
    public const string Lifecycle = "lifecycle", Industry = "industry", City = "city", Source = "source";

    public long OwnerId { get; private set; }

    public string Dimension { get; private set; } = "";

    /// <summary>Empty for those that have none.</summary>
    public string Value { get; private set; } = "";

    public int Count { get; private set; }
}

/// <summary>Stays in one stage that began in one block of time and went one way. Kept by triggers, never written from here.</summary>
internal sealed class StageBlock
{
    /// <summary>What <see cref="LeftTo"/> says while the opportunity is still there.</summary>
    public const string Still = "-";

    /// <summary>As in <see cref="ActivityBlock"/>.</summary>
    public long Block { get; private set; }

    public string Stage { get; private set; } = "";

    public string LeftTo { get; private set; } = "";

    public int Count { get; private set; }

    /// <summary>Sum of the lengths, in milliseconds, of those that ended.</summary>
    public long StayedMs { get; private set; }
}
