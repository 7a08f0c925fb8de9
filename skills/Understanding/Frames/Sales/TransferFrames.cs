using System.Text.RegularExpressions;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Sales;

/// <summary>Imports, exports and files.</summary>
internal static partial class TransferFrames
{
    public static void Import(Frame frame) => SetImport(frame);

    public static void ImportFile(Frame frame)
    {
        SetFile(frame);
        frame.Set("rows", Kind(frame));
    }

    public static void Undo(Frame frame)
    {
        SetImport(frame);
        if (frame.Has("x.keep"))
            frame.Set("leave_changed", true);
    }

    public static void Result(Frame frame)
    {
        SetImport(frame);
        SetFormat(frame);
    }

    public static void SaveTemplate(Frame frame)
    {
        SetImport(frame);
        var name = frame.Quoted() ?? (TemplateName().Match(SalesWords.Raw(frame)) is { Success: true } match ? match.Groups["name"].Value : null);
        frame.Set("name", name is null ? null : Frame.Tidy(name));
    }

    public static void Change(Frame frame)
    {
        var raw = SalesWords.Raw(frame);
        if (frame.ValueOf("x.duplicates") is { } duplicates)
            frame.Set("duplicates", duplicates);
        if (Column().Match(raw) is { Success: true } column)
        {
            frame.Set("column", Frame.Tidy(column.Groups["column"].Value.Trim('"', '“', '”')));
            frame.Set("field", column.Groups["field"].Success && column.Groups["field"].Length > 0 ? Frame.Tidy(column.Groups["field"].Value.Trim('"', '“', '”')) : "ignore");
        }

        if (frame.Has("x.rows") && !frame.Args.ContainsKey("column"))
            frame.Set("rows", Kind(frame));
        if (frame.Has("x.newcustomers"))
            frame.Set("create_customers", true);
        if (frame.ValueOf("x.dateorder") is { } order)
            frame.Set("date_order", order);
        SetImport(frame);
    }

    public static void Export(Frame frame)
    {
        // 合同 is a word for an opportunity too; what is exported by that name are contracts.
        var sales = frame.Has("x.quote") ? "quotes" : frame.Has("x.contract") ? "contracts" : frame.Has("x.payment") ? "payments" : frame.Has("x.segment") ? "segments" : null;
        frame.Set("list", sales ?? Kind(frame) switch
        {
            "customer" => "customers",
            "contact" => "contacts",
            "opportunity" => "opportunities",
            "interaction" => "interactions",
            "ticket" => "tickets",
            "task" => "tasks",
            _ => null,
        });
        SetFormat(frame);
        if (frame.NamePiece(Kinds.Customer) is not null)
            frame.SetCustomer(orFocus: false, orUnknown: false);
        Reports.SetOwner(frame);
        if (frame.First("lifecycle") is { } lifecycle)
            frame.Set("lifecycle", lifecycle.Sense("lifecycle")!.Value);
        if (frame.First("tagv") is { } tag)
            frame.Set("tag", tag.Sense("tagv")!.Value);
        if (frame.First("stagewon") is not null && frame.Has("noun.opportunity"))
            frame.Set("stage", "won");
        else if (frame.First("stage") is { } stage && frame.Has("noun.opportunity"))
            frame.Set("stage", stage.Sense("stage")!.Value);
        else if (frame.First("statusv", "open") is not null)
            frame.Set("open", true);
        if (frame.Has("noun.customer") && SegmentFrames.CityOf(frame) is { } city)
            frame.Set("city", city);
        frame.SetPeriod("from", "to", past: true);
    }

    public static void Attach(Frame frame)
    {
        SetFile(frame);
        if (frame.TakeId("noun.ticket") is { } ticket)
            frame.Set("ticket", $"{Kinds.Ticket}:{ticket}");
        else if (frame.TakeOpportunity() is { } opportunity)
            frame.Set("opportunity", opportunity);
        else
            SalesWords.SetParty(frame);
    }

    public static void ListFiles(Frame frame) => Attach(frame);

    public static void File(Frame frame)
    {
        SetFile(frame);
        if (!frame.Args.ContainsKey("file"))
            frame.Set("file", frame.Quoted());
        SalesWords.SetParty(frame);
    }

    private static void SetFile(Frame frame)
    {
        if (frame.First("x.filename") is { } file)
            frame.Set("file", frame.Use(file).Sense("x.filename")!.Value);
    }

    private static void SetImport(Frame frame)
    {
        if (Number().Match(SalesWords.Raw(frame)) is { Success: true } match)
            frame.Set("import", long.Parse(match.Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void SetFormat(Frame frame)
    {
        if (frame.ValueOf("x.format") is { } format)
            frame.Set("format", format);
    }

    private static string? Kind(Frame frame)
    {
        foreach (var kind in new[] { Kinds.Contact, Kinds.Opportunity, Kinds.Ticket, Kinds.Task, Kinds.Interaction, Kinds.Customer })
        {
            if (frame.Has("noun." + kind) || (kind == Kinds.Interaction && frame.Has("kindn")))
                return kind;
        }

        return null;
    }

    [GeneratedRegex(@"(?:import|导入)\s*(?:no\.?|number|#|号)?\s*(?<n>\d{1,6})(?!\d)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Number();

    [GeneratedRegex(@"template\s+(?:called\s+|named\s+)?(?<name>[\w][\w -]{0,60})$|模板(?:叫|名为|为)?\s*(?<name>[^,，。]{1,30})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex TemplateName();

    [GeneratedRegex(@"(?:ignore|skip|leave out|drop)\s+(?:the\s+)?column\s+""?(?<column>[\w .-]+?)""?(?=\s+(?:in|of|from)\b|$)|column\s+""?(?<column>[\w .-]+?)""?\s+(?:as|is|means|to|holds)\s+(?:the\s+)?""?(?<field>[\w .-]+?)""?$|(?:忽略|跳过|不要|不导入)[""“]?(?<column>[\w\u3400-\u9fff]{1,20}?)[""”]?(?:这一|这)?列|(?:把|将)?[""“]?(?<column>[\w\u3400-\u9fff]{1,20}?)[""”]?(?:这一|这)?列(?:当作|作为|是|对应|当成|设为)(?:到)?[""“]?(?<field>[\w\u3400-\u9fff]{1,20}?)[""”]?(?:字段)?$|(?:把|将)[""“]?(?<column>[\w\u3400-\u9fff]{1,20}?)[""”]?(?:这一|这)?列(?<field>)忽略", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Column();
}
