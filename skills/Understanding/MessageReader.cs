using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Understanding.Acts;
using BotCrm.Skills.Understanding.Frames;
using BotCrm.Skills.Understanding.Intents;
using BotCrm.Skills.Understanding.Lexicon;
using BotCrm.Skills.Understanding.Names;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Text;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding;

/// <summary>From a message and the dialogue to calls: dialogue acts first, then requests.</summary>
internal sealed class MessageReader(IValueReader values, LexiconTrie lexicon)
{
    /// <summary>A request this sure is a change of topic even while a question is open.</summary>
    private const double Sure = 28;

    private readonly RequestReader requests = new(RuleRanker.Default);

    public Reading Read(string message, TurnFacts facts, in NameIndex.Reader names)
    {
        var analysis = Analysis.Of(message, facts, names, values, lexicon);
        analysis = WithOrdinals(analysis, message, names);
        var language = LanguageOf(analysis);
        if (analysis.Clauses.Count == 0)
            return new Reading([], false, [], language);
        if (ReadAct(analysis) is { } act)
            return new Reading([act], true, [], language);
        // "…, they took it well. same for O'Brien": told once more of somebody else.
        if (analysis.Clauses is [_, .., { } last] && analysis.Pieces.Skip(last.From).Take(last.To - last.From).FirstOrDefault(p => !p.IsPlaceholder)?.Is("again.same") == true
            && Read(message[..analysis.Text.Slice(0, analysis.Pieces[last.From].Start).Length], facts, names) is { Calls.Count: > 0 } before && Repeats.Read(analysis, last.From, before.Calls) is { } repeated)
            return before with { Calls = [.. before.Calls, .. repeated] };
        var found = IsForwarded(analysis) ? [] : requests.Read(analysis, out _);
        if (facts.Dialogue.Pending is null && !IsForwarded(analysis) && Repeats.Read(analysis, 0, facts.Dialogue.LastPlan) is { } repeats)
            return new Reading(repeats, true, [], language);
        if (facts.Dialogue.Pending is { IsConfirmation: false } question && ReadAnswer(analysis, question, found) is { } answer)
            return new Reading([answer], true, [], language);
        if (Amend(analysis, found) is { } amendment)
            return new Reading([amendment], true, [], language);
        if (ShortActs.IsHelp(analysis, out var topic) && !found.Exists(r => r.Score >= Sure))
            return new Reading([Call("help", topic is null ? [] : new() { ["topic"] = topic })], true, [], language);
        if (facts.Dialogue.Pending is null && !IsForwarded(analysis) && (found.Count == 0 || Weak(found)) && Ellipsis.Read(analysis, facts.Dialogue.LastPlan) is { } again)
            return new Reading([again], true, [], language);
        if (Untag(analysis, found) is { } untag)
            return new Reading([untag], true, [], language);
        if (found.Count == 0 || IsForwarded(analysis))
            return Alone(analysis) is { } shown ? new Reading([shown], true, [], language) : new Reading([], false, Examples.Of(Nearest(analysis), language), language);
        return new Reading(Calls(analysis, found, names), true, [], language);
    }

    private static List<PlannedCall> Calls(Analysis analysis, List<Request> found, NameIndex.Reader names)
    {
        var calls = new List<PlannedCall>(found.Count);
        Frame? previous = null;
        foreach (var request in found)
        {
            var frame = new Frame(analysis, request, names.Get, previous);
            FrameFiller.Fill(frame);
            calls.Add(new PlannedCall(request.Intent, frame.Args));
            previous = frame;
        }

        return calls;
    }

    /// <summary>"what about last quarter": of itself it asks for next to nothing.</summary>
    private static bool Weak(List<Request> found) => found is [{ Intent: "customer_summary" or "list_opportunities", Score: < 28 }];

    /// <summary>"tag Northwind as vip", "and remove it again": it is the tag, not the customer.</summary>
    private static PlannedCall? Untag(Analysis analysis, List<Request> found)
    {
        if (found is not [{ Intent: "delete_customer" }] || analysis.Facts.Dialogue.LastPlan is not [{ Tool: "tag_customer" } last] || !last.Arguments.TryGetValue("add", out var added))
            return null;
        if (analysis.Pieces.Exists(p => p.Kind == PieceKind.Name || p.Is("noun.customer")) || !last.Arguments.TryGetValue("customer", out var customer))
            return null;
        return Call("tag_customer", new() { ["customer"] = customer, ["remove"] = added });
    }

    private static PlannedCall Call(string tool, Dictionary<string, object?>? arguments = null) => new(tool, arguments ?? []);

    private static PlannedCall? ReadAct(Analysis analysis)
    {
        var pending = analysis.Facts.Dialogue.Pending;
        if (pending is not null)
        {
            if (ShortActs.IsOnly(analysis, "no") || ShortActs.IsOnly(analysis, "act.cancel"))
                return Call(DialogueTools.Cancel);
            if (ShortActs.IsRefusal(analysis))
                return Call(DialogueTools.Cancel);
            if (pending.IsConfirmation && (ShortActs.IsOnly(analysis, "yes") || ShortActs.Echoes(analysis, pending.Plan)))
                return Call(DialogueTools.Confirm);
            if (ShortActs.IsOnly(analysis, "yes") && pending.Choices is [var only])
                return Call(DialogueTools.Answer, new() { ["value"] = only.Value });
        }

        if (ShortActs.SmallTalk(analysis) is { } kind && pending?.Kind != AnswerKind.Text)
            return Call(DialogueTools.SmallTalk, new() { ["kind"] = kind });
        if (pending is null && ShortActs.IsOnly(analysis, "more"))
            return Call(DialogueTools.More);
        return pending is null && (ShortActs.IsOnly(analysis, "no") || ShortActs.IsOnly(analysis, "act.cancel")) ? Call(DialogueTools.Cancel) : null;
    }

    private static PlannedCall? ReadAnswer(Analysis analysis, PendingQuestion question, List<Request> found)
    {
        // A question, or a list named, asks for something else: it is no answer, however long the answer may be.
        if (found.Exists(r => Asks(analysis, r)) && Answers.Choose(analysis, question.Choices) is null)
            return null;
        if (IsQuestion(analysis, question.Kind) && Answers.Choose(analysis, question.Choices) is null)
            return null;
        var isTopic = found.Exists(r => (analysis.Clauses[r.First].Best is { IsCommand: true } || !RuleRanker.Default.IsWrite(r.Intent)) && r.Score >= Sure);
        if (question.Kind == AnswerKind.Text && isTopic && !analysis.Clauses[0].Features.Has("third1"))
            return null;
        if (question.Kind != AnswerKind.Text && found.Exists(r => r.Score >= Sure) && Answers.Choose(analysis, question.Choices) is null)
            return null;
        if (Answers.Read(analysis, question, out var currency) is not { } value)
            return null;
        var arguments = new Dictionary<string, object?> { ["value"] = value };
        if (currency is not null)
            arguments["currency"] = currency;
        return Call(DialogueTools.Answer, arguments);
    }

    private static bool Asks(Analysis analysis, Request request)
    {
        if (RuleRanker.Default.IsWrite(request.Intent))
            return false;
        var clause = analysis.Clauses[request.First];
        return clause.IsQuestion || clause.Features.Has("s:noun.any") || clause.Features.Has("s:noun.summary") || clause.Features.Has("noun.summary") && request.Begin < request.First || clause.Features.Has("s:act.show") && request.Score > 20;
    }

    /// <summary>Asked by its grammar: a question word or an auxiliary in front, 吗 at the end, a bare list. "Friday?" may still be an answer.</summary>
    private static bool IsQuestion(Analysis analysis, AnswerKind kind)
    {
        if (analysis.Clauses[0].Features is var features && features.Has("s:act.show") && features.Has("v.ord"))
            return kind == AnswerKind.Text;
        for (var i = 0; i < analysis.Clauses.Count; i++)
        {
            if (Listing.Is(analysis, i))
                return true;
        }

        var first = analysis.Clauses[0];
        if (!first.IsQuestion || !(first.EndsAsQuestion || analysis.Pieces[first.To - 1].Is("q.aux")))
            return false;
        var words = 0;
        for (var i = first.From; i < first.To; i++)
        {
            if (analysis.Pieces[i] is { IsPlaceholder: false, Kind: not (PieceKind.Value or PieceKind.Name) })
                words++;
        }

        return words >= 2;
    }

    private static PlannedCall? Amend(Analysis analysis, List<Request> found)
    {
        var dialogue = analysis.Facts.Dialogue;
        var plan = dialogue.Pending?.Plan ?? dialogue.LastPlan;
        var first = ShortActs.FirstWord(analysis);
        if (found.Exists(r => Asks(analysis, r)) || analysis.Pieces.Exists(p => p.Is("ask.cue")))
            return null;
        // "move it to Friday" is an order of its own; "no, …" and "make it …" are about what was just done.
        if (found.Exists(r => analysis.Clauses[r.First].Best is { IsCommand: true } && r.Score >= Sure && (first?.Is("fix.mark") != true || analysis.Clauses[r.First].Features.Has("rep.said"))))
            return null;
        if (Amendments.Read(analysis, plan, found.Count == 0) is not { } arguments)
            return null;
        // Of several things just written only the task is to be otherwise: the others stay untouched.
        if (dialogue.Pending is null && plan.Count > 1 && arguments is { Count: 1 } && arguments.TryGetValue("due", out var due) && plan.Count(c => c.Tool == "create_task") == 1 && dialogue.Focus.FirstOrDefault(f => f.Kind == "task") is { } task)
            return Call("reschedule_task", new() { ["task"] = $"task:{task.Id}", ["due"] = due });
        if (dialogue.Pending is null && plan.Count > 1 && arguments.Keys.All(k => k is "duration_minutes" or "kind" or "when") && plan.Count(c => c.Tool == "log_interaction") == 1 && dialogue.Focus.FirstOrDefault(f => f.Kind == "interaction") is { } interaction)
            return Call("correct_interaction", new(arguments, StringComparer.Ordinal) { ["interaction"] = $"interaction:{interaction.Id}" });
        return Call(DialogueTools.Amend, arguments);
    }

    /// <summary>A record named alone asks to see it.</summary>
    private static PlannedCall? Alone(Analysis analysis)
    {
        var words = analysis.Pieces.Where(p => p.Kind != PieceKind.Punct && !p.IsPlaceholder).ToList();
        if (words is not [{ } only])
            return null;
        if (only.Name is { } hit && hit.Has("customer"))
        {
            var customers = hit.Candidates.FindAll(c => c.Entry.Kind == "customer");
            return Call("customer_summary", new() { ["customer"] = customers.Count == 1 ? Frame.Reference(customers[0]) : analysis.Slice(only.Start, only.End) });
        }

        if (only.Name?.Has("contact") == true)
            return Call("find_contacts", new() { ["search"] = analysis.Slice(only.Start, only.End) });
        if (only.Is("pron.it") && analysis.Facts.Dialogue.Focus is [{ Kind: "customer" or "ticket" } focus, ..])
            return focus.Kind == "ticket" ? Call("show_ticket", new() { ["ticket"] = $"ticket:{focus.Id}" }) : Call("customer_summary", new() { ["customer"] = $"customer:{focus.Id}" });
        return null;
    }

    /// <summary>"the second one" is a record of the list shown last: it moves to the front of what is talked about.</summary>
    private Analysis WithOrdinals(Analysis analysis, string message, in NameIndex.Reader names)
    {
        var results = analysis.Facts.Dialogue.LastResults;
        if (analysis.Facts.Dialogue.Pending is { IsConfirmation: false })
            return analysis;
        if (results.Count == 0)
            return NoList(analysis, message, names);
        if (MeansFirst(analysis) && (analysis.Facts.Dialogue.Focus is not [var first, ..] || first != results[0]))
            return Analysis.Of(message, analysis.Facts with { Dialogue = analysis.Facts.Dialogue with { Focus = [results[0], .. analysis.Facts.Dialogue.Focus] } }, names, values, lexicon);
        foreach (var piece in analysis.Pieces)
        {
            if (piece.Value is not { Kind: ValueKind.Ordinal, Number: { } number })
                continue;
            var at = number < 0 ? results.Count + (int)number : (int)Math.Min(number, 10000) - 1;
            if (at < 0 || at >= results.Count)
                continue;
            var record = results[at];
            var focus = new List<RecordRef> { record };
            focus.AddRange(analysis.Facts.Dialogue.Focus.Where(f => f.Kind != record.Kind || f.Id != record.Id));
            var facts = analysis.Facts with { Dialogue = analysis.Facts.Dialogue with { Focus = focus } };
            var again = Analysis.Of(message, facts, names, values, lexicon);
            foreach (var other in again.Pieces)
            {
                if (other.Start != piece.Start)
                    continue;
                other.Kind = PieceKind.Lexeme;
                other.Senses = [new Sense("pron.it", null, WordForm.None), new Sense("noun." + record.Kind, null, WordForm.None)];
            }

            return again;
        }

        return analysis;
    }

    /// <summary>"whose is it?" after a list of one, or after "what is our biggest deal?": the first is meant. Only a question takes it so.</summary>
    private static bool MeansFirst(Analysis analysis)
    {
        var dialogue = analysis.Facts.Dialogue;
        if (dialogue.LastPlan is not [{ } last] || RuleRanker.Default.IsWrite(last.Tool) || !(dialogue.LastResults.Count == 1 || (last.Arguments.ContainsKey("sort") && dialogue.LastResults.Count > 1)))
            return false;
        if (!analysis.Pieces.Exists(p => p.Is("pron.it")) || analysis.Pieces.Exists(p => p.Kind is PieceKind.Name))
            return false;
        var first = analysis.Pieces.Find(p => p.Kind != PieceKind.Punct && !p.IsPlaceholder && analysis.Word(p) is not ("and" or "but"));
        return first is not null && (first.Is("q.wh") || first.Is("ask.it.word"));
    }

    /// <summary>"the first one" of a list that shows nothing: no record is meant, least of all the one talked about before.</summary>
    private Analysis NoList(Analysis analysis, string message, in NameIndex.Reader names)
    {
        if (analysis.Facts.Dialogue is not { Focus.Count: > 0, LastPlan: [{ } last] } || RuleRanker.Default.IsWrite(last.Tool) || !analysis.Pieces.Exists(p => p.Value?.Kind == ValueKind.Ordinal))
            return analysis;
        var facts = analysis.Facts with { Dialogue = analysis.Facts.Dialogue with { Focus = [] } };
        return Analysis.Of(message, facts, names, values, lexicon);
    }

    private static bool IsForwarded(Analysis analysis)
    {
        var text = analysis.Text.Text.AsSpan().TrimStart();
        return text.StartsWith(">") || text.StartsWith("-----") || (analysis.Pieces.Count > 1 && analysis.Pieces[0].Is("forwarded"));
    }

    private static string LanguageOf(Analysis analysis)
    {
        int chinese = 0, latin = 0;
        foreach (var piece in analysis.Pieces)
        {
            if (piece.Kind is PieceKind.Punct or PieceKind.Email or PieceKind.Phone or PieceKind.Name or PieceKind.Unknown)
                continue;
            var ch = analysis.Text.Text[piece.Start];
            if (Tokenizer.IsCjk(ch))
                chinese++;
            else if (char.IsLetter(ch))
                latin++;
        }

        if (chinese == 0 && latin == 0)
            return analysis.Facts.Dialogue.LastLanguage ?? analysis.Facts.Actor.Language;
        return chinese >= latin ? "zh" : "en";
    }

    /// <summary>The skills the words come nearest to, whatever forbade them.</summary>
    private static List<string> Nearest(Analysis analysis)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var clause in analysis.Clauses)
        {
            foreach (var candidate in RuleRanker.Default.Rank(clause.Features))
                scores[candidate.Intent] = Math.Max(scores.GetValueOrDefault(candidate.Intent), candidate.Score);
        }

        return [.. scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Take(3).Select(s => s.Key)];
    }
}
