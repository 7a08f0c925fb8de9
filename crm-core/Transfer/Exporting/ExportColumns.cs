using System.Globalization;
using System.Text.Json;
using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Quotes;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;

namespace BotCrm.Core.Transfer.Exporting;

/// <summary>A column of an export: its header in both languages, which an import knows again, and its value.</summary>
internal sealed record ExportColumn<T>(string English, string Chinese, Func<T, object?> Value)
{
    public string Header(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
}

/// <summary>The columns of each list. They are read from the views, so that what a view hides or masks is hidden and masked here.</summary>
internal static class ExportColumns
{
    public static readonly IReadOnlyList<ExportColumn<CustomerView>> Customers =
    [
        new("Customer ID", "客户编号", one => one.Id),
        new("Customer name", "客户名称", one => one.Name),
        new("Aliases", "别名", one => string.Join("; ", one.Aliases)),
        new("Industry", "行业", one => one.Industry),
        new("City", "城市", one => one.City),
        new("Source", "来源", one => one.Source),
        new("Lifecycle", "客户阶段", one => Lower(one.Lifecycle)),
        new("Tags", "标签", one => string.Join("; ", one.Tags)),
        new("Owner", "负责人", one => one.OwnerName),
        new("Registration number", "统一社会信用代码", one => one.Profile.RegistrationNumber),
        new("Website", "网址", one => one.Profile.Website),
        new("Email domains", "邮箱域名", one => string.Join("; ", one.Profile.EmailDomains ?? [])),
        new("Company phone", "公司电话", one => one.Profile.Phone),
        new("Address", "地址", one => one.Profile.Address),
        new("Country", "国家", one => one.Profile.Country),
        new("Company size", "公司规模", one => Lower(one.Profile.Size)),
        new("Number of employees", "员工人数", one => one.Profile.Employees),
        new("Annual revenue", "年收入", one => one.Profile.AnnualRevenue is { } revenue ? string.Create(CultureInfo.InvariantCulture, $"{revenue:0.##} {one.Profile.RevenueCurrency}") : null),
        new("Preferences", "偏好", one => one.Profile.Preferences),
        new("Rating", "评级", one => one.Profile.Rating),
        new("Founded on", "成立日期", one => one.Profile.FoundedOn),
        new("Notes", "备注", one => one.Notes),
        new("Created at", "创建时间", one => one.CreatedAt),
        new("Last interaction", "最近联系", one => one.LastInteractionAt),
    ];

    public static readonly IReadOnlyList<ExportColumn<ContactView>> Contacts =
    [
        new("Contact ID", "联系人编号", one => one.Id),
        new("Contact name", "联系人姓名", one => one.Name),
        new("Customer name", "客户名称", one => one.CustomerName),
        new("Job title", "职务", one => one.Title),
        new("Phone", "电话", one => one.Phone),
        new("Email", "邮箱", one => one.Email),
        new("WeChat", "微信", one => one.WeChat),
        new("ID number", "证件号码", one => one.IdNumber),
        new("Decision role", "决策角色", one => Lower(one.Profile.DecisionRole)),
        new("Preferred channel", "首选联系方式", one => Lower(one.Profile.PreferredChannel)),
        new("Language", "语言", one => one.Profile.Language),
        new("Do not contact", "请勿联系", one => one.Profile.DoNotContact),
        new("Birthday", "生日", one => one.Profile.Birthday),
        new("Anniversary", "纪念日", one => one.Profile.Anniversary),
        new("Notes", "备注", one => one.Notes),
        new("Created at", "创建时间", one => one.CreatedAt),
    ];

    public static readonly IReadOnlyList<ExportColumn<OpportunityView>> Opportunities =
    [
        new("Opportunity ID", "商机编号", one => one.Id),
        new("Opportunity name", "商机名称", one => one.Name),
        new("Customer name", "客户名称", one => one.CustomerName),
        new("Stage", "商机阶段", one => one.Stage.Code),
        new("Amount", "金额", one => one.Amount),
        new("Currency", "币种", one => one.AmountHidden ? null : one.Currency),
        new("Close date", "预计成交日期", one => one.CloseDate),
        new("Owner", "负责人", one => one.OwnerName),
        new("Loss reason", "输单原因", one => one.LossReason),
        new("Created at", "创建时间", one => one.CreatedAt),
        new("Closed at", "结束时间", one => one.ClosedAt),
    ];

    public static readonly IReadOnlyList<ExportColumn<InteractionView>> Interactions =
    [
        new("ID", "编号", one => one.Id),
        new("Customer name", "客户名称", one => one.CustomerName),
        new("Type", "跟进方式", one => Lower(one.Kind)),
        new("When", "跟进时间", one => one.When),
        new("Duration minutes", "时长分钟", one => one.DurationMinutes),
        new("Participants", "参与人", one => string.Join("; ", one.Participants.Select(person => person.Name))),
        new("Summary", "跟进内容", one => one.Summary),
        new("Outcome", "跟进结果", one => one.Outcome),
        new("Next step", "下一步", one => one.NextStep),
        new("Resolved", "是否解决", one => one.Resolved),
        new("Author", "记录人", one => one.AuthorName),
    ];

    public static readonly IReadOnlyList<ExportColumn<TicketView>> Tickets =
    [
        new("Ticket ID", "工单编号", one => one.Id),
        new("Subject", "工单主题", one => one.Subject),
        new("Customer name", "客户名称", one => one.CustomerName),
        new("Contact", "联系人", one => one.ContactName),
        new("Category", "分类", one => one.Category),
        new("Priority", "优先级", one => Lower(one.Priority)),
        new("Status", "工单状态", one => Lower(one.Status)),
        new("Assignee", "处理人", one => one.AssigneeName),
        new("Description", "描述", one => one.Description),
        new("Resolution", "解决方案", one => one.Resolution),
        new("Created at", "创建时间", one => one.CreatedAt),
        new("Resolved at", "解决时间", one => one.ResolvedAt),
    ];

    public static readonly IReadOnlyList<ExportColumn<TaskView>> Tasks =
    [
        new("Task ID", "任务编号", one => one.Id),
        new("Task name", "任务名称", one => one.Title),
        new("Due", "截止时间", one => one.Due),
        new("Customer name", "客户名称", one => one.CustomerName),
        new("Opportunity", "商机", one => one.OpportunityName),
        new("Assignee", "执行人", one => one.AssigneeName),
        new("Done", "是否完成", one => one.Done),
        new("Done at", "完成时间", one => one.DoneAt),
        new("Created at", "创建时间", one => one.CreatedAt),
    ];

    public static readonly IReadOnlyList<ExportColumn<ImportRowView>> ImportRows =
    [
        new("Row", "行号", one => one.Row),
        new("Result", "结果", one => Lower(one.Outcome)),
        new("Record", "记录", one => one.RecordKind),
        new("Record ID", "记录编号", one => one.RecordId),
        new("Code", "代码", one => one.Code),
        new("Column", "列", one => one.Column),
        new("Value", "值", one => one.Value),
        new("What to do", "说明", one => one.Message),
    ];

    public static readonly IReadOnlyList<ExportColumn<QuoteView>> Quotes =
    [
        new("Quote ID", "报价编号", one => one.Id),
        new("Quote number", "报价单号", one => one.FullNumber),
        new("Customer name", "客户名称", one => one.CustomerName),
        new("Opportunity", "商机", one => one.OpportunityName),
        new("Status", "状态", one => Lower(one.Status)),
        new("Valid until", "有效期至", one => one.ValidUntil),
        new("Net", "未税金额", one => one.Totals.Net),
        new("Tax", "税额", one => one.Totals.Tax),
        new("Total", "总额", one => one.Totals.Total),
        new("Currency", "币种", one => one.Currency),
        new("Discount percent", "折扣百分比", one => one.Discount),
        new("Made by", "制单人", one => one.MakerName),
        new("Sent at", "发送时间", one => one.SentAt),
        new("Created at", "创建时间", one => one.CreatedAt),
    ];

    public static readonly IReadOnlyList<ExportColumn<ContractView>> Contracts =
    [
        new("Contract ID", "合同编号", one => one.Id),
        new("Contract number", "合同号", one => one.Number),
        new("Title", "合同名称", one => one.Title),
        new("Customer name", "客户名称", one => one.CustomerName),
        new("Status", "状态", one => Lower(one.Status)),
        new("Starts on", "开始日期", one => one.StartsOn),
        new("Ends on", "结束日期", one => one.EndsOn),
        new("Notice by", "通知截止日", one => one.NoticeBy),
        new("Value", "合同金额", one => one.Value),
        new("Planned", "计划收款", one => one.Planned),
        new("Received", "已收款", one => one.Received),
        new("Currency", "币种", one => one.Currency),
        new("Renewal", "续约方式", one => Lower(one.Renewal)),
        new("Owner", "负责人", one => one.OwnerName),
        new("Created at", "创建时间", one => one.CreatedAt),
    ];

    public static readonly IReadOnlyList<ExportColumn<PaymentView>> Payments =
    [
        new("Payment ID", "回款编号", one => one.Id),
        new("Contract number", "合同号", one => one.ContractNumber),
        new("Contract", "合同名称", one => one.ContractTitle),
        new("Customer name", "客户名称", one => one.CustomerName),
        new("Number", "期次", one => one.Number),
        new("Due on", "应收日期", one => one.DueOn),
        new("Amount", "金额", one => one.Amount),
        new("Received", "已收款", one => one.Received),
        new("Open", "未收款", one => one.Open),
        new("Currency", "币种", one => one.Currency),
        new("Received on", "收款日期", one => one.ReceivedOn),
        new("Status", "状态", one => Lower(one.Status)),
        new("Days overdue", "逾期天数", one => one.DaysOverdue),
    ];

    public static readonly IReadOnlyList<ExportColumn<SegmentView>> Segments =
    [
        new("Segment ID", "细分编号", one => one.Id),
        new("Segment", "客户细分", one => one.Name),
        new("Filter", "条件", one => JsonSerializer.Serialize(one.Filter, ListExport.Json)),
        new("Shared", "共享", one => one.Shared),
        new("Owner", "负责人", one => one.OwnerName),
        new("Created at", "创建时间", one => one.CreatedAt),
    ];

    private static string? Lower<T>(T? value)
        where T : struct, Enum => value?.ToString().ToLowerInvariant();

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
