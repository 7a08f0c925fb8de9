using BotCrm.Skills.Understanding.Parsing;

namespace BotCrm.Skills.Understanding.Intents;

/// <summary>Groups clauses into requests: which begins something of its own, which only goes on with the one before.</summary>
internal sealed class RequestReader(IIntentRanker ranker)
{
    /// <summary>Below this nothing is understood.</summary>
    private const double Floor = 11;

    public List<Request> Read(Analysis analysis, out bool blocked)
    {
        var clauses = analysis.Clauses;
        // From the back: whether a clause tells something depends on the one after it.
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < clauses.Count && pass == 0; i++)
                clauses[i].Features = FeatureExtractor.Extract(analysis, i);
            for (var i = 0; i < clauses.Count && pass == 0; i++)
                Mood.Mark(analysis, i);
        }

        for (var i = clauses.Count - 1; i >= 0; i--)
        {
            var clause = clauses[i];
            var mood = clause.Features;
            clause.Features = FeatureExtractor.Extract(analysis, i);
            foreach (var name in new[] { "q", "neg", "negated", "q.modal1", "cond1", "unreal" })
            {
                if (mood.Has(name))
                    clause.Features.Add(name);
            }

            // "will ring her back": the speaker will, nobody else.
            if (mood.Has("own.plan"))
                clause.Features.Remove("third.verb");

            // "A and B are the same, merge them": who is meant stands in the clause before.
            if (i > 0 && clause.Features.Has("act.merge") && !clause.Features.Has("n.any") && clauses[i - 1].Features is var told && told.Has("same"))
            {
                clause.Features.Add("same");
                foreach (var kind in new[] { "n.any", "n.customer", "n.contact", "noun.ticket" })
                {
                    if (told.Has(kind))
                        clause.Features.Add(kind);
                }
            }

            // "correction: …", 更正一下,…: what follows puts right what was noted.
            if (i > 0 && clause.Before is Separator.Comma or Separator.Colon && clauses[i - 1] is { } lead && lead.To - lead.From <= 2 && lead.Features.Has("act.correct1"))
                clause.Features.Add("lead.correct");
            TakeTopic(analysis, i);
            clause.Candidates = Rank(clause);
        }

        return Group(analysis, out blocked);
    }

    /// <summary>"contoso service plan: close date 15.1.", 恒通的 deal,close date 推到…: named first, then said what is to be with it.</summary>
    private static void TakeTopic(Analysis analysis, int i)
    {
        var clause = analysis.Clauses[i];
        if (i == 0 || clause.Before is not (Separator.Comma or Separator.Colon) || clause.Features.Has("n.any") || clause.Features.Has("unknown") || !(clause.Features.Has("attr=close_date") || clause.Features.Has("attr=amount") || clause.Features.Has("stage") || clause.Features.Has("arrow") || clause.Features.Has("v.money")))
            return;
        var topic = analysis.Clauses[i - 1];
        for (var j = topic.From; j < topic.To; j++)
        {
            var piece = analysis.Pieces[j];
            if (!(piece.Kind is PieceKind.Name or PieceKind.Punct || piece.IsPlaceholder || piece.Is("noun.opportunity") || piece.Is("namecue") || analysis.Word(piece) is "的" or "'s" or "that" or "那个" or "这个"))
                return;
        }

        foreach (var name in new[] { "n.any", "n.party", "n.customer", "n.opportunity", "noun.opportunity", "noun.any" })
        {
            if (analysis.Pieces.GetRange(topic.From, topic.To - topic.From) is var said && name switch
            {
                "n.customer" => said.Exists(p => p.Name?.Has("customer") == true),
                "n.opportunity" => said.Exists(p => p.Name?.Has("opportunity") == true),
                "noun.opportunity" or "noun.any" => said.Exists(p => p.Is("noun.opportunity")),
                _ => said.Exists(p => p.Name?.Has("customer") == true || p.Name?.Has("opportunity") == true),
            })
                clause.Features.Add(name);
        }
    }

    private List<Candidate> Rank(Clause clause)
    {
        var list = new List<Candidate>();
        if (clause.Features.Has("q.modal1"))
            return list;
        foreach (var candidate in ranker.Rank(clause.Features))
        {
            if (clause.Features.Has("unreal") && candidate.Intent != "log_interaction" && RuleRanker.Default.IsWrite(candidate.Intent))
                continue;
            if (candidate.Score >= Floor && !(MeansAll(clause) && ChangesOne(candidate.Intent)) && !(RuleRanker.Default.IsWrite(candidate.Intent) && clause.ForbidsWrites) && !(clause.IsBlocked && RuleRanker.Default.IsWrite(candidate.Intent)))
                list.Add(candidate);
        }

        return list;
    }

    /// <summary>"resolve all my tickets", 删除所有客户: no skill changes many records at once, and picking one of them would be wrong.</summary>
    private static bool MeansAll(Clause clause) => clause.Features.Has("whose.all.noun");

    private static bool ChangesOne(string intent) =>
        intent is "win_opportunity" or "lose_opportunity" or "move_stage" or "assign_ticket" or "resolve_ticket" or "reopen_ticket" or "complete_task" or "reschedule_task"
        || intent.StartsWith("delete_", StringComparison.Ordinal) || intent.StartsWith("update_", StringComparison.Ordinal);

    private List<Request> Group(Analysis analysis, out bool blocked)
    {
        var requests = new List<Request>();
        Request? current = null;
        blocked = false;
        var lead = -1;
        var forbidden = false;
        for (var i = 0; i < analysis.Clauses.Count; i++)
        {
            var clause = analysis.Clauses[i];
            var best = WithContext(clause, current);
            if (best is null && i > 0 && clause.Features.Has("noun.summary") && analysis.Clauses[i - 1].Features.Has("n.customer"))
            {
                clause.Features.Add("prev.customer");
                clause.Candidates = Rank(clause);
                best = clause.Best;
            }

            if (best is null && current is null && i > 0 && lead >= 0 && Topic(analysis, lead, i))
            {
                clause.Candidates = Rank(clause);
                best = clause.Best;
            }

            // "what is the state of …? I have to answer her": why it is asked, no task.
            if (best is { Intent: "create_task" } && clause.Features.Has("v.none") && !clause.Features.Has("remind.order") && !clause.Features.Has("noun.task") && analysis.Clauses.Exists(c => c.IsQuestion && c != clause))
                best = null;
            // 湿度计校准那张,客户给了5分: the ticket spoken of, no answer to a survey.
            if (best is { Intent: "answer_survey" } && current is null && lead == i - 1 && lead >= 0 && analysis.Clauses[lead].Features.Has("noun.ticket") && Topic(analysis, lead, i))
            {
                clause.Candidates = Rank(clause);
                best = clause.Best;
            }

            // "…, remind me 30 minutes before": said of the task, no task of its own.
            if (current is { Intent: "create_task" } && clause.Features.Has("remind.before") && !clause.IsBlocked)
            {
                current.End = i + 1;
                continue;
            }

            // "…, please log this call", 请记录这通电话: of what was just told, no second one.
            if (current is { Intent: "log_interaction" } && best is { Intent: "log_interaction" } && clause.Features.Has("act.log") && !clause.Features.Has("n.any") && !clause.Features.Has("unknown") && !clause.Features.Has("text") && !clause.Features.Has("colon"))
                continue;

            if (current is not null && IsNextTask(analysis, current, clause))
            {
                current = Start(requests, new Candidate("create_task", 30, true), i, -1);
                continue;
            }

            blocked |= clause.IsBlocked && current is null;
            if (current is null)
            {
                if (clause.IsBlocked && RuleRanker.Default.Rank(clause.Features) is [{ Score: >= Floor }, ..])
                    lead = -1; // what was forbidden is not carried over to what follows
                // "don't log it, they didn't answer": after a no only a clear order counts.
                forbidden |= clause.Features.Has("negated");
                if (forbidden && best is not null && RuleRanker.Default.IsWrite(best.Intent) && (!best.IsCommand || (best.Intent == "create_task" && !clause.Features.Has("remind.order") && !clause.Features.Has("act.create"))))
                    best = null;
                else if (best is null && lead < 0)
                    lead = i;
                if (best is null)
                    continue;
                current = Start(requests, best, i, lead);
                continue;
            }

            // "GDI wants two benches, put in a deal": what is told is the reason for the order, no note of its own.
            if (best is { IsCommand: true } && clause.Before is Separator.Comma or Separator.Join && current.Intent == "log_interaction" && current.First == i - 1 && !analysis.Clauses[current.First].Features.Has("kind") && !analysis.Clauses[current.First].Features.Has("act.log") && best.Intent.StartsWith("create_", StringComparison.Ordinal) && best.Intent != "create_task" && !StartsWithThird(clause))
            {
                requests.Remove(current);
                var begin = current.Begin;
                current = Start(requests, best, i, begin);
                continue;
            }

            // 明天要去百年,给我总结一下: what is planned only says what the summary is for; nobody asked to be reminded of it.
            if (best is not null && IsPlanOnly(analysis, current, best) && requests.Count == 1)
            {
                requests.Remove(current);
                current = Start(requests, best, i, current.Begin);
                continue;
            }

            if (best is not null && BeginsItsOwn(analysis, current, clause, best))
            {
                var isPlan = current.Intent == "log_interaction" && best.Intent == "create_task";
                var next = Start(requests, best, i, -1);
                next.Before = current;
                if (isPlan && current.NextStep is null)
                    current.NextStep = clause;
                current = next;
                continue;
            }

            if (clause.IsQuestion && clause.Before == Separator.Sentence && current.Intent != "log_interaction")
                continue;
            current.End = i + 1;
        }

        return requests;
    }

    /// <summary>云帆车队的预算冻结了,按丢单处理: the clause before names what the order is about.</summary>
    private static bool Topic(Analysis analysis, int lead, int at)
    {
        var clause = analysis.Clauses[at];
        var features = clause.Features;
        var of = at - 1;
        while (of > lead && !analysis.Clauses[of].Features.Has("n.any") && !analysis.Clauses[of].Features.Has("noun.any"))
            of--;
        var topic = analysis.Clauses[of];
        if (clause.IsBlocked || clause.IsQuestion || topic.IsQuestion || topic.IsBlocked || features.Has("n.any") || clause.Before is not (Separator.Comma or Separator.Join))
            return false;
        var added = false;
        foreach (var name in topic.Features.Names.ToList())
        {
            if (!name.StartsWith("n.", StringComparison.Ordinal) && !name.StartsWith("noun.", StringComparison.Ordinal) && !name.StartsWith("the.", StringComparison.Ordinal) && name is not ("unknown" or "ticket.ref" or "x.quote" or "x.contract"))
                continue;
            if (name.StartsWith("noun.", StringComparison.Ordinal) && features.Has("noun.any"))
                continue;
            features.Add(name);
            added = true;
        }

        if (added || topic.Features.Has("text"))
            features.Add("topic");
        return features.Has("topic");
    }

    private static Request Start(List<Request> requests, Candidate best, int i, int lead)
    {
        var request = new Request(best.Intent, best.Score, i) { Begin = lead >= 0 ? lead : i };
        requests.Add(request);
        return request;
    }

    /// <summary>"…and an opportunity of 20k": the verb of the request before still holds.</summary>
    private Candidate? WithContext(Clause clause, Request? current)
    {
        if (current is null)
            return clause.Best;
        var features = clause.Features;
        // What the message has just spoken of is what "it" and a bare "the amount" mean.
        var about = current.Intent.EndsWith("_opportunity", StringComparison.Ordinal) || current.Intent == "move_stage" ? "opportunity" : current.Intent.EndsWith("_ticket", StringComparison.Ordinal) ? "ticket" : null;
        if (about is not null && !features.Has("focus." + about))
        {
            features.Add("focus." + about);
            features.Add("focus0." + about);
            clause.Candidates = Rank(clause);
        }

        if (!current.Intent.StartsWith("create_", StringComparison.Ordinal) && current.Intent != "add_contact")
            return clause.Best;
        features.Add("prev.create");
        if (current.Intent == "create_customer")
            features.Add("prev.create_customer");
        if (clause.Best is null && features.Has("indef") && features.Has("noun.any") && clause.Before is Separator.Join or Separator.Comma)
        {
            features.Add("act.create");
            features.Add("s:act.create");
        }

        clause.Candidates = Rank(clause);
        return clause.Best;
    }

    /// <summary>"… and on Thursday to send Hans the brochure": one more of the same, with a day of its own.</summary>
    private static bool IsNextTask(Analysis analysis, Request current, Clause clause)
    {
        if (current.Intent != "create_task" || (clause.Before is not (Separator.Join or Separator.Comma) && !analysis.Clauses[current.First].Features.Has("colon")) || clause.IsBlocked || clause.IsQuestion)
            return false;
        return analysis.Clauses.Exists(c => c.From >= analysis.Clauses[current.First].From && c.From < clause.From && HasDay(analysis, c, leading: false)) && HasDay(analysis, clause, leading: true) && (clause.Features.Has("act.do") || clause.Features.Has("kindv") || clause.Features.Has("text"));
    }

    private static bool HasDay(Analysis analysis, Clause clause, bool leading)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Value is { Kind: Values.ValueKind.Date or Values.ValueKind.DateTime })
                return true;
            if (leading && !piece.IsPlaceholder && analysis.Word(piece) is not ("on" or "by" or "at" or "in" or "and" or "to"))
                return false;
        }

        return false;
    }

    private static bool BeginsItsOwn(Analysis analysis, Request current, Clause clause, Candidate best)
    {
        // "call with Box: Oliver gave me his new number": told, not ordered.
        if (current.Intent == "log_interaction" && clause.Before == Separator.Colon && clause.Features.Has("s:n.party"))
            return false;
        // "Sofia mailed this, log it: …": one contact, told and ordered.
        if (current.Intent == "log_interaction" && best.Intent == "log_interaction" && clause.Features.Has("act.log") && clause.Features.Has("pron.it") && !clause.Features.Has("n.any"))
            return false;
        if (current.Intent == "log_interaction")
            return (best.IsCommand && !StartsWithThird(clause)) || IsPlan(clause, best)
                || (best.Intent == "log_interaction" && clause.Before == Separator.Sentence && clause.Features.Has("kindv.past") && (clause.Features.Has("n.customer") || (clause.Features.Has("n.contact") && clause.Features.Has("s:kindv"))) && best.Score >= Floor)
                || (clause.Before == Separator.Sentence && best.Score >= 28 && best.Intent != "log_interaction" && !StartsWithThird(clause));
        // "Erik decides, Julia is an influencer"; "Acme to negotiation, Box to proposal"
        if (best.Intent == current.Intent && best.Intent is "update_contact" or "move_stage" or "update_opportunity" && clause.Features.Has("s:n.any") && analysis.Clauses[current.First].Features.Has("n.any") && best.Score >= 20 && clause.Before is Separator.Comma or Separator.Join)
            return true;
        if (current.Intent == "create_ticket" && best.Intent == "assign_ticket" && clause.Before is Separator.Comma or Separator.Join)
            return false;
        // Proseware那张给Sam,星河那张给我: each names its own.
        if (best is { Intent: "assign_ticket", IsCommand: true } && current.Intent == "assign_ticket" && clause.Features.Has("the.ticket") && clause.Before == Separator.Comma)
            return true;
        if (best.Intent == current.Intent && clause.Before is not Separator.Sentence)
            return best.IsCommand && clause.Features.Has("s:n.any") is false && clause.Before == Separator.Join;
        // "…: when a deal is won, create a task": what the rule is to do is not done now.
        if (current.Intent == "create_rule" && clause.Before is not Separator.Sentence)
            return false;
        // What follows a colon belongs to what stands before it.
        if (clause.Before == Separator.Colon || (clause.Before == Separator.Dash && !best.IsCommand))
            return false;
        if (current.Intent is "create_opportunity" or "update_opportunity" && clause.Features.Has("attr=close_date") && (best.Intent is "create_task" || current.Intent == "create_opportunity"))
            return false;
        if (current.Intent is "lose_opportunity" or "create_ticket" or "resolve_ticket" or "add_contact" or "create_customer" or "create_opportunity" or "create_task")
            return best.IsCommand || IsPlan(clause, best) || (best.Score >= 28 && clause.Before == Separator.Sentence);
        return best.IsCommand || best.Score >= 24 || clause.Before is Separator.Sentence or Separator.Join;
    }

    private static bool IsPlanOnly(Analysis analysis, Request current, Candidate best) =>
        best.Intent is "customer_summary" or "list_interactions" or "search_history" && current.Intent == "create_task" && !analysis.Clauses[current.First].Features.Has("remind.order") && !analysis.Clauses[current.First].Features.Has("noun.task");

    private static bool StartsWithThird(Clause clause) => clause.Features.Has("third1") || clause.Features.Has("third.verb");

    /// <summary>What the person will do next ("follow up Tuesday"), unlike what the other side will.</summary>
    private static bool IsPlan(Clause clause, Candidate best) =>
        best.Intent == "create_task" && !StartsWithThird(clause) && (clause.Features.Has("s:act.follow") || clause.Features.Has("s:act.remind") || clause.Features.Has("v.future"));
}
