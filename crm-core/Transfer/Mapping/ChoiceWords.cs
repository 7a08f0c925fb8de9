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

    public static readonly IReadOnlyDictionary<string, string[]> Size = new Dictionary<string, string[]>
    {
        ["micro"] = ["micro", "微型", "微型企业", "kleinst", "1 9", "1 10", "1 10人"],
        ["small"] = ["small", "小型", "小型企业", "小", "klein", "10 49", "11 50", "10 50", "11 50人"],
        ["medium"] = ["medium", "mid", "mid size", "中型", "中型企业", "中", "mittel", "mittelgroß", "50 249", "51 200", "50 250", "51 200人"],
        ["large"] = ["large", "enterprise", "大型", "大型企业", "大", "groß", "konzern", "250", "201 500", "501 1000", "1000", "201 500人", "500人以上", "1000人以上"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> DecisionRole = new Dictionary<string, string[]>
    {
        ["decider"] = ["decider", "decision maker", "economic buyer", "决策者", "决策人", "拍板人", "entscheider"],
        ["influencer"] = ["influencer", "influence", "影响者", "影响人", "beeinflusser"],
        ["champion"] = ["champion", "sponsor", "coach", "支持者", "内线", "fürsprecher"],
        ["buyer"] = ["buyer", "purchaser", "procurement", "采购", "采购者", "采购人", "einkäufer", "einkauf"],
        ["user"] = ["user", "end user", "使用者", "使用人", "用户", "anwender", "nutzer"],
        ["gatekeeper"] = ["gatekeeper", "把关者", "把关人", "torwächter"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> ContactChannel = new Dictionary<string, string[]>
    {
        ["phone"] = ["phone", "call", "telephone", "mobile", "电话", "手机", "telefon", "anruf"],
        ["email"] = ["email", "e mail", "mail", "邮件", "邮箱", "电子邮件"],
        ["wechat"] = ["wechat", "weixin", "微信", "企业微信"],
        ["sms"] = ["sms", "text", "text message", "短信"],
        ["visit"] = ["visit", "in person", "meeting", "拜访", "面谈", "上门", "besuch", "persönlich"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Language = new Dictionary<string, string[]>
    {
        ["zh"] = ["chinese", "mandarin", "中文", "汉语", "普通话", "chinesisch"],
        ["en"] = ["english", "英语", "英文", "englisch"],
        ["de"] = ["german", "deutsch", "德语"],
        ["fr"] = ["french", "français", "francais", "法语", "französisch"],
        ["ja"] = ["japanese", "日语", "japanisch"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Role = new Dictionary<string, string[]>
    {
        ["admin"] = ["admin", "administrator", "system administrator", "管理员", "系统管理员", "超级管理员", "verwalter"],
        ["manager"] = ["manager", "team lead", "team leader", "sales manager", "head of sales", "经理", "主管", "销售经理", "销售主管", "团队负责人", "teamleiter", "teamleitung", "vertriebsleiter", "vertriebsleitung"],
        ["rep"] = ["rep", "sales", "sales rep", "sales representative", "salesperson", "account executive", "销售", "销售员", "销售代表", "业务员", "客户经理", "vertrieb", "verkäufer", "vertriebler"],
        ["support"] = ["support", "customer service", "service agent", "agent", "客服", "支持", "客服人员", "kundendienst", "kundenservice"],
        ["finance"] = ["finance", "accounting", "accountant", "财务", "会计", "finanzen", "buchhaltung"],
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
            if (member == key || words.Contains(key) || words.Contains(word.Trim().ToLowerInvariant()))
                return member;
        }
        return null;
    }
}
