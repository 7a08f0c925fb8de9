using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Frames;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Acts;

/// <summary>
/// Reads "and next quarter?", 李娜的呢, "sort them by amount": a question that only says what is different from the one before. Only reads
/// are asked again this way; a write is amended.
/// </summary>
internal static class Ellipsis
{
    public static PlannedCall? Read(Analysis analysis, IReadOnlyList<PlannedCall> lastPlan)
    {
        if (lastPlan is not [{ } last] || Intents.RuleRanker.Default.IsWrite(last.Tool) || !FrameFiller.Intents.Contains(last.Tool) || !OnlyDiffers(analysis))
            return null;
        var args = new Dictionary<string, object?>(last.Arguments, StringComparer.Ordinal);
        var changed = false;
        foreach (var piece in analysis.Pieces)
        {
            if (piece.Value is { } value && Frame.IsTime(value))
                changed |= SetTime(analysis, last.Tool, value, args);
            else if (piece.Name is not null)
                changed |= SetName(analysis, last.Tool, piece, args);
            else if (piece.Sense("sort") is { Value: { } sort } && last.Tool.StartsWith("list_", StringComparison.Ordinal))
                changed |= Set(args, "sort", sort, ("descending", sort == "amount" && !analysis.Pieces.Exists(p => p.Is("asc"))));
            else if (last.Tool == "list_opportunities" && piece.Senses.Exists(s => s.Class == "attr" && s.Value is "amount" or "close_date") && analysis.Text.Lower.Contains("sort", StringComparison.Ordinal))
                changed |= Set(args, "sort", piece.Sense("attr")!.Value!, ("descending", piece.Sense("attr")!.Value == "amount"));
            else if (last.Tool == "find_contacts" && piece.Sense("attr") is { Value: "phone" or "email" or "wechat" or "title" })
                changed = true; // "and her mail?": the same person again, with all that is known
            else if (piece.Sense("stage") is { Value: { } stage } && last.Tool == "list_opportunities")
                changed |= Set(args, "stage", stage);
            else if ((piece.Is("stagewon") || piece.Is("stagelost")) && last.Tool == "list_opportunities")
                changed |= Set(args, "stage", piece.Is("stagewon") ? "won" : "lost");
            else if (piece.Sense("priority") is { Value: { } priority } && last.Tool == "list_tickets")
                changed |= Set(args, "priority", priority);
            else if (piece.Sense("x.by") is { Value: { } by } && last.Tool is "customer_portrait" or "count_customers" or "ticket_report" or "performance")
                changed |= Set(args, "by", by == "owner" && last.Tool == "performance" ? "person" : by);
            else if (piece.Sense("x.currency") is { Value: { } currency } && last.Tool == "list_exchange_rates")
                changed |= Set(args, "currency", currency);
            else if (piece.Sense("statusv") is { Value: "overdue" } && last.Tool is "list_opportunities" or "list_tasks")
                changed |= Set(args, "overdue", true);
        }

        if (last.Tool == "find_customers" && Place(analysis) is { } city)
            changed |= Set(args, "city", city);
        if (last.Tool == "list_tickets" && analysis.Pieces.Exists(p => analysis.Word(p) is "mine" or "my" or "我的"))
        {
            args.Remove("unassigned");
            changed |= Set(args, "assignee", "me");
        }

        if (last.Tool is "pipeline" or "forecast" && analysis.Pieces.Find(p => p.Sense("stage") is not null)?.Sense("stage") is { Value: { } only })
        {
            var list = new Dictionary<string, object?>(StringComparer.Ordinal) { ["stage"] = only };
            foreach (var kept in new[] { "owner", "team" })
            {
                if (args.TryGetValue(kept, out var who))
                    list[kept] = who;
            }

            return new PlannedCall("list_opportunities", list);
        }

        if (last.Tool == "search_history" && About(analysis) is { } about)
            changed |= Set(args, "text", about);
        return changed ? new PlannedCall(last.Tool, args) : null;
    }

    /// <summary>Short, and without a verb of its own.</summary>
    private static bool OnlyDiffers(Analysis analysis)
    {
        var words = 0;
        foreach (var piece in analysis.Pieces)
        {
            if (piece.Kind == PieceKind.Punct || piece.IsPlaceholder)
                continue;
            words++;
            if (piece.IsAny("kindv") || piece.Is("neg.cmd") || piece.Is("cond") || piece.Is("q.modal") || piece.Is("q.why"))
                return false;
        }

        return words <= 7 && analysis.Text.Length <= 80;
    }

    /// <summary>"and in Prague?": the word behind the "in".</summary>
    private static string? Place(Analysis analysis)
    {
        var at = analysis.Pieces.FindIndex(p => analysis.Word(p) is "in" or "from" or "在");
        if (at < 0 || at + 1 >= analysis.Pieces.Count || analysis.Pieces[at + 1] is not { Kind: PieceKind.Word or PieceKind.Unknown } place || analysis.Pieces.Skip(at + 2).Any(p => p.Kind != PieceKind.Punct && !p.IsPlaceholder))
            return null;
        return Frame.Capital(analysis.Slice(place.Start, place.End));
    }

    private static string? About(Analysis analysis)
    {
        var at = analysis.Pieces.FindIndex(p => p.Is("ctx.about"));
        if (at < 0)
            return null;
        var text = Frame.TrimLead(Frame.Tidy(analysis.Slice(analysis.Pieces[at].End, analysis.Text.Length)), "the", "a", "about");
        text = text.TrimEnd('?', '？', '呢');
        return text.Length == 0 ? null : text;
    }

    private static bool SetTime(Analysis analysis, string tool, ValueSpan value, Dictionary<string, object?> args)
    {
        var (from, to, past) = tool switch
        {
            "list_tasks" => ("due_from", "due_to", false),
            "list_opportunities" => args.ContainsKey("closed_from") || args.GetValueOrDefault("stage") is "won" or "lost" ? ("closed_from", "closed_to", true) : ("close_from", "close_to", false),
            "pipeline" or "forecast" => ("from", "to", false),
            "list_payments" or "list_contracts" => ("from", "to", false),
            "performance" or "list_interactions" or "search_history" or "list_tickets" or "activity" or "retention" or "ticket_report" or "satisfaction" or "funnel" => ("from", "to", true),
            _ => ("", "", false),
        };
        if (from.Length == 0)
            return false;
        var read = past ? analysis.InPast(value) : value;
        var day = read.Day ?? (read.At is { } at ? DateOnly.FromDateTime(at) : (DateOnly?)null);
        args[from] = (read.From ?? day) is { } start ? Frame.Day(start) : null;
        args[to] = (read.To ?? day) is { } end ? Frame.Day(end) : null;
        return true;
    }

    private static bool SetName(Analysis analysis, string tool, Piece piece, Dictionary<string, object?> args)
    {
        foreach (var (kind, argument) in Slots(tool))
        {
            var fitting = piece.Name!.Candidates.FindAll(c => c.Entry.Kind == kind);
            if (fitting.Count == 0)
                continue;
            args[argument] = fitting.Count == 1 ? Frame.Reference(fitting[0]) : analysis.Slice(piece.Start, piece.End);
            if (argument == "owner")
                args.Remove("team");
            if (argument == "team")
                args.Remove("owner");
            if (argument == "customer")
            {
                foreach (var instead in new[] { "contact", "quote", "contract", "opportunity" })
                    args.Remove(instead);
            }

            if (argument == "search")
                args[argument] = analysis.Slice(piece.Start, piece.End);
            return true;
        }

        return false;
    }

    private static (string Kind, string Argument)[] Slots(string tool) => tool switch
    {
        "pipeline" or "forecast" or "funnel" or "performance" or "needs_attention" => [(Kinds.User, "owner"), (Kinds.Team, "team")],
        "activity" or "retention" or "customer_portrait" => [(Kinds.User, "owner"), (Kinds.Team, "team")],
        "ticket_report" => [(Kinds.User, "assignee"), (Kinds.Team, "team")],
        "list_quotes" or "list_contracts" or "list_payments" or "receivables" or "satisfaction" => [(Kinds.User, "owner"), (Kinds.Customer, "customer")],
        "show_quote" or "show_contract" => [(Kinds.Customer, "customer")],
        "opportunity_history" => [(Kinds.Opportunity, "opportunity"), (Kinds.Customer, "customer")],
        "list_opportunities" => [(Kinds.User, "owner"), (Kinds.Customer, "customer"), (Kinds.Team, "team")],
        "list_tasks" or "list_tickets" => [(Kinds.User, "assignee"), (Kinds.Customer, "customer")],
        "list_interactions" or "search_history" => [(Kinds.Customer, "customer"), (Kinds.Contact, "contact")],
        "find_customers" => [(Kinds.User, "owner")],
        "find_contacts" => [(Kinds.Customer, "customer"), (Kinds.Contact, "search")],
        "customer_summary" => [(Kinds.Customer, "customer")],
        "show_ticket" => [(Kinds.Ticket, "ticket"), (Kinds.Customer, "customer")],
        _ => [],
    };

    private static bool Set(Dictionary<string, object?> args, string name, object value, (string Name, object Value)? also = null)
    {
        args[name] = value;
        if (also is { } more)
            args[more.Name] = more.Value;
        return true;
    }
}
