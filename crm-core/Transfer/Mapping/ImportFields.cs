using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Transfer.Mapping;

/// <summary>What can be imported of each kind of record, with the headers that other systems' exports and people give it.</summary>
public static class ImportFields
{
    /// <summary>Marks a column that is kept as a line of the record's notes.</summary>
    public const string Notes = "notes";

    /// <summary>Marks a column that is left out on purpose.</summary>
    public const string Ignore = "";

    private static readonly string[] CustomerNames =
    [
        "客户", "客户名称", "公司", "公司名称", "企业名称", "单位", "单位名称", "所属客户", "关联客户", "对应客户", "客户名", "企业", "客户简称", "门店名称", "学校名称", "医院名称",
        "customer", "customer name", "company", "company name", "account", "account name", "organization", "organization name", "organisation", "associated company", "related to", "client", "business name",
        "firma", "firmenname", "kunde", "kundenname", "unternehmen", "organisation name",
    ];

    private static readonly string[] Owners =
    [
        "负责人", "客户负责人", "所有人", "归属人", "跟进人", "销售", "销售人员", "业务员", "销售负责人", "客户经理", "商机负责人", "归属销售", "创建人归属",
        "owner", "account owner", "contact owner", "company owner", "deal owner", "opportunity owner", "record owner", "sales rep", "assigned to", "salesperson", "owner name", "betreuer", "besitzer", "verantwortlich", "verantwortlicher", "zuständig", "vertriebler",
    ];

    private static readonly string[] Keys =
    [
        "编号", "客户编号", "客户id", "id", "唯一id", "外部id", "系统编号", "商机编号", "联系人编号", "联系人id", "商机id", "工单编号", "工单号", "任务编号", "数据id",
        "external id", "record id", "account id", "contact id", "opportunity id", "deal id", "company id", "ticket id", "task id", "case number", "customer no", "customer number", "customer id", "kundennummer", "kunden nr", "kundennr", "nummer", "zoho id",
    ];

    private static readonly string[] NotesHeaders =
        ["备注", "备注信息", "说明", "描述", "客户描述", "其他", "notes", "note", "description", "comments", "comment", "remarks", "about us", "beschreibung", "notizen", "notiz", "bemerkung", "bemerkungen"];

    private static readonly string[] CreatedAt = ["创建时间", "创建日期", "录入时间", "建档日期", "登记日期", "created", "created at", "created date", "create date", "created time", "date created", "erstellt", "erstellt am", "angelegt am", "anlagedatum"];

    private static readonly string[] ContactNames = ["联系人", "联系人姓名", "姓名", "主要联系人", "首要联系人", "联络人", "对接人", "决策人", "contact", "contact name", "contact person", "primary contact", "full name", "name", "person", "ansprechpartner", "kontakt", "kontaktperson"];

    private static readonly string[] Titles = ["职务", "职位", "岗位", "联系人职务", "title", "job title", "position", "role", "function", "funktion", "berufsbezeichnung"];

    private static readonly string[] Phones =
    [
        "电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "电话号码", "座机", "固话", "联系人电话", "联系人手机", "办公电话", "移动电话", "号码",
        "phone", "phone number", "mobile", "mobile phone", "mobile phone number", "telephone", "tel", "cell", "cell phone", "business phone", "work phone", "contact phone", "telefon", "telefonnummer", "handy", "mobil", "rufnummer",
    ];

    private static readonly string[] Emails = ["邮箱", "电子邮箱", "邮件", "电子邮件", "邮箱地址", "联系人邮箱", "email", "e mail", "email address", "mail", "contact email", "work email", "e mail adresse", "mailadresse"];

    private static readonly string[] WeChats = ["微信", "微信号", "wechat", "wechat id", "weixin"];

    private static readonly ImportField[] CustomerProfileFields =
    [
        Field("registrationNumber", FieldType.Text, ["统一社会信用代码", "信用代码", "税号", "纳税人识别号", "工商注册号", "注册号", "registration number", "tax id", "tax number", "vat id", "vat number", "company number", "handelsregisternummer", "ust id", "ust idnr", "umsatzsteuer id", "steuernummer"]),
        Field("website", FieldType.Text, ["网址", "网站", "官网", "公司网站", "website", "web site", "url", "homepage", "web", "webseite", "internetseite"]),
        Field("emailDomains", FieldType.Words, ["邮箱域名", "域名", "email domain", "email domains", "domain", "company domain name", "e mail domain", "maildomain"]),
        Field("phone", FieldType.Phone, ["公司电话", "总机", "企业电话", "company phone", "main phone", "switchboard", "account phone", "zentrale", "firmentelefon", "telefonzentrale"]),
        Field("address", FieldType.Text, ["地址", "公司地址", "详细地址", "联系地址", "注册地址", "address", "street", "street address", "billing street", "billing address", "adresse", "anschrift", "straße", "strasse"]),
        Field("country", FieldType.Text, ["国家", "国家地区", "country", "country region", "billing country", "land"]),
        Field("size", FieldType.Choice, ["规模", "公司规模", "企业规模", "人员规模", "size", "company size", "unternehmensgröße", "firmengröße", "größe"], ChoiceWords.Size),
        Field("employees", FieldType.Number, ["员工数", "员工人数", "人数", "公司人数", "employees", "number of employees", "no of employees", "headcount", "mitarbeiter", "mitarbeiterzahl", "anzahl mitarbeiter"]),
        Field("annualRevenue", FieldType.Money, ["年营业额", "年收入", "年营收", "营业额", "annual revenue", "yearly revenue", "turnover", "jahresumsatz"]),
        Field("preferences", FieldType.Text, ["偏好", "客户偏好", "preferences", "vorlieben", "präferenzen"]),
        Field("rating", FieldType.Number, ["评级", "星级", "客户评级", "客户星级", "rating", "account rating", "stars", "bewertung"]),
        Field("foundedOn", FieldType.Day, ["成立日期", "成立时间", "注册日期", "founded", "founded on", "date founded", "gegründet", "gegründet am", "gründungsdatum"]),
    ];

    private static readonly Dictionary<string, IReadOnlyList<ImportField>> ByKind = new()
    {
        [Kinds.Customer] =
        [
            Field("name", FieldType.Text, [.. CustomerNames, "名称", "name"], required: true),
            Field("externalId", FieldType.Key, Keys),
            Field("aliases", FieldType.Words, ["简称", "别名", "曾用名", "英文名", "alias", "aliases", "short name", "also known as", "kurzname"]),
            Field("industry", FieldType.Text, ["行业", "所属行业", "行业类型", "industry", "branche", "sector"]),
            Field("city", FieldType.Text, ["城市", "所在城市", "市", "地区", "所在地", "所在地区", "区域", "city", "town", "billing city", "mailing city", "stadt", "ort", "location"]),
            Field("source", FieldType.Text, ["来源", "客户来源", "渠道", "来源渠道", "线索来源", "获客渠道", "source", "lead source", "original source", "channel", "quelle", "herkunft"]),
            Field("lifecycle", FieldType.Choice, ["阶段", "客户阶段", "生命周期", "客户状态", "状态", "成交状态", "客户级别状态", "lifecycle", "lifecycle stage", "status", "account status", "customer status", "phase", "kundenstatus"], ChoiceWords.Lifecycle),
            Field("tags", FieldType.Words, ["标签", "客户标签", "tags", "tag", "labels", "categories", "schlagworte", "markierungen"]),
            Field("owner", FieldType.User, Owners),
            Field(Notes, FieldType.Text, NotesHeaders),
            Field("createdAt", FieldType.Time, CreatedAt),
            .. CustomerProfileFields,
            Field("contactName", FieldType.Text, ContactNames),
            Field("contactFirstName", FieldType.Text, ["名", "first name", "firstname", "given name", "vorname"]),
            Field("contactLastName", FieldType.Text, ["姓", "last name", "lastname", "surname", "family name", "nachname"]),
            Field("contactTitle", FieldType.Text, Titles),
            Field("contactPhone", FieldType.Phone, Phones),
            Field("contactEmail", FieldType.Email, Emails),
            Field("contactWeChat", FieldType.Text, WeChats),
            .. ContactProfileFields("contact"),
        ],
        [Kinds.Contact] =
        [
            Field("name", FieldType.Text, ContactNames, required: true),
            Field("firstName", FieldType.Text, ["名", "first name", "firstname", "given name", "vorname"]),
            Field("lastName", FieldType.Text, ["姓", "last name", "lastname", "surname", "family name", "nachname"]),
            Field("customer", FieldType.Customer, CustomerNames, required: true),
            Field("externalId", FieldType.Key, Keys),
            Field("title", FieldType.Text, Titles),
            Field("phone", FieldType.Phone, Phones),
            Field("email", FieldType.Email, Emails),
            Field("weChat", FieldType.Text, WeChats),
            .. ContactProfileFields(""),
            Field(Notes, FieldType.Text, NotesHeaders),
            Field("createdAt", FieldType.Time, CreatedAt),
        ],
        [Kinds.Opportunity] =
        [
            Field("customer", FieldType.Customer, CustomerNames, required: true),
            Field("name", FieldType.Text, ["商机", "商机名称", "项目", "项目名称", "销售机会", "机会名称", "opportunity", "opportunity name", "deal", "deal name", "name", "project", "verkaufschance", "projekt"]),
            Field("externalId", FieldType.Key, Keys),
            Field("amount", FieldType.Money, ["金额", "商机金额", "预计金额", "预计销售金额", "预计成交金额", "销售金额", "合同金额", "amount", "deal amount", "value", "deal value", "expected revenue", "betrag", "wert", "umsatz"]),
            Field("currency", FieldType.Currency, ["币种", "货币", "currency", "opportunity currency", "währung"]),
            Field("stage", FieldType.Choice, ["阶段", "销售阶段", "商机阶段", "状态", "商机状态", "stage", "deal stage", "sales stage", "status", "phase"], ChoiceWords.Stage),
            Field("closeDate", FieldType.Day, ["预计成交日期", "预计签约日期", "预计结单日期", "成交日期", "结束日期", "截止日期", "预计成交时间", "close date", "closing date", "expected close date", "abschlussdatum", "abschluss"]),
            Field("owner", FieldType.User, Owners),
            Field("lossReason", FieldType.Text, ["输单原因", "丢单原因", "失败原因", "loss reason", "closed lost reason", "lost reason", "verlustgrund"]),
            Field("createdAt", FieldType.Time, CreatedAt),
        ],
        [Kinds.Interaction] =
        [
            Field("customer", FieldType.Customer, CustomerNames, required: true),
            Field("summary", FieldType.Text, ["内容", "跟进内容", "跟进记录", "沟通内容", "记录内容", "拜访内容", "摘要", "小结", "summary", "content", "body", "subject", "details", "inhalt", "zusammenfassung", .. NotesHeaders], required: true),
            Field("kind", FieldType.Choice, ["类型", "跟进方式", "沟通方式", "跟进类型", "方式", "type", "kind", "activity type", "art", "typ"], ChoiceWords.InteractionKind),
            Field("when", FieldType.Time, ["时间", "日期", "跟进时间", "跟进日期", "沟通时间", "拜访时间", "date", "when", "activity date", "time", "datum", "zeit", .. CreatedAt]),
            Field("externalId", FieldType.Key, Keys),
            Field("duration", FieldType.Number, ["时长", "时长分钟", "分钟", "duration", "duration minutes", "minutes", "dauer"]),
            Field("outcome", FieldType.Text, ["结果", "跟进结果", "outcome", "result", "ergebnis"]),
            Field("nextStep", FieldType.Text, ["下一步", "下一步计划", "后续计划", "next step", "next steps", "nächster schritt"]),
            Field("resolved", FieldType.YesNo, ["是否解决", "已解决", "resolved", "erledigt"]),
            Field("author", FieldType.User, [.. Owners, "记录人", "创建人", "author", "created by", "verfasser"]),
        ],
        [Kinds.Ticket] =
        [
            Field("customer", FieldType.Customer, CustomerNames, required: true),
            Field("subject", FieldType.Text, ["主题", "标题", "问题", "工单标题", "工单主题", "subject", "ticket name", "title", "summary", "betreff"], required: true),
            Field(Notes, FieldType.Text, ["问题描述", "详情", "工单描述", "details", .. NotesHeaders]),
            Field("category", FieldType.Choice, ["类别", "分类", "问题分类", "工单类型", "类型", "category", "type", "kategorie"], ChoiceWords.Category),
            Field("priority", FieldType.Choice, ["优先级", "紧急程度", "priority", "severity", "priorität"], ChoiceWords.Priority),
            Field("status", FieldType.Choice, ["状态", "工单状态", "status", "ticket status"], ChoiceWords.TicketStatus),
            Field("assignee", FieldType.User, ["处理人", "受理人", "assignee", "agent", "bearbeiter", .. Owners]),
            Field("externalId", FieldType.Key, Keys),
            Field("createdAt", FieldType.Time, CreatedAt),
        ],
        [Kinds.Task] =
        [
            Field("title", FieldType.Text, ["任务", "任务名称", "标题", "主题", "待办", "待办事项", "task", "task name", "title", "subject", "to do", "todo", "aufgabe", "betreff"], required: true),
            Field("due", FieldType.Time, ["截止时间", "截止日期", "到期日", "到期时间", "完成期限", "due", "due date", "deadline", "fällig", "fällig am", "fälligkeitsdatum", "frist"]),
            Field("customer", FieldType.Customer, CustomerNames),
            Field("assignee", FieldType.User, ["执行人", "任务负责人", "assignee", .. Owners]),
            Field("done", FieldType.YesNo, ["完成", "是否完成", "已完成", "状态", "任务状态", "done", "completed", "status", "erledigt"]),
            Field("externalId", FieldType.Key, Keys),
            Field("createdAt", FieldType.Time, CreatedAt),
        ],
        [Kinds.User] =
        [
            Field("name", FieldType.Text, ["姓名", "员工", "员工姓名", "用户", "同事", "name", "full name", "employee", "employee name", "user", "colleague", "display name", "mitarbeiter", "mitarbeitername"], required: true),
            Field("login", FieldType.Text, ["账号", "登录名", "登录账号", "用户名", "login", "login name", "username", "user name", "account name", "sam account name", "anmeldename", "benutzername", "benutzer"]),
            Field("email", FieldType.Email, [.. Emails, "工作邮箱", "公司邮箱", "user principal name"]),
            Field("role", FieldType.Text, ["角色", "系统角色", "权限", "role", "crm role", "user role", "profile", "permission", "permissions", "rolle", "berechtigung"]),
            Field("team", FieldType.Text, ["团队", "部门", "小组", "所属团队", "所属部门", "销售团队", "team", "department", "group", "sales team", "abteilung", "gruppe"]),
            Field("manager", FieldType.User, ["上级", "直属上级", "上级主管", "汇报对象", "直接上级", "manager", "reports to", "supervisor", "line manager", "manager name", "vorgesetzter", "vorgesetzte", "führungskraft"]),
            Field("language", FieldType.Text, ["语言", "界面语言", "language", "preferred language", "sprache"]),
            Field("timeZone", FieldType.Text, ["时区", "time zone", "timezone", "zeitzone"]),
            Field("externalId", FieldType.Key, ["工号", "员工编号", "员工号", "employee id", "employee number", "staff id", "user id", "personalnummer", .. Keys]),
        ],
    };

    /// <summary>The kinds of records that can be imported.</summary>
    public static IReadOnlyCollection<string> KindNames => ByKind.Keys;

    public static IReadOnlyList<ImportField> Of(string kind) => ByKind.GetValueOrDefault(kind) ?? [];

    public static ImportField? Find(string kind, string name) => Of(kind).FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same with the company's own fields, known by their names in both languages and their codes.</summary>
    internal static IReadOnlyList<ImportField> Of(string kind, FieldBook own) =>
        own.Of(kind).Count == 0 ? Of(kind) : [.. own.Of(kind).Select(one => Field(one.Path, TypeOf(one.Type), [one.Name.En, one.Name.Zh, one.Code, one.Code.Replace('_', ' ')])), .. Of(kind)];

    private static FieldType TypeOf(CustomFieldType type) => type switch
    {
        CustomFieldType.Number => FieldType.Number,
        CustomFieldType.Money => FieldType.Money,
        CustomFieldType.Date => FieldType.Day,
        CustomFieldType.YesNo => FieldType.YesNo,
        CustomFieldType.Phone => FieldType.Phone,
        CustomFieldType.Email => FieldType.Email,
        _ => FieldType.Text,
    };

    internal static ImportField? Find(string kind, string name, FieldBook own) =>
        Of(kind, own).FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? Of(kind, own).FirstOrDefault(field => field.Name.Equals(FieldBook.Prefix + name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A field as a person calls it: by its name or by a header that is taken for it.</summary>
    public static ImportField? Named(string kind, string said)
    {
        var key = Headings.Key(said);
        return Find(kind, said.Trim()) ?? Of(kind).FirstOrDefault(field => field.Headers.Contains(key) || Headings.Key(field.Name) == key);
    }

    /// <summary>Whether records of the kind have notes in which a column without a field of its own can be kept.</summary>
    public static bool HasNotes(string kind) => Of(kind).Any(field => field.Name == Notes);

    /// <param name="of">What a contact's fields begin with in a file of customers; empty in a file of contacts.</param>
    private static ImportField[] ContactProfileFields(string of)
    {
        string Name(string field) => of.Length == 0 ? field : of + char.ToUpperInvariant(field[0]) + field[1..];
        return
        [
            Field(Name("idNumber"), FieldType.Text, ["身份证", "身份证号", "身份证号码", "证件号", "证件号码", "护照号", "id number", "id card", "passport", "passport number", "ausweisnummer", "passnummer"]),
            Field(Name("decisionRole"), FieldType.Choice, ["决策角色", "角色", "采购角色", "decision role", "buying role", "influence", "entscheiderrolle", "rolle"], ChoiceWords.DecisionRole),
            Field(Name("preferredChannel"), FieldType.Choice, ["首选联系方式", "偏好联系方式", "preferred channel", "preferred contact method", "preferred contact", "bevorzugter kanal", "bevorzugter kontaktweg"], ChoiceWords.ContactChannel),
            Field(Name("language"), FieldType.Text, ["语言", "首选语言", "language", "preferred language", "sprache"]),
            Field(Name("doNotContact"), FieldType.YesNo, ["请勿联系", "勿扰", "免打扰", "do not contact", "do not call", "opted out", "kontaktsperre", "nicht kontaktieren"]),
            Field(Name("birthday"), FieldType.Day, ["生日", "出生日期", "birthday", "birthdate", "date of birth", "geburtstag", "geburtsdatum"]),
            Field(Name("anniversary"), FieldType.Day, ["纪念日", "anniversary", "jahrestag"]),
        ];
    }

    private static ImportField Field(string name, FieldType type, string[] headers, IReadOnlyDictionary<string, string[]>? choices = null, bool required = false) =>
        new(name, type, required) { Headers = [.. headers.Select(Headings.Key)], Choices = choices ?? new Dictionary<string, string[]>(), AdminOnly = name is "createdAt" or "author" or "status" };
}
