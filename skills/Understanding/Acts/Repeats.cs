using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Frames;
using BotCrm.Skills.Understanding.Intents;
using BotCrm.Skills.Understanding.Names;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Acts;

/// <summary>Reads "same for O'Brien", "Helix too", 小米也一样: what was just written is written once more, of another record.</summary>
internal static class Repeats
{
    /// <summary>Tools whose work is said again by "and Helix" alone; with the others a name alone may as well ask to see the record.</summary>
    private static readonly HashSet<string> ByNameAlone = ["tag_customer", "move_stage", "change_lifecycle", "complete_task", "update_opportunity"];

    /// <summary>What says which record a call is about, beside the customer itself.</summary>
    private static readonly string[] Within = ["opportunity", "contact", "participants", "quote", "contract", "ticket", "task", "interaction", "payment"];

    public static List<PlannedCall>? Read(Analysis analysis, int from, IReadOnlyList<PlannedCall> plan)
    {
        if (plan.Count == 0 || plan.Any(c => !RuleRanker.Default.IsWrite(c.Tool) || c.Tool.StartsWith("delete_", StringComparison.Ordinal)))
            return null;
        // "USD 9.1" after the rate of the pound: one more rate.
        if (plan is [{ Tool: "set_exchange_rate" } rate] && analysis.Pieces.Where(p => p.Kind != PieceKind.Punct && !p.IsPlaceholder).ToList() is [{ Value: { Number: { } number, Currency: { Length: 3 } currency } }] && currency != rate.Arguments.GetValueOrDefault("currency") as string)
            return [new PlannedCall(rate.Tool, new Dictionary<string, object?>(rate.Arguments, StringComparer.Ordinal) { ["currency"] = currency, ["rate"] = number })];
        bool same = false, joined = false;
        Piece? name = null;
        List<ValueSpan> values = [];
        var rest = (Start: -1, End: -1);
        for (var i = from; i < analysis.Pieces.Count; i++)
        {
            var piece = analysis.Pieces[i];
            var word = analysis.Word(piece);
            if (piece.Is("again.same"))
                same = true;
            else if (piece.Kind == PieceKind.Name && name is null)
                name = piece;
            else if (piece.Value is { } value)
                values.Add(value);
            else if (word is "and" or "too" or "as well" or "also" or "plus" or "还有" or "也" or "和")
                joined = true;
            else if (piece.Kind == PieceKind.Punct && word == "?")
                return null;
            else if (piece.Kind is PieceKind.Word or PieceKind.Unknown && rest.Start < 0)
                rest = (piece.Start, piece.End);
            else if (piece.Kind != PieceKind.Punct && !piece.IsPlaceholder && !piece.Is("namecue") && !piece.Is("fix") && !piece.Is("lead") && !piece.Is("again.word"))
                return null;
        }

        if (name is null ? !same || rest.Start < 0 : rest.Start >= 0)
            return null;
        if (!same && !(joined && values.Count == 0 && plan is [{ } only] && ByNameAlone.Contains(only.Tool)))
            return null;
        return Again(analysis, plan, name, name is null ? analysis.Slice(rest.Start, rest.End) : analysis.Slice(name.Start, name.End), values);
    }

    private static List<PlannedCall>? Again(Analysis analysis, IReadOnlyList<PlannedCall> plan, Piece? name, string said, List<ValueSpan> values)
    {
        var calls = new List<PlannedCall>();
        foreach (var call in plan)
        {
            var args = new Dictionary<string, object?>(call.Arguments, StringComparer.Ordinal);
            if (!SetRecord(args, call.Tool, name?.Name, said))
                return null;
            if (args.GetValueOrDefault("title") is string title)
                args["title"] = Renamed(analysis, title, call, name is null ? said : name.Name!.Candidates[0].Entry.Name);
            foreach (var value in values)
                SetValue(analysis, args, value);
            calls.Add(new PlannedCall(call.Tool, args));
        }

        return calls;
    }

    private static bool SetRecord(Dictionary<string, object?> args, string tool, NameHit? hit, string said)
    {
        var aboutDeal = args.ContainsKey("opportunity") || tool is "move_stage" or "win_opportunity" or "lose_opportunity" or "update_opportunity";
        foreach (var within in Within)
            args.Remove(within);
        string Reference(string kind) => hit!.Candidates.FindAll(c => c.Entry.Kind == kind) is [{ } single] ? Frame.Reference(single) : said;
        if (aboutDeal && (hit is null || hit.Has(Kinds.Opportunity)))
        {
            args.Remove("customer");
            args["opportunity"] = hit is null ? said : Reference(Kinds.Opportunity);
            return true;
        }

        if (tool is "update_contact")
        {
            args.Remove("customer");
            args["contact"] = hit is null ? said : Reference(Kinds.Contact);
            return hit is null || hit.Has(Kinds.Contact);
        }

        if (tool is "update_user" or "move_user")
        {
            args["colleague"] = hit is null ? said : Reference(Kinds.User);
            return hit is null || hit.Has(Kinds.User);
        }

        if (hit is null || !hit.Has(Kinds.Customer) && !hit.Has(Kinds.Contact) || tool is "create_customer" or "create_team" or "set_exchange_rate")
            return false;
        if (hit.Has(Kinds.Customer))
        {
            args["customer"] = Reference(Kinds.Customer);
            return true;
        }

        var person = hit.Candidates.FindAll(c => c.Entry.Kind == Kinds.Contact);
        if (person is not [{ Entry.CustomerId: { } customer }])
            return false;
        args["customer"] = $"{Kinds.Customer}:{customer}";
        if (tool == "log_interaction")
            args["participants"] = new List<string> { Frame.Reference(person[0]) };
        return true;
    }

    /// <summary>"Send helix the certificates" for Acme Labs is "Send Acme Labs the certificates".</summary>
    private static string Renamed(Analysis analysis, string title, PlannedCall call, string now)
    {
        foreach (var focus in analysis.Facts.Dialogue.Focus)
        {
            if (call.Arguments.GetValueOrDefault("customer") is not string before || before != $"{focus.Kind}:{focus.Id}")
                continue;
            foreach (var old in new[] { focus.Name, focus.Name.Split(' ')[0] })
            {
                var at = title.IndexOf(old, StringComparison.OrdinalIgnoreCase);
                if (at >= 0)
                    return title[..at] + now + title[(at + old.Length)..];
            }
        }

        return title;
    }

    private static void SetValue(Analysis analysis, Dictionary<string, object?> args, ValueSpan value)
    {
        if (Frame.IsTime(value) && Array.Find(["due", "close_date", "when", "valid_until", "end", "day"], args.ContainsKey) is { } slot)
        {
            var read = slot == "when" ? analysis.InPast(value) : value;
            args[slot] = slot is not ("due" or "when") && read.At is { } at ? Frame.Day(DateOnly.FromDateTime(at)) : Frame.Format(read);
        }
        else if (value.Kind is ValueKind.Money or ValueKind.Number && Array.Find(["amount", "value", "unit_price"], args.ContainsKey) is { } sum)
        {
            args[sum] = value.Number;
        }
        else if (value.Kind == ValueKind.Duration && args.ContainsKey("duration_minutes"))
        {
            args["duration_minutes"] = (long?)value.Minutes;
        }
        else if (value.Kind == ValueKind.Percent && args.ContainsKey("discount"))
        {
            args["discount"] = value.Number;
        }
    }
}
