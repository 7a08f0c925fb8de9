using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;

namespace BotCrm.Bot.Cards;

/// <summary>The words a card adds to a reply: labels and buttons. Everything else comes worded with the reply.</summary>
internal sealed record CardPhrases
{
    public required string Culture { get; init; }

    /// <summary>.NET format of a day, and of a day with its time.</summary>
    public required string Day { get; init; }

    public required string DayAndTime { get; init; }

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

    public required IReadOnlyDictionary<string, string> Kinds { get; init; }

    public required IReadOnlyDictionary<Lifecycle, string> Lifecycles { get; init; }

    public required IReadOnlyDictionary<Stage, string> Stages { get; init; }

    public required IReadOnlyDictionary<TicketStatus, string> Statuses { get; init; }

    public required IReadOnlyDictionary<TicketPriority, string> Priorities { get; init; }

    public required IReadOnlyDictionary<string, string> Categories { get; init; }

    public required IReadOnlyDictionary<InteractionKind, string> InteractionKinds { get; init; }

    public static CardPhrases For(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;

    public string? Kind(string kind) => Kinds.GetValueOrDefault(kind);

    private static readonly CardPhrases English = new()
    {
        Culture = "en",
        Day = "ddd d MMM yyyy",
        DayAndTime = "ddd d MMM yyyy, HH:mm",
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
        Kinds = new Dictionary<string, string>
        {
            [Core.Primitives.Kinds.User] = "User",
            [Core.Primitives.Kinds.Team] = "Team",
            [Core.Primitives.Kinds.Customer] = "Customer",
            [Core.Primitives.Kinds.Contact] = "Contact",
            [Core.Primitives.Kinds.Interaction] = "Interaction",
            [Core.Primitives.Kinds.Opportunity] = "Opportunity",
            [Core.Primitives.Kinds.Ticket] = "Ticket",
            [Core.Primitives.Kinds.Task] = "Task",
        },
        Lifecycles = new Dictionary<Lifecycle, string>
        {
            [Lifecycle.Potential] = "Potential", [Lifecycle.Interested] = "Interested", [Lifecycle.Won] = "Won", [Lifecycle.Churned] = "Churned",
        },
        Stages = new Dictionary<Stage, string>
        {
            [Stage.Lead] = "Lead", [Stage.Qualified] = "Qualified", [Stage.Proposal] = "Proposal",
            [Stage.Negotiation] = "Negotiation", [Stage.Won] = "Won", [Stage.Lost] = "Lost",
        },
        Statuses = new Dictionary<TicketStatus, string>
        {
            [TicketStatus.Open] = "Open", [TicketStatus.Pending] = "Pending", [TicketStatus.Resolved] = "Resolved",
        },
        Priorities = new Dictionary<TicketPriority, string>
        {
            [TicketPriority.Low] = "Low", [TicketPriority.Normal] = "Normal", [TicketPriority.High] = "High", [TicketPriority.Urgent] = "Urgent",
        },
        Categories = new Dictionary<string, string>
        {
            ["technical"] = "Technical", ["billing"] = "Billing", ["account"] = "Account", ["sales"] = "Sales",
            ["complaint"] = "Complaint", ["question"] = "Question", ["other"] = "Other",
        },
        InteractionKinds = new Dictionary<InteractionKind, string>
        {
            [InteractionKind.Call] = "Call", [InteractionKind.Email] = "E-mail", [InteractionKind.Meeting] = "Meeting",
            [InteractionKind.Visit] = "Visit", [InteractionKind.WeChat] = "WeChat", [InteractionKind.Note] = "Note",
        },
    };

    private static readonly CardPhrases Chinese = new()
    {
        Culture = "zh",
        Day = "yyyy年M月d日 ddd",
        DayAndTime = "yyyy年M月d日 ddd HH:mm",
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
        Kinds = new Dictionary<string, string>
        {
            [Core.Primitives.Kinds.User] = "用户",
            [Core.Primitives.Kinds.Team] = "团队",
            [Core.Primitives.Kinds.Customer] = "客户",
            [Core.Primitives.Kinds.Contact] = "联系人",
            [Core.Primitives.Kinds.Interaction] = "互动",
            [Core.Primitives.Kinds.Opportunity] = "商机",
            [Core.Primitives.Kinds.Ticket] = "工单",
            [Core.Primitives.Kinds.Task] = "任务",
        },
        Lifecycles = new Dictionary<Lifecycle, string>
        {
            [Lifecycle.Potential] = "潜在", [Lifecycle.Interested] = "意向", [Lifecycle.Won] = "已成交", [Lifecycle.Churned] = "已流失",
        },
        Stages = new Dictionary<Stage, string>
        {
            [Stage.Lead] = "线索", [Stage.Qualified] = "已确认", [Stage.Proposal] = "方案报价",
            [Stage.Negotiation] = "谈判", [Stage.Won] = "赢单", [Stage.Lost] = "输单",
        },
        Statuses = new Dictionary<TicketStatus, string>
        {
            [TicketStatus.Open] = "待处理", [TicketStatus.Pending] = "等待中", [TicketStatus.Resolved] = "已解决",
        },
        Priorities = new Dictionary<TicketPriority, string>
        {
            [TicketPriority.Low] = "低", [TicketPriority.Normal] = "普通", [TicketPriority.High] = "高", [TicketPriority.Urgent] = "紧急",
        },
        Categories = new Dictionary<string, string>
        {
            ["technical"] = "技术", ["billing"] = "账单", ["account"] = "账户", ["sales"] = "销售",
            ["complaint"] = "投诉", ["question"] = "咨询", ["other"] = "其他",
        },
        InteractionKinds = new Dictionary<InteractionKind, string>
        {
            [InteractionKind.Call] = "电话", [InteractionKind.Email] = "邮件", [InteractionKind.Meeting] = "会议",
            [InteractionKind.Visit] = "拜访", [InteractionKind.WeChat] = "微信", [InteractionKind.Note] = "备注",
        },
    };
}
