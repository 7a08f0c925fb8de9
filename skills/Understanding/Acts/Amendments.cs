using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Frames;
using BotCrm.Skills.Understanding.Intents;
using BotCrm.Skills.Understanding.Names;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Acts;

/// <summary>Reads "no, I meant Acme Labs", "make it 50k", 不对,是恒通科技: what of the open or last plan is to be otherwise.</summary>
internal static class Amendments
{
    private static readonly HashSet<string> Reads =
    [
        "find_customers", "customer_summary", "find_contacts", "list_interactions", "search_history", "list_opportunities", "show_ticket", "list_tickets", "list_tasks",
        "pipeline", "forecast", "performance", "needs_attention", "help",
    ];

    private static bool IsRead(string tool) => Reads.Contains(tool) || (FrameFiller.Intents.Contains(tool) && !Intents.RuleRanker.Default.IsWrite(tool));

    /// <summary>The arguments to replace, or null when the message corrects nothing.</summary>
    /// <param name="isNothingElse">The message asks for nothing by itself: then a bare value (周三之前) fills in or mends what was just written.</param>
    public static Dictionary<string, object?>? Read(Analysis analysis, IReadOnlyList<PlannedCall> plan, bool isNothingElse)
    {
        if (plan.Count == 0)
            return null;
        var first = FirstOf(analysis);
        if (first is null)
            return null;
        var marked = first.Is("fix.mark") || (first.Is("fix.not") && analysis.Pieces.Exists(p => p.Kind is PieceKind.Name));
        if (!marked && !analysis.Pieces.Exists(p => p.Is("fix.mark") && !p.Is("pron.it")) && !(isNothingElse && plan.All(c => !IsRead(c.Tool)) && (IsBareValue(analysis) || Moves(analysis) >= 0)))
            return null;
        if (marked && Reason(analysis, plan) is { } reason)
            return new(StringComparer.Ordinal) { ["reason"] = reason };
        var accepted = Args(analysis, plan, first);
        return accepted.Count > 0 ? accepted : null;
    }

    /// <summary>不对,是价格太高: where free words were the last thing given, other free words take their place.</summary>
    private static string? Reason(Analysis analysis, IReadOnlyList<PlannedCall> plan)
    {
        if (plan is not [{ } only] || only.Arguments.GetValueOrDefault("reason") is not string || analysis.Clauses.Exists(c => c.Best is { IsCommand: true }))
            return null;
        var at = analysis.Pieces.FindIndex(p => p.Kind != PieceKind.Punct && !p.Is("fix") && !p.Is("filler"));
        if (at < 0 || !analysis.Pieces.Skip(at).Any(p => p.Kind is PieceKind.Word || (p.Kind == PieceKind.Lexeme && !p.IsPlaceholder && !p.Is("fix") && !p.Is("namecue"))))
            return null;
        var text = Frame.TrimLead(Frame.Tidy(analysis.Slice(analysis.Pieces[at].Start, analysis.Text.Length)), "because", "the reason was", "reason was", "因为", "原因是", "是");
        return text.Length > 0 ? text : null;
    }

    /// <summary>"10 am, he is in the field later": the value first, then only why.</summary>
    private static int EndOfValue(Analysis analysis)
    {
        if (analysis.Clauses.Count < 2 || analysis.Clauses[1].Before is not (Separator.Comma or Separator.Sentence) || analysis.Clauses.Skip(1).Any(c => c.IsQuestion || c.Best is not null && RuleRanker.Default.IsWrite(c.Best.Intent)))
            return analysis.Pieces.Count;
        return analysis.Clauses[0].To;
    }

    /// <summary>Nothing but values, names, an attribute and little words.</summary>
    private static bool IsBareValue(Analysis analysis) => IsBareValue(analysis, analysis.Pieces.Count) || (EndOfValue(analysis) is var end && end < analysis.Pieces.Count && IsBareValue(analysis, end));

    private static bool IsBareValue(Analysis analysis, int end)
    {
        var said = false;
        foreach (var piece in analysis.Pieces.Take(end))
        {
            if (piece.Kind == PieceKind.Punct || piece.IsPlaceholder || piece.Is("fix") || piece.Is("fix.soft") || piece.Is("attr") || piece.Is("self") || piece.Is("namecue") || piece.Is("act.update") || piece.Is("act.assign"))
            {
                said |= piece.Sense("priority") is not null;
                continue;
            }

            if (piece.Kind is PieceKind.Value || piece.Is("x.currency") || piece.Sense("priority") is not null || piece.Sense("stage") is not null || piece.IsAny("kindn"))
                said = true;
            else
                return false;
        }

        return said && !analysis.Pieces.Exists(p => p.IsAny("q.wh")) && !analysis.Text.Text.Contains('?') && !analysis.Text.Text.EndsWith('吗') && !analysis.Text.Text.EndsWith('呢');
    }

    /// <summary>周四我不在,改周三: the value right after the verb is the new one, and what stands before only says why. Where that verb is, or -1.</summary>
    private static int Moves(Analysis analysis)
    {
        for (var i = analysis.Pieces.Count - 2; i >= 0; i--)
        {
            var piece = analysis.Pieces[i];
            if (!(piece.Is("act.update") || piece.Is("act.reschedule") || piece.Is("fix.make")) || !Text.Tokenizer.IsCjk(analysis.Text.Text[piece.Start]))
                continue;
            var next = i + 1;
            while (next < analysis.Pieces.Count && analysis.Pieces[next].IsPlaceholder)
                next++;
            if (next < analysis.Pieces.Count && analysis.Pieces[next].Value is { Kind: ValueKind.Date or ValueKind.DateTime or ValueKind.Period or ValueKind.Money or ValueKind.Number or ValueKind.Duration })
                return i;
        }

        return -1;
    }

    private static Piece? FirstOf(Analysis analysis)
    {
        foreach (var piece in analysis.Pieces)
        {
            if (piece.Kind != PieceKind.Punct && !(piece.Is("filler") && !piece.Is("fix")))
                return piece;
        }

        return null;
    }

    private static Dictionary<string, object?> Args(Analysis analysis, IReadOnlyList<PlannedCall> plan, Piece first)
    {
        var args = new Dictionary<string, object?>(StringComparer.Ordinal);
        var denied = Denied(analysis);
        foreach (var piece in analysis.Pieces)
        {
            if (denied.Contains(piece))
                continue;
            if (piece.Name is { } hit)
                Name(analysis, plan, piece, hit, args);
            else if (piece.Kind == PieceKind.Unknown)
                Put(args, Slot(plan, "customer") ?? Slot(plan, "name"), analysis.Slice(piece.Start, piece.End));
            else if (piece.Value is { } value)
                Value(analysis, plan, value, args);
            else if (!IsLength(analysis, piece))
                Sense(plan, piece, args, first);
        }

        return args;
    }

    /// <summary>就聊了一个小时: says how long, not of what kind.</summary>
    private static bool IsLength(Analysis analysis, Piece piece) =>
        piece.Is("kindv") && analysis.Pieces.IndexOf(piece) + 1 is var next && next < analysis.Pieces.Count && analysis.Pieces[next].Value?.Kind == ValueKind.Duration;

    /// <summary>"not Acme, Acme Labs", 不是恒通物流,是恒通科技: what stands between the not and the next mark is what it was.</summary>
    private static HashSet<Piece> Denied(Analysis analysis)
    {
        var denied = new HashSet<Piece>();
        for (var i = Moves(analysis) - 1; i >= 0; i--)
        {
            if (analysis.Pieces[i].Value is not null)
                denied.Add(analysis.Pieces[i]);
        }

        var others = analysis.Pieces.Count(p => p.Kind is PieceKind.Name or PieceKind.Unknown or PieceKind.Value || p.Sense("kindn")?.Value is not null || p.Sense("stage") is not null);
        for (var i = 0; i < analysis.Pieces.Count; i++)
        {
            if (!analysis.Pieces[i].Is("fix.not") || others < 2)
                continue;
            for (var j = i + 1; j < analysis.Pieces.Count && analysis.Pieces[j].Kind != PieceKind.Punct && analysis.Word(analysis.Pieces[j]) is not ("but" or "是" or "而是"); j++)
                denied.Add(analysis.Pieces[j]);
        }

        return denied;
    }

    private static void Name(Analysis analysis, IReadOnlyList<PlannedCall> plan, Piece piece, NameHit hit, Dictionary<string, object?> args)
    {
        string Reference(string kind)
        {
            var fitting = hit.Candidates.FindAll(c => c.Entry.Kind == kind);
            return fitting.Count == 1 ? Frame.Reference(fitting[0]) : analysis.Slice(piece.Start, piece.End);
        }

        if (hit.Has(Kinds.Opportunity) && Slot(plan, "opportunity") is { } opportunity)
            Put(args, opportunity, Reference(Kinds.Opportunity));
        else if (hit.Has(Kinds.User) && Present(plan, "assignee", "owner") is { } person)
            Put(args, person, Reference(Kinds.User));
        else if (hit.Has(Kinds.Customer) && CustomerSlot(plan) is { } customer)
            Put(args, customer, Reference(Kinds.Customer));
        else if (hit.Has(Kinds.Contact) && Present(plan, "contact") is { } contact)
            Put(args, contact, Reference(Kinds.Contact));
        else if (hit.Has(Kinds.Contact) && Has(plan, "log_interaction"))
            Put(args, "participants", new List<string> { Reference(Kinds.Contact) });
        else if (hit.Has(Kinds.User) && Slot(plan, "assignee") is { } user)
            Put(args, user, Reference(Kinds.User));
    }

    private static void Value(Analysis analysis, IReadOnlyList<PlannedCall> plan, ValueSpan value, Dictionary<string, object?> args)
    {
        switch (value.Kind)
        {
            case ValueKind.Duration:
                Put(args, Slot(plan, "duration_minutes"), (long?)value.Minutes);
                break;
            case ValueKind.Money:
            case ValueKind.Number:
                Amount(plan, value, args);
                break;
            case ValueKind.Percent:
                Put(args, Present(plan, "discount", "line_discount", "tax") ?? Slot(plan, "discount"), value.Number);
                break;
            case ValueKind.Date or ValueKind.DateTime or ValueKind.Period:
                var slot = Present(plan, "due", "close_date", "when", "valid_until", "end", "day", "start", "first", "new_due", "new_close_date") ?? Slot(plan, "due") ?? Slot(plan, "close_date") ?? Slot(plan, "when");
                var read = slot == "when" ? analysis.InPast(value) : value;
                if (read.At is { } clock && IsClockOnly(analysis.Text.Lower[value.Start..value.End]) && Moment(plan, slot) is { } before)
                    read = read with { At = before.ToDateTime(TimeOnly.FromDateTime(clock)) };
                if (read.Day is { } named && IsDayOnly(analysis.Text.Lower[value.Start..value.End]) && Moment(plan, slot) is { } month && named.Day <= DateTime.DaysInMonth(month.Year, month.Month))
                    read = read with { Day = new DateOnly(month.Year, month.Month, named.Day) };
                Put(args, slot, slot is not ("due" or "when") && read.At is { } at ? Frame.Day(DateOnly.FromDateTime(at)) : Frame.Format(read));
                break;
        }
    }

    private static void Amount(IReadOnlyList<PlannedCall> plan, ValueSpan value, Dictionary<string, object?> args)
    {
        if (value.Kind == ValueKind.Number && Present(plan, "duration_minutes") is not null && Present(plan, "amount") is null)
        {
            Put(args, "duration_minutes", (long)Math.Clamp(value.Number!.Value, 0, 100000));
            return;
        }

        var amount = value.Number!.Value;
        // "make it 4" of a task due at three: four o'clock, in the same half of the day.
        if (value.Kind == ValueKind.Number && Present(plan, "amount") is null && amount is >= 0 and <= 24 && amount == decimal.Truncate(amount) && Clock(plan, "due") is { } due)
        {
            var hour = (int)amount;
            if (due.Hour >= 12 && hour < 12)
                hour += 12;
            Put(args, "due", Frame.Format(value with { Kind = ValueKind.DateTime, At = due.Date.AddHours(hour % 24) }));
            return;
        }

        // "make that 50" of forty-five thousand means fifty thousand.
        if (value.Kind == ValueKind.Number && amount < 1000 && Current(plan, "amount") is { } current && current >= 1000 && current % 1000 == 0)
            amount *= 1000;
        if ((Slot(plan, "amount") ?? Present(plan, "value", "rate", "unit_price", "quantity")) is not { } slot)
            return;
        Put(args, slot, amount);
        if (value.Currency is not null && slot != "rate")
            Put(args, "currency", value.Currency);
    }

    private static bool IsClockOnly(string words)
    {
        foreach (var day in new[] { "day", "tomorrow", "tonight", "week", "month", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "今", "明", "后", "昨", "前", "周", "星期", "礼拜", "号", "日", "月", "/", "-", "in ", "hour", "分钟", "小时" })
        {
            if (words.Contains(day, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    /// <summary>二十八号: a day of the month that was spoken of.</summary>
    private static bool IsDayOnly(string words) => words.Length is > 1 and <= 4 && words[^1] is '号' or '日' && !words.Contains('月', StringComparison.Ordinal) && !words.Contains('周', StringComparison.Ordinal);

    private static DateTime? Clock(IReadOnlyList<PlannedCall> plan, string argument) =>
        Said(plan, argument) is { Length: > 10 } text && DateTime.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : null;

    private static DateOnly? Moment(IReadOnlyList<PlannedCall> plan, string? argument) =>
        argument is not null && Said(plan, argument) is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out var day) ? day : null;

    private static string? Said(IReadOnlyList<PlannedCall> plan, string argument)
    {
        foreach (var call in plan)
        {
            if (call.Arguments.GetValueOrDefault(argument) is string text)
                return text;
        }

        return null;
    }

    private static void Sense(IReadOnlyList<PlannedCall> plan, Piece piece, Dictionary<string, object?> args, Piece first)
    {
        if (piece.Sense("stage") is { } stage && Present(plan, "stage") is not null)
            Put(args, "stage", stage.Value);
        else if (piece.Sense("x.currency") is { Value: { } currency } && Slot(plan, "amount") is not null && Has(plan, "set_exchange_rate") is false)
            Put(args, "currency", currency);
        else if (piece.Sense("priority") is { } priority && (Has(plan, "create_ticket") || Has(plan, "update_ticket")))
            Put(args, "priority", priority.Value);
        else if ((piece.Sense("kindn") ?? piece.Sense("kindv")) is { Value: { } kind } && Has(plan, "log_interaction"))
            Put(args, "kind", kind);
        else if (piece.Is("self") && (Present(plan, "assignee", "owner") ?? Slot(plan, "assignee")) is { } person && !piece.Is("fix") && Slot(plan, person) is not null)
            Put(args, person, "me");
    }

    private static void Put(Dictionary<string, object?> args, string? slot, object? value)
    {
        if (slot is not null && value is not null)
            args.TryAdd(slot, value);
    }

    private static bool Has(IReadOnlyList<PlannedCall> plan, string tool) => plan.Any(c => c.Tool == tool);

    private static string? Present(IReadOnlyList<PlannedCall> plan, params ReadOnlySpan<string> arguments)
    {
        foreach (var argument in arguments)
        {
            foreach (var call in plan)
            {
                if (call.Arguments.ContainsKey(argument))
                    return argument;
            }
        }

        return null;
    }

    private static decimal? Current(IReadOnlyList<PlannedCall> plan, string argument)
    {
        foreach (var call in plan)
        {
            if (call.Arguments.TryGetValue(argument, out var value))
                return value switch { decimal d => d, long l => l, int i => i, double d => (decimal)d, _ => null };
        }

        return null;
    }

    /// <summary>Who a plan was for may have been said through a deal or a person.</summary>
    private static string? CustomerSlot(IReadOnlyList<PlannedCall> plan) =>
        Present(plan, "customer") is not null || plan.Any(c => !IsRead(c.Tool) && c.Tool is not ("create_customer" or "update_contact")) || plan.Any(c => IsRead(c.Tool)) ? "customer" : null;

    /// <summary>The argument if a call has it or its tool takes it.</summary>
    private static string? Slot(IReadOnlyList<PlannedCall> plan, string argument)
    {
        if (Present(plan, argument) is not null)
            return argument;
        foreach (var call in plan)
        {
            var takes = argument switch
            {
                "customer" => call.Tool is not ("create_customer" or "undo" or "help" or "pipeline" or "forecast" or "performance" or "needs_attention" or "find_customers" or "set_exchange_rate" or "list_exchange_rates" or "activity" or "retention" or "customer_portrait" or "ticket_report" or "count_customers" or "save_segment" or "list_segments" or "show_segment" or "delete_segment") && !call.Tool.EndsWith("_import", StringComparison.Ordinal),
                "opportunity" => call.Tool.EndsWith("_opportunity", StringComparison.Ordinal) && call.Tool != "create_opportunity" || call.Tool is "move_stage",
                "amount" => call.Tool is "create_opportunity" or "update_opportunity" or "win_opportunity",
                "duration_minutes" or "when" => call.Tool is "log_interaction" or "correct_interaction",
                "close_date" => call.Tool is "create_opportunity" or "update_opportunity",
                "due" => call.Tool is "create_task" or "reschedule_task",
                "assignee" => call.Tool is "create_task" or "create_ticket" or "assign_ticket" or "update_task",
                "name" => call.Tool is "create_customer" or "add_contact" or "create_opportunity",
                "discount" => call.Tool is "create_quote" or "update_quote" or "revise_quote",
                _ => false,
            };
            if (takes)
                return argument;
        }

        return null;
    }
}
