using System.Text.RegularExpressions;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Understanding.OwnFields;

/// <summary>What the reader of own fields asks of the rest of the model.</summary>
/// <param name="Kinds">Kinds of the records that a text names.</param>
/// <param name="Day">The day that a text says.</param>
/// <param name="Rest">Reads a message without its own fields.</param>
internal sealed record OwnFieldHelp(Func<string, IReadOnlyList<string>> Kinds, Func<string, DateOnly?> Day, Func<string, Reading> Rest);

/// <summary>
/// Sentences about the company's own fields, which no lexicon can know: "set Acme's store format to flagship", "门店类型是旗舰店的客户",
/// and values given along with what is created. A message that names no own field is none of its business.
/// </summary>
internal sealed class OwnFieldReader
{
    private const RegexOptions Plainly = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline;
    private const string Comparison = @"(?:is|are|=|:|equals|of)?\s*(?:above|over|more than|at least|after|since|below|under|less than|at most|before|until|between)?";
    private const string ChineseComparison = "是|为|等于|=|：|:|在|大于|超过|高于|多于|不少于|不低于|至少|小于|低于|不到|少于|不超过|至多";
    private const string ChineseSet = "改成|改为|设为|设成|设置为|设置成|更新为|更新成|换成|变成|定为|填为|填成|标为|调整为|调成";

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    private readonly List<Known> fields;

    public OwnFieldReader(FieldBook book) => fields = [.. book.All.Select(static field => new Known(field))];

    public Reading? Read(string message, TurnFacts facts, OwnFieldHelp help)
    {
        // A question is answered as any other; a long text was pasted, and tells about something.
        if (fields.Count == 0 || facts.Dialogue.Pending is not null || message.Length > 1000)
            return null;
        var text = message.Trim();
        var said = fields.Where(one => one.Mention.IsMatch(text)).ToList();
        if (said.Count == 0)
            return null;
        try
        {
            var chinese = text.Any(static c => c is >= '\u4e00' and <= '\u9fff');
            foreach (var field in said.OrderByDescending(one => one.Mention.Match(text).Length))
            {
                if (List(field, text, help) is { } list)
                    return list;
                if (OwnFieldGroups.Segment(text) is var (name, customers) && List(field, customers, help) is { Calls: [{ Tool: "find_customers" } found] })
                    return new Reading([new PlannedCall("save_segment", new Dictionary<string, object?>(found.Arguments) { ["name"] = name })], true, [], chinese ? "zh" : "en");
            }
            foreach (var same in said.GroupBy(one => one.Mention.Match(text).Value, StringComparer.OrdinalIgnoreCase).OrderByDescending(group => group.Key.Length))
            {
                if (One([.. same], text, facts, help, chinese) is { } call)
                    return new Reading([call], true, [], chinese ? "zh" : "en");
            }
            return Along(said, text, help);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static Reading? List(Known field, string text, OwnFieldHelp help)
    {
        foreach (var pattern in field.Lists)
        {
            if (pattern.Match(text) is not { Success: true } match || Tool(match.Groups["n"].Value) is not var (tool, noun) || noun != field.Field.Noun)
                continue;
            var value = match.Groups["v"].Value;
            if (value.Length == 0 || Asks(value))
                continue;
            var condition = OwnFieldWords.Condition(field.Field, match.Groups["op"].Value.Trim().ToLowerInvariant(), value, help.Day);
            var chinese = match.Groups["n"].Value[0] > 127;
            return new Reading([new PlannedCall(tool, new Dictionary<string, object?> { [CustomArguments.Prefix + field.Field.Code] = condition })], true, [], chinese ? "zh" : "en");
        }

        return null;
    }

    /// <summary>One record's field: set, emptied or asked for.</summary>
    private static PlannedCall? One(IReadOnlyList<Known> same, string text, TurnFacts facts, OwnFieldHelp help, bool chinese)
    {
        var pattern = same[0];
        foreach (var set in pattern.Sets)
        {
            if (set.Match(text) is not { Success: true } match)
                continue;
            var (whom, value) = (match.Groups["x"].Value.Trim(), match.Groups["v"].Value.Trim());
            if (Asks(value) || text.TrimEnd().EndsWith('?') || text.TrimEnd().EndsWith('？'))
                continue;
            if (OwnFieldGroups.Group(whom) is { } group)
                return OwnFieldGroups.Bulk(group, same.Select(one => one.Field), field => OwnFieldWords.Value(field, value, help.Day), help, chinese);
            if (Of(same, whom, facts, help, chinese) is not var (field, arguments))
                continue;
            arguments[CustomArguments.Prefix + field.Code] = OwnFieldWords.Value(field, value, help.Day);
            return new PlannedCall("update_" + field.Noun, arguments);
        }

        if (pattern.Clears.Select(clear => clear.Match(text)).FirstOrDefault(static match => match.Success) is { } emptied && Of(same, emptied.Groups["x"].Value.Trim(), facts, help, chinese) is var (gone, about))
        {
            about[CustomArguments.Clear] = new[] { gone.Code };
            return new PlannedCall("update_" + gone.Noun, about);
        }

        if (pattern.Questions.Select(question => question.Match(text)).FirstOrDefault(static match => match.Success) is { } asked && Of(same, asked.Groups["x"].Value.Trim(), facts, help, chinese) is var (wanted, of))
        {
            return wanted.Noun switch
            {
                Kinds.Customer => new PlannedCall("customer_summary", of),
                Kinds.Ticket => new PlannedCall("show_ticket", of),
                Kinds.Contact => new PlannedCall("find_contacts", new Dictionary<string, object?> { ["search"] = of["contact"], [CustomArguments.Prefix + wanted.Code] = "*" }),
                _ => new PlannedCall("list_opportunities", of.ContainsKey("customer") ? new Dictionary<string, object?>(of) { [CustomArguments.Prefix + wanted.Code] = "*" } : new Dictionary<string, object?> { ["search"] = of["opportunity"] }),
            };
        }

        return null;
    }

    /// <summary>Values said along with something else: they are taken out, the rest is read as ever, and they are given to the call that takes them.</summary>
    private static Reading? Along(IReadOnlyList<Known> said, string text, OwnFieldHelp help)
    {
        var rest = text;
        var values = new List<(CustomField Field, object Value)>();
        foreach (var field in said.OrderByDescending(one => one.Mention.Match(text).Length))
        {
            if (field.Along.Match(rest) is not { Success: true } match || match.Groups["v"].Value.Trim() is not { Length: > 0 } value)
                continue;
            values.Add((field.Field, OwnFieldWords.Value(field.Field, value, help.Day)));
            rest = rest.Remove(match.Index, match.Length);
        }
        if (values.Count == 0 || rest.Trim().Length == 0)
            return null;
        var reading = help.Rest(rest.Trim());
        var calls = reading.Calls.ToList();
        foreach (var (field, value) in values)
        {
            var tools = (string[])[field.Noun == Kinds.Contact ? "add_contact" : "create_" + field.Noun, "update_" + field.Noun];
            var at = calls.FindIndex(call => tools.Contains(call.Tool));
            if (at < 0)
                return null;
            calls[at] = calls[at] with { Arguments = new Dictionary<string, object?>(calls[at].Arguments.ToDictionary()) { [CustomArguments.Prefix + field.Code] = value } };
        }

        return reading with { Calls = calls };
    }

    /// <summary>Which record is meant, and so, of several nouns with a field of this name, which.</summary>
    private static (CustomField Field, Dictionary<string, object?> Arguments)? Of(IReadOnlyList<Known> same, string whom, TurnFacts facts, OwnFieldHelp help, bool chinese)
    {
        var said = Noise.Replace(whom, "").Trim();
        if (Pronoun.IsMatch(said))
        {
            var record = facts.Dialogue.Focus.FirstOrDefault(one => same.Any(field => field.Field.Noun == one.Kind));
            return record is null ? null : (same.First(one => one.Field.Noun == record.Kind).Field, new Dictionary<string, object?> { [record.Kind] = $"{record.Kind}:{record.Id}" });
        }
        var ticket = same.FirstOrDefault(static one => one.Field.Noun == Kinds.Ticket);
        if (ticket is not null && TicketNumber.Match(said) is { Success: true } number)
            return (ticket.Field, new Dictionary<string, object?> { ["ticket"] = number.Groups[1].Value });
        if (said.Length is 0 or > 200)
            return null;
        var kinds = help.Kinds(said);
        var field = same.FirstOrDefault(one => kinds.Contains(one.Field.Noun)) ?? same[0];
        var argument = field.Field.Noun is Kinds.Customer or Kinds.Contact || kinds.Contains(field.Field.Noun) ? field.Field.Noun : Kinds.Customer;
        return (field.Field, new Dictionary<string, object?> { [argument] = said });
    }

    private static bool Asks(string value) => Question.IsMatch(value);

    private static (string Tool, string Noun)? Tool(string noun) => noun.ToLowerInvariant() switch
    {
        "客户" or "公司" or "企业" or "customer" or "customers" or "client" or "clients" or "account" or "accounts" or "companies" => ("find_customers", Kinds.Customer),
        "联系人" or "contact" or "contacts" or "people" => ("find_contacts", Kinds.Contact),
        "商机" or "机会" or "销售机会" or "opportunity" or "opportunities" or "deal" or "deals" => ("list_opportunities", Kinds.Opportunity),
        "工单" or "ticket" or "tickets" or "case" or "cases" => ("list_tickets", Kinds.Ticket),
        _ => null,
    };

    private static Regex New(string pattern) => new(pattern, Plainly, Longest);

    private static readonly Regex Noise = New(@"^(?:the\s+|customer\s+|contact\s+|client\s+|opportunity\s+|deal\s+|客户|联系人|商机)(?=\S)|(?:['’]s)$");
    private static readonly Regex Pronoun = New(@"^(?:its?|this(?: one| customer| contact| ticket| deal| opportunity)?|that(?: one)?|their|them|his|her|him|the|它|他|她|这个|该|此|这个客户|该客户|这家|这个联系人|这个工单|这张工单)$");
    private static readonly Regex TicketNumber = New(@"^(?:ticket|case|工单)?\s*(?:no\.?|number|号)?\s*#?\s*(\d+)\s*(?:号)?(?:工单)?$");
    private static readonly Regex Question = New(@"^(?:什么|多少|哪|几|谁|what|which|how)|[?？]\s*$|吗\s*[?？]?$");

    /// <summary>A field with the sentences that can be about it, made once.</summary>
    private sealed class Known
    {
        public Known(CustomField field)
        {
            Field = field;
            var name = OwnFieldWords.Pattern(field);
            Mention = New(name);
            const string nouns = "customers?|clients?|accounts?|companies|contacts?|people|opportunity|opportunities|deals?|tickets?|cases?";
            const string chineseNouns = "客户|公司|企业|联系人|商机|销售机会|机会|工单";
            Lists =
            [
                New($@"^(?:please\s+)?(?:(?:list|show|find|give|get|search|which|what)(?:\s+me)?\s+)?(?:all\s+|the\s+|our\s+|my\s+)*(?<n>{nouns})\s+(?:whose|with|where|that have|having|have|has)\s+(?:the\s+|an?\s+)?{name}\s*(?<op>{Comparison})\s*(?<v>.+?)[?.!]*$"),
                New($@"^(?:请|帮我)?(?:列出|查找|找出|找|查看|查询|查|显示|看看|看)?(?:一下)?(?:所有|全部)?{name}(?<op>{ChineseComparison})?(?<v>.+?)的(?<n>{chineseNouns})(?:有哪些|有谁|列表|名单)?[？?。]?$"),
                New($@"^(?:请|帮我)?(?:列出|查找|找出|显示)?(?:哪些|有哪些|所有|全部)(?<n>{chineseNouns})的?{name}(?<op>{ChineseComparison})(?<v>.+?)[？?。]?$"),
            ];
            Sets =
            [
                New($@"^(?:please\s+|can you\s+|could you\s+)?(?:set|change|update|make|put|mark|correct)\s+(?:the\s+)?(?<x>its|their|his|her|.+?(?:['’]s|s['’]))\s+{name}\s+(?:to|as|into|=|is)\s*(?<v>.+)$"),
                New($@"^(?:please\s+|can you\s+|could you\s+)?(?:set|change|update|make|put|correct)\s+(?:the\s+)?{name}\s+(?:of|for|on|at)\s+(?<x>.+?)\s+(?:to|as|=|is)\s+(?<v>.+)$"),
                New($@"^(?<x>its|.+?['’]s)\s+{name}\s*(?:is|=|:)\s*(?<v>.+)$"),
                New($@"^(?:请)?(?:帮我)?(?:把|将)(?<x>.+?)的?{name}(?:{ChineseSet})(?<v>.+)$"),
                New($@"^(?<x>[^，,。]+?)的{name}(?:{ChineseSet}|是|为|：|:|=)(?<v>.+)$"),
            ];
            Clears =
            [
                New($@"^(?:please\s+)?(?:clear|empty|remove|delete|erase)\s+(?:the\s+)?(?<x>its|.+?['’]s)\s+{name}[.!]*$"),
                New($@"^(?:请)?(?:清空|清除|删除|去掉|删掉)(?<x>.+?)的?{name}。?$"),
                New($@"^(?:把|将)(?<x>.+?)的?{name}(?:清空|清除|删掉|去掉)。?$"),
            ];
            Questions =
            [
                New($@"^(?:what(?:['’]s| is| are)|show|show me|tell me)\s+(?:the\s+)?(?<x>its|.+?['’]s)\s+{name}[?.]*$"),
                New($@"^what(?:['’]s| is)\s+the\s+{name}\s+of\s+(?<x>.+?)[?.]*$"),
                New($@"^(?:查看|看看|查一下|查)?(?<x>.+?)的{name}(?:是什么|是多少|是哪个|是哪种|多少|呢)?[？?]?$"),
            ];
            var values = field.IsChoice
                ? string.Join('|', field.Choices.SelectMany(static one => new[] { one.Name.En, one.Name.Zh, one.Code }).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(static one => one.Length).Select(Regex.Escape))
                : field.Type == CustomFieldType.YesNo ? "yes|no|true|false|是|否|有|没有|无" : "\"[^\"]+\"|“[^”]+”|[^,，;；。、]+?";
            var list = field.Type == CustomFieldType.MultiChoice ? $@"(?:{values})(?:\s*(?:,|，|、|and|和)\s*(?:{values}))*" : values;
            Along = New($@"\s*[,，;；、]?\s*(?:and\s+|with\s+(?:an?\s+|the\s+)?|并且|并|且)?{name}\s*(?:is|to|=|:|：|是|为)?\s*(?<v>{list})(?=$|[\s]*[,，;；。.!！、]|\s+and\s)");
        }

        public CustomField Field { get; }

        public Regex Mention { get; }

        public IReadOnlyList<Regex> Lists { get; }

        public IReadOnlyList<Regex> Sets { get; }

        public IReadOnlyList<Regex> Clears { get; }

        public IReadOnlyList<Regex> Questions { get; }

        public Regex Along { get; }
    }
}
