namespace BotCrm.Bot.Cards;

/// <summary>The words a card adds to a reply: labels and buttons. Stages, dates and amounts are worded by the assistant's own <c>Words</c>.</summary>
internal sealed record CardPhrases
{
    public required string Culture { get; init; }

    public required string Undo { get; init; }

    public required string Confirm { get; init; }

    public required string Cancel { get; init; }

    public required string More { get; init; }

    /// <summary>{0}: until when.</summary>
    public required string ValidUntil { get; init; }

    /// <summary>{0} of {1} rows are on the card.</summary>
    public required string Showing { get; init; }

    public required string And { get; init; }

    public required string Industry { get; init; }

    public required string City { get; init; }

    public required string Source { get; init; }

    public required string Owner { get; init; }

    public required string Tags { get; init; }

    public required string Notes { get; init; }

    public required string Aliases { get; init; }

    public required string LastInteraction { get; init; }

    public required string OpenAmount { get; init; }

    public required string WonAmount { get; init; }

    public required string Contacts { get; init; }

    public required string Opportunities { get; init; }

    public required string Tickets { get; init; }

    public required string Tasks { get; init; }

    public required string Interactions { get; init; }

    public required string Customer { get; init; }

    public required string Contact { get; init; }

    public required string Status { get; init; }

    public required string Priority { get; init; }

    public required string Category { get; init; }

    public required string Assignee { get; init; }

    public required string Unassigned { get; init; }

    public required string Created { get; init; }

    public required string Resolved { get; init; }

    public required string Resolution { get; init; }

    public required string Overdue { get; init; }

    public required string Due { get; init; }

    public required string Closes { get; init; }

    public required string NextStep { get; init; }

    public static CardPhrases For(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;

    private static readonly CardPhrases English = new()
    {
        Culture = "en",
        Undo = "Undo",
        Confirm = "Confirm",
        Cancel = "Cancel",
        More = "Show more",
        ValidUntil = "Nothing is changed until you confirm. This offer is valid until {0}.",
        Showing = "{0} of {1}",
        And = " and ",
        Industry = "Industry",
        City = "City",
        Source = "Source",
        Owner = "Owner",
        Tags = "Tags",
        Notes = "Notes",
        Aliases = "Also called",
        LastInteraction = "Last contact",
        OpenAmount = "Open",
        WonAmount = "Won",
        Contacts = "Contacts",
        Opportunities = "Open opportunities",
        Tickets = "Open tickets",
        Tasks = "Open tasks",
        Interactions = "Latest interactions",
        Customer = "Customer",
        Contact = "Contact",
        Status = "Status",
        Priority = "Priority",
        Category = "Category",
        Assignee = "Assignee",
        Unassigned = "nobody yet",
        Created = "Opened",
        Resolved = "Resolved",
        Resolution = "Resolution",
        Overdue = "overdue",
        Due = "due",
        Closes = "closes",
        NextStep = "Next",
    };

    private static readonly CardPhrases Chinese = new()
    {
        Culture = "zh",
        Undo = "撤销",
        Confirm = "确认",
        Cancel = "取消",
        More = "查看更多",
        ValidUntil = "确认之前不会做任何更改。有效期至 {0}。",
        Showing = "{0} / 共 {1} 条",
        And = "、",
        Industry = "行业",
        City = "城市",
        Source = "来源",
        Owner = "负责人",
        Tags = "标签",
        Notes = "备注",
        Aliases = "别名",
        LastInteraction = "最近联系",
        OpenAmount = "进行中",
        WonAmount = "已成交",
        Contacts = "联系人",
        Opportunities = "进行中的商机",
        Tickets = "未解决的工单",
        Tasks = "待办任务",
        Interactions = "最近互动",
        Customer = "客户",
        Contact = "联系人",
        Status = "状态",
        Priority = "优先级",
        Category = "类别",
        Assignee = "处理人",
        Unassigned = "未分配",
        Created = "创建时间",
        Resolved = "解决时间",
        Resolution = "解决方案",
        Overdue = "已逾期",
        Due = "截止",
        Closes = "预计成交",
        NextStep = "下一步",
    };
}
