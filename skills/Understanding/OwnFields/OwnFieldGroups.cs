using System.Globalization;
using System.Text.RegularExpressions;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Understanding.OwnFields;

/// <summary>Own fields of many records: "set the store format of all customers in Berlin to outlet", "把门店类型是旗舰店的客户存为分群旗舰".</summary>
internal static partial class OwnFieldGroups
{
    // What the lists understand of a group and the bulk change takes under the same name.
    private static readonly HashSet<string> Filters = ["city", "industry", "tag", "lifecycle", "quiet_days", "owner", "customer", "stage", "status", "priority", "overdue", "unassigned"];

    /// <summary>The group that is meant, when it is said to be one: without "all" it may be a single record's name.</summary>
    public static string? Group(string whom) => All().Match(whom) is { Success: true } match ? match.Groups["g"].Value.Trim() : null;

    /// <summary>Null when the group is not understood in full: a filter left out would change records that nobody meant.</summary>
    public static PlannedCall? Bulk(string group, IEnumerable<CustomField> fields, Func<CustomField, object> value, OwnFieldHelp help, bool chinese)
    {
        if (help.Rest(chinese ? "列出" + group : "list " + group) is not { Understood: true, Calls: [var list] })
            return null;
        var (records, noun) = list.Tool switch
        {
            "find_customers" => ("customers", Kinds.Customer),
            "list_opportunities" => ("opportunities", Kinds.Opportunity),
            "list_tickets" => ("tickets", Kinds.Ticket),
            _ => default,
        };
        if (records is null || fields.FirstOrDefault(one => one.Noun == noun) is not { } field)
            return null;
        var arguments = new Dictionary<string, object?> { ["records"] = records, ["new_own"] = new[] { $"{field.Code}={Text(value(field))}" } };
        foreach (var (name, given) in list.Arguments)
        {
            if (name == "open" && given is true)
                continue;
            if (!Filters.Contains(name))
                return null;
            arguments[name] = given;
        }

        return arguments.Count > 2 ? new PlannedCall("bulk_update", arguments) : null;
    }

    /// <summary>A segment's name, and the list of customers that it is to be.</summary>
    public static (string Name, string List)? Segment(string text)
    {
        foreach (var pattern in (Regex[])[Named(), NamedLast(), ChineseNamed(), ChineseNamedLast()])
        {
            if (pattern.Match(text) is { Success: true } match)
                return (match.Groups["name"].Value.Trim(' ', '"', '“', '”', '\''), match.Groups["list"].Value.Trim());
        }

        return null;
    }

    private static string Text(object value) => value switch
    {
        bool yes => yes ? "true" : "false",
        string[] several => string.Join(',', several),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    [GeneratedRegex(@"^(?:(?:all|every|each)\s+(?:of\s+)?(?:the\s+|our\s+)?(?<g>(?:my\s+)?\S.*?)(?:['’]s?)?|(?:所有|全部)(?<g>.+))$", RegexOptions.IgnoreCase)]
    private static partial Regex All();

    [GeneratedRegex(@"^(?:please\s+)?(?:save|create|make|add)\s+(?:a\s+|the\s+|new\s+)*segment\s+(?:called\s+|named\s+)?(?<name>[^:,]+?)\s*(?:[:,]|\s(?:of|with|for|from))\s*(?<list>(?:all\s+|the\s+)*(?:customers|clients|accounts|companies)\s.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?:please\s+)?save\s+(?<list>(?:all\s+|the\s+)*(?:customers|clients|accounts|companies)\s.+?)\s+as\s+(?:(?:a\s+|the\s+|new\s+)*segment\s+)(?:called\s+|named\s+)?(?<name>[^,]+?)[.!]*$", RegexOptions.IgnoreCase)]
    private static partial Regex NamedLast();

    [GeneratedRegex(@"^(?:请|帮我)*(?:保存|新建|创建|建)(?:一个|个)?(?:客户)?分群(?<name>[^：:，,]+)[：:，,]\s*(?<list>.+)$")]
    private static partial Regex ChineseNamed();

    [GeneratedRegex(@"^(?:请|帮我)*(?:把|将)?(?<list>.+?的客户)(?:保存|存)(?:成|为)(?:一个|个)?(?:客户)?分群(?<name>[^。！]+)[。！]?$")]
    private static partial Regex ChineseNamedLast();
}
