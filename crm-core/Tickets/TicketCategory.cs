namespace BotCrm.Core.Tickets;

/// <summary>A kind of ticket, by configuration: what it is called, how pressing it is unless somebody says so, who takes it, and what they must know.</summary>
/// <param name="Queue">Name of the queue that takes its tickets unless a queue lists the category itself.</param>
/// <param name="Skill">A member must have it to be given such a ticket by the dispatcher.</param>
public sealed record TicketCategory(string Code, string English, string Chinese, TicketPriority Priority = TicketPriority.Normal, string? Queue = null, string? Skill = null)
{
    /// <summary>What a ticket is when nobody says; every company has it.</summary>
    public const string Other = "other";

    /// <summary>What there is when none is configured.</summary>
    public static IReadOnlyList<TicketCategory> Shipped { get; } =
    [
        new("technical", "technical", "技术"),
        new("billing", "billing", "账单"),
        new("account", "account", "账户"),
        new("sales", "sales", "销售"),
        new("complaint", "complaint", "投诉"),
        new("question", "question", "咨询"),
        new(Other, "other", "其他"),
    ];
}
