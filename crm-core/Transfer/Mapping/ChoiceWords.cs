namespace BotCrm.Core.Transfer.Mapping;

/// <summary>The words by which other systems and people name the members of our sets.</summary>
internal static class ChoiceWords
{
    public static readonly IReadOnlyDictionary<string, string[]> Lifecycle = new Dictionary<string, string[]>
    {
        ["potential"] = ["potential", "lead", "new", "prospect", "subscriber", "潜在", "潜在客户", "线索", "新客户", "interessent", "neu"],
        ["interested"] = ["interested", "qualified", "opportunity", "marketing qualified lead", "sales qualified lead", "意向", "意向客户", "有意向", "跟进中", "interessiert"],
        ["won"] = ["won", "customer", "client", "active", "成交", "成交客户", "已成交", "老客户", "合作中", "kunde", "gewonnen"],
        ["churned"] = ["churned", "lost", "former", "inactive", "former customer", "流失", "流失客户", "已流失", "失效", "verloren", "ehemalig"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Stage = new Dictionary<string, string[]>
    {
        ["lead"] = ["lead", "new", "prospecting", "appointment scheduled", "初步接触", "初步沟通", "线索", "新建", "验证客户", "kontakt"],
        ["qualified"] = ["qualified", "qualification", "needs analysis", "qualified to buy", "需求确认", "需求分析", "确认需求", "qualifiziert"],
        ["proposal"] = ["proposal", "quote", "proposal price quote", "presentation scheduled", "value proposition", "方案报价", "报价", "方案", "提案", "angebot"],
        ["negotiation"] = ["negotiation", "negotiation review", "contract sent", "decision maker bought in", "谈判", "商务谈判", "谈判审核", "合同谈判", "verhandlung"],
        ["won"] = ["won", "closed won", "赢单", "成交", "已成交", "签约", "gewonnen"],
        ["lost"] = ["lost", "closed lost", "输单", "丢单", "失败", "无效", "verloren"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> InteractionKind = new Dictionary<string, string[]>
    {
        ["call"] = ["call", "phone", "phone call", "电话", "打电话", "通话", "anruf", "telefonat"],
        ["email"] = ["email", "e mail", "mail", "邮件", "电子邮件"],
        ["meeting"] = ["meeting", "event", "demo", "会议", "开会", "面谈", "termin", "besprechung"],
        ["visit"] = ["visit", "onsite", "on site", "拜访", "上门", "上门拜访", "外勤", "besuch"],
        ["wechat"] = ["wechat", "weixin", "微信", "企业微信", "qq"],
        ["note"] = ["note", "other", "memo", "备注", "其他", "记录", "notiz"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Priority = new Dictionary<string, string[]>
    {
        ["low"] = ["low", "低", "p4", "niedrig"],
        ["normal"] = ["normal", "medium", "中", "普通", "一般", "p3", "mittel"],
        ["high"] = ["high", "高", "重要", "p2", "hoch"],
        ["urgent"] = ["urgent", "critical", "highest", "紧急", "特急", "p1", "dringend", "kritisch"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> TicketStatus = new Dictionary<string, string[]>
    {
        ["open"] = ["open", "new", "in progress", "working", "待处理", "处理中", "未解决", "新建", "offen"],
        ["pending"] = ["pending", "waiting", "on hold", "waiting on contact", "等待", "等待客户", "挂起", "wartend"],
        ["resolved"] = ["resolved", "closed", "done", "solved", "已解决", "已关闭", "完成", "geschlossen", "erledigt", "gelöst"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Category = new Dictionary<string, string[]>
    {
        ["technical"] = ["technical", "bug", "problem", "技术", "故障", "技术问题", "technisch"],
        ["billing"] = ["billing", "invoice", "payment", "账单", "发票", "付款", "rechnung"],
        ["account"] = ["account", "login", "账号", "账户", "konto"],
        ["sales"] = ["sales", "售前", "销售", "vertrieb"],
        ["complaint"] = ["complaint", "投诉", "beschwerde"],
        ["question"] = ["question", "how to", "咨询", "问题", "frage"],
        ["other"] = ["other", "其他", "其它", "sonstiges"],
    };

    /// <summary>The member a word stands for; null when it is none.</summary>
    public static string? Find(IReadOnlyDictionary<string, string[]> choices, string word)
    {
        var key = Names.NameForms.Key(word);
        foreach (var (member, words) in choices)
        {
            if (member == key || words.Contains(key))
                return member;
        }
        return null;
    }
}
