using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tests.Support;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Tests.Skills;

/// <summary>Each skill once as it should go and once refused, on the sample company.</summary>
public sealed class EverySkill
{
    private sealed record Case(string Login, string Tool, object Arguments, Type Reply, string Says);

    private static Case Does<T>(string login, string tool, object arguments, string says)
        where T : Reply => new(login, tool, arguments, typeof(T), says);

    // In order: each builds on what the ones before did.
    private static readonly Case[] Cases =
    [
        Does<ListReply>("lena", "find_customers", new { city = "Hamburg" }, "Acme"),
        Does<SaidReply>("lena", "find_customers", new { owner = "Nobody Known" }, "no colleague called Nobody Known"),
        Does<DoneReply>("lena", "create_customer", new { name = "Blue Ocean", city = "Kiel", industry = "shipping", tags = new[] { "fair" } }, "New customer Blue Ocean – Industry: shipping; City: Kiel; Tags: fair"),
        Does<QuestionReply>("lena", "create_customer", new { name = "ACME Ltd" }, "There is a customer Acme already"),
        Does<SaidReply>("lena", "create_customer", new { name = "Harbour Tools", registration_number = "91310000MA1K35XY0A" }, "check digit"),
        Does<DoneReply>("lena", "create_customer", new { name = "Acme Ltd", city = "Kiel", website = "acme-kiel.example", rating = 4, duplicate = "create" }, "Website: acme-kiel.example; Rating: 4"),
        Does<ListReply>("lena", "find_duplicates", new { customer = "Acme Ltd" }, "same name without legal form"),
        Does<ConfirmReply>("lena", "merge_customers", new { customer = "Acme Ltd", into = "Acme", keep = new[] { "city" } }, "Acme Ltd merged into Acme"),
        Does<SaidReply>("lena", "merge_customers", new { customer = "Acme Ltd", into = "Acme Ltd" }, "one and the same"),
        Does<DoneReply>("lena", "save_segment", new { name = "Northern ones", city = "Hamburg, Kiel" }, "City Hamburg"),
        Does<SaidReply>("lena", "save_segment", new { name = "x", min_employees = 9, max_employees = 1 }, "more than the most"),
        Does<ListReply>("lena", "list_segments", new { }, "Northern ones"),
        Does<ListReply>("lena", "show_segment", new { segment = "northern ones" }, "Acme"),
        Does<SaidReply>("lena", "show_segment", new { segment = "Southern ones" }, "no segment called Southern ones"),
        Does<ListReply>("lena", "count_customers", new { by = "city", segment = "Northern ones" }, "Hamburg"),
        Does<ConfirmReply>("lena", "bulk_update", new { records = "customers", segment = "Northern ones", add_tags = new[] { "harbour" } }, "Among them: "),
        Does<SaidReply>("lena", "bulk_update", new { records = "customers", add_tags = new[] { "harbour" } }, "which records are meant"),
        Does<ConfirmReply>("lena", "delete_segment", new { segment = "Northern ones" }, "Delete segment Northern ones"),
        Does<ListReply>("lena", "search", new { text = "Acmee" }, "Acme"),
        Does<ListReply>("lena", "search", new { text = "Maria", records = "contacts" }, "Maria Lopez"),
        Does<DoneReply>("lena", "create_article", new { title = "When the price is too high", text = "Ask what it is compared with.", type = "talk_track", tags = new[] { "price" } }, "Status: draft"),
        Does<SaidReply>("lena", "approve_article", new { article = "price is too high" }, "knowledge.approve"),
        Does<DoneReply>("marta", "approve_article", new { article = "price is too high" }, "draft → approved"),
        Does<SaidReply>("lena", "show_article", new { article = "price is too high" }, "compared with"),
        Does<ListReply>("sam", "find_article", new { text = "compared", type = "talk_track" }, "When the price is too high"),
        Does<DoneReply>("lena", "edit_article", new { article = "price is too high", text = "Ask what it is compared with, and listen." }, "and listen"),
        Does<SaidReply>("lena", "retire_article", new { article = "price is too high" }, "knowledge.approve"),
        Does<ConfirmReply>("lena", "merge_contacts", new { contact = "Paul Stern", into = "Maria Lopez" }, "Paul Stern merged into Maria Lopez"),
        Does<DoneReply>("lena", "update_customer", new { customer = "Blue Ocean", city = "Lübeck", add_alias = "BO" }, "City: Kiel → Lübeck"),
        Does<SaidReply>("lena", "update_customer", new { customer = "Blue Ocean" }, "what should change"),
        Does<DoneReply>("lena", "tag_customer", new { customer = "BO", add = new[] { "key account" }, remove = new[] { "fair" } }, "Tags: fair → key account"),
        Does<QuestionReply>("lena", "tag_customer", new { customer = "BO" }, "Which tag for Blue Ocean?"),
        Does<CustomerReply>("lena", "customer_summary", new { customer = "Acme" }, "Maria Lopez"),
        Does<SaidReply>("lena", "customer_summary", new { customer = "恒通" }, "no customer called 恒通"),
        Does<DoneReply>("lena", "add_contact", new { customer = "Blue Ocean", name = "Jane Doe", title = "buyer", email = "jane@blueocean.example" }, "New contact Jane Doe at Blue Ocean – Title: buyer; E-mail: jane@blueocean.example"),
        Does<SaidReply>("lena", "add_contact", new { customer = "Blue Ocean", name = new string('x', 300) }, "Name is too long"),
        Does<DoneReply>("lena", "update_contact", new { contact = "Jane", phone = "+49 40 123456" }, "+49 40 123456"),
        Does<SaidReply>("lena", "update_contact", new { contact = "Jana Dvorak", title = "x" }, "no contact called Jana Dvorak"),
        Does<DoneReply>("lena", "record_consent", new { contact = "Jane", purpose = "newsletter", channel = "email", proof = "signed at the fair" }, "Jane Doe agreed: newsletter – Channel: email"),
        Does<SaidReply>("lena", "record_consent", new { contact = "Jane", purpose = "calls", when = "2027-03-01" }, "future"),
        Does<DoneReply>("lena", "withdraw_consent", new { contact = "Jane", purpose = "newsletter", channel = "email" }, "Jane Doe took back: newsletter"),
        Does<SaidReply>("lena", "withdraw_consent", new { contact = "Jane", purpose = "calls" }, "no consent for calls"),
        Does<ListReply>("lena", "list_consents", new { contact = "Jane" }, "withdrawn"),
        Does<DoneReply>("lena", "export_person", new { contact = "Jane" }, "Everything kept about Jane Doe, as a file"),
        Does<SaidReply>("sam", "export_person", new { contact = "Maria Lopez" }, "privacy.export"),
        Does<SaidReply>("marta", "erase_person", new { contact = "Jane" }, "privacy.erase"),
        Does<SaidReply>("marta", "erase_user", new { colleague = "Lena" }, "privacy.erase"),
        Does<SaidReply>("admin", "erase_user", new { colleague = "Lena" }, "takes over"),
        Does<ConfirmReply>("admin", "erase_user", new { colleague = "Lena", successor = "Marek" }, "cannot be undone"),
        Does<ConfirmReply>("admin", "erase_person", new { contact = "Jane" }, "cannot be undone"),
        Does<ListReply>("admin", "show_audit", new { contact = "Jane" }, "exported"),
        Does<ListReply>("lena", "find_contacts", new { customer = "Acme" }, "Paul Stern"),
        Does<DoneReply>("lena", "log_interaction", new { customer = "Blue Ocean", kind = "meeting", summary = "Kick-off", when = "2026-11-20T14:00", duration_minutes = 45, participants = new[] { "Jane", "Unknown Man" }, next_step = "send quote" }, "When: Fri 20 Nov 2026 14:00; Duration: 45 min; Participants: Jane Doe; Next step: send quote; Not a contact yet: Unknown Man"),
        Does<SaidReply>("lena", "log_interaction", new { customer = "Acme", kind = "call", summary = "x", when = "2027-03-01" }, "nothing was changed|future"),
        Does<DoneReply>("lena", "correct_interaction", new { duration_minutes = 60 }, "Duration: 45 min → 60 min"),
        Does<SaidReply>("lena", "correct_interaction", new { customer = "Tailspin", summary = "x" }, "no customer called Tailspin"),
        Does<ListReply>("lena", "list_interactions", new { customer = "Blue Ocean" }, "Kick-off"),
        Does<PassagesReply>("lena", "search_history", new { customer = "Blue Ocean", text = "kick-off" }, "Kick-off"),
        Does<ConfirmReply>("lena", "delete_interaction", new { customer = "Blue Ocean" }, "Delete Meeting with Blue Ocean"),
        Does<DoneReply>("lena", "create_opportunity", new { customer = "Blue Ocean", amount = 45000, close_date = "2026-12-31" }, "Amount: €45,000"),
        Does<SaidReply>("lena", "create_opportunity", new { customer = "Blue Ocean", amount = 0 }, "Amount must be more than 0"),
        Does<DoneReply>("lena", "update_opportunity", new { customer = "Blue Ocean", amount = 50000 }, "€45,000 → €50,000"),
        Does<SaidReply>("lena", "update_opportunity", new { opportunity = "Tailspin upgrade", amount = 1 }, "no opportunity called Tailspin upgrade"),
        Does<DoneReply>("lena", "move_stage", new { customer = "Blue Ocean", stage = "negotiation" }, "Lead → Negotiation"),
        Does<SaidReply>("lena", "move_stage", new { customer = "Blue Ocean", stage = "negotiation" }, "in stage Negotiation already"),
        Does<DoneReply>("lena", "win_opportunity", new { customer = "Blue Ocean", amount = 48000 }, "Negotiation → Won"),
        Does<SaidReply>("lena", "win_opportunity", new { customer = "Blue Ocean" }, "has no open opportunity"),
        Does<DoneReply>("lena", "lose_opportunity", new { opportunity = "Northwind tracking", reason = "no budget" }, "Reason: no budget"),
        Does<QuestionReply>("lena", "lose_opportunity", new { opportunity = "Acme sensor refresh" }, "Why was it lost?"),
        Does<ConfirmReply>("marta", "delete_opportunity", new { opportunity = "Box line sensors" }, "Delete opportunity Box line sensors"),
        Does<SaidReply>("lena", "delete_opportunity", new { opportunity = "Fabrikam line 4" }, "managers_delete"),
        Does<ListReply>("marta", "list_opportunities", new { owner = "Marek", open = true, sort = "amount", descending = true }, "Contoso grid sensors"),
        Does<SaidReply>("sam", "list_opportunities", new { min_amount = 1000 }, "amounts_hidden_from_support"),
        Does<DetailReply>("lena", "opportunity_history", new { opportunity = "Northwind tracking" }, "Lost"),
        Does<DoneReply>("lena", "create_quote", new { opportunity = "Fabrikam line 4", lines = new[] { "10 pcs x Sensor T1 @ 250 -5%", "Installation @ 1200" }, tax = 19, valid_until = "2026-12-31" }, "Sensor T1: 10 pcs × €250 − 5% = €2,375"),
        Does<QuestionReply>("lena", "create_quote", new { opportunity = "Fabrikam line 4", lines = new[] { "ten sensors" } }, "cannot read ten sensors as a line"),
        Does<SaidReply>("sam", "create_quote", new { opportunity = "Fabrikam line 4" }, "quotes.write"),
        Does<DoneReply>("lena", "update_quote", new { customer = "Fabrikam", discount = 5 }, "Discount: 5%"),
        Does<DoneReply>("lena", "add_quote_line", new { customer = "Fabrikam", product = "Gateway", unit_price = 400, quantity = 2 }, "Gateway: 2 × €400 = €800"),
        Does<DoneReply>("lena", "change_quote_line", new { customer = "Fabrikam", product = "gateway", quantity = 3 }, "Gateway: 3 × €400 = €1,200"),
        Does<QuestionReply>("lena", "change_quote_line", new { customer = "Fabrikam", quantity = 3 }, "Which line"),
        Does<DoneReply>("lena", "remove_quote_line", new { customer = "Fabrikam", product = "gateway" }, "Taken out: Gateway"),
        Does<DoneReply>("lena", "update_quote", new { customer = "Fabrikam", discount = 40 }, "draft → waiting for approval"),
        Does<SaidReply>("lena", "send_quote", new { customer = "Fabrikam" }, "discount_above_threshold"),
        Does<SaidReply>("lena", "approve_quote", new { customer = "Fabrikam" }, "quotes.approve"),
        Does<DoneReply>("marta", "reject_quote", new { customer = "Fabrikam", reason = "too low" }, "Decision: too low"),
        Does<DoneReply>("lena", "update_quote", new { customer = "Fabrikam", discount = 30 }, "waiting for approval"),
        Does<DoneReply>("marta", "approve_quote", new { customer = "Fabrikam" }, "waiting for approval → approved"),
        Does<DoneReply>("lena", "send_quote", new { customer = "Fabrikam" }, "approved → sent"),
        Does<DoneReply>("lena", "decline_quote", new { customer = "Fabrikam", reason = "too expensive" }, "sent → declined"),
        Does<DoneReply>("marta", "revise_quote", new { customer = "Fabrikam", discount = 35 }, "Discount: 30% → 35%"),
        Does<DoneReply>("marta", "send_quote", new { customer = "Fabrikam" }, "draft → sent"),
        Does<DoneReply>("lena", "accept_quote", new { customer = "Fabrikam" }, "sent → accepted"),
        Does<DetailReply>("lena", "show_quote", new { customer = "Fabrikam" }, "Total: €2,765.26"),
        Does<ListReply>("lena", "list_quotes", new { customer = "Fabrikam", status = "accepted" }, "€2,765.26"),
        Does<DoneReply>("lena", "create_contract", new { customer = "Fabrikam", start = "2026-12-01", months = 12, renewal = "automatic", notice_days = 30 }, "Value: €2,765.26; Start: Tue 1 Dec 2026; End: Tue 30 Nov 2027"),
        Does<SaidReply>("lena", "create_contract", new { opportunity = "Müller cold chain", value = 5 }, "neither won"),
        Does<DoneReply>("lena", "plan_payments", new { customer = "Fabrikam", instalments = new[] { "30% now", "rest 2027-03-01" } }, "€829.58"),
        Does<SaidReply>("lena", "plan_payments", new { customer = "Fabrikam", instalments = new[] { "1000 now", "1000 2027-03-01" } }, "the difference is 765.26"),
        Does<QuestionReply>("lena", "plan_payments", new { customer = "Fabrikam" }, "How is it paid?"),
        Does<QuestionReply>("lena", "update_contract", new { customer = "Fabrikam", value = 3000, reason = "more sensors" }, "How is it paid now?"),
        Does<DoneReply>("lena", "update_contract", new { customer = "Fabrikam", value = 3000, reason = "more sensors", instalments = new[] { "3 monthly" } }, "€2,765.26 → €3,000"),
        Does<DoneReply>("lena", "receive_payment", new { customer = "Fabrikam", amount = 1500 }, "Open: €1,500"),
        Does<SaidReply>("lena", "receive_payment", new { customer = "Fabrikam", amount = 5000 }, "3500 too much"),
        Does<ListReply>("lena", "list_payments", new { customer = "Fabrikam", open = true }, "€1,000"),
        Does<DetailReply>("lena", "receivables", new { customer = "Fabrikam" }, "€1,500"),
        Does<DetailReply>("lena", "show_contract", new { customer = "Fabrikam" }, "Notice by: Sun 31 Oct 2027"),
        Does<ListReply>("lena", "list_contracts", new { customer = "Fabrikam", status = "active" }, "€3,000"),
        Does<DoneReply>("lena", "renew_contract", new { customer = "Fabrikam" }, "Start: Wed 1 Dec 2027; End: Thu 30 Nov 2028"),
        Does<SaidReply>("lena", "renew_contract", new { contract = "C-2026-0004" }, "was renewed already"),
        Does<ConfirmReply>("lena", "cancel_contract", new { contract = "C-2026-0004", reason = "moved away" }, "active → cancelled"),
        Does<DoneReply>("admin", "set_exchange_rate", new { currency = "GBP", rate = 1.17 }, "1 GBP = 1.17 EUR"),
        Does<SaidReply>("lena", "set_exchange_rate", new { currency = "GBP", rate = 1.17 }, "rates.write"),
        Does<ListReply>("lena", "list_exchange_rates", new { }, "1 GBP = 1.17 EUR"),
        Does<DoneReply>("lena", "create_ticket", new { customer = "Acme", subject = "Sensor offline", priority = "urgent", category = "technical", contact = "Paul" }, "New ticket for Acme: Sensor offline"),
        Does<QuestionReply>("lena", "create_ticket", new { customer = "Acme" }, "What is the ticket about?"),
        Does<TicketReply>("lena", "show_ticket", new { ticket = "Sensor offline" }, "Priority: urgent"),
        Does<DoneReply>("lena", "update_ticket", new { ticket = "Sensor offline", priority = "high" }, "urgent → high"),
        Does<DoneReply>("sam", "assign_ticket", new { ticket = "Sensor offline", assignee = "me" }, "Assignee: Sam Okoye"),
        Does<SaidReply>("sam", "assign_ticket", new { ticket = "Sensor offline", assignee = "陈浩" }, "may not see"),
        Does<DoneReply>("sam", "resolve_ticket", new { ticket = "Sensor offline", resolution = "Changed the cable" }, "open → resolved"),
        Does<SaidReply>("sam", "resolve_ticket", new { ticket = "Sensor offline" }, "resolved already"),
        Does<DoneReply>("sam", "reopen_ticket", new { ticket = "Sensor offline" }, "resolved → open"),
        Does<SaidReply>("sam", "reopen_ticket", new { ticket = "Sensor offline" }, "nothing to reopen"),
        Does<DoneReply>("sam", "add_ticket_note", new { ticket = "Sensor offline", text = "Tried the new cable", note_kind = "reply" }, "Reply on ticket"),
        Does<QuestionReply>("sam", "add_ticket_note", new { ticket = "Sensor offline" }, "What should the note say?"),
        Does<TicketReply>("sam", "show_ticket", new { ticket = "Sensor offline" }, "Tried the new cable"),
        Does<DoneReply>("sam", "unassign_ticket", new { ticket = "Sensor offline" }, "Sam Okoye → (none)"),
        Does<DoneReply>("sam", "assign_ticket", new { ticket = "Sensor offline" }, "Why: least to do in Technical support"),
        Does<DoneReply>("sam", "escalate_ticket", new { ticket = "Sensor offline", reason = "Second time" }, "(level 1): Second time"),
        Does<SaidReply>("sam", "escalate_ticket", new { ticket = "Sensor offline", to = "Nobody Known" }, "no colleague called Nobody Known"),
        Does<DoneReply>("sam", "rate_ticket", new { ticket = "Sensor offline", score = 2, comment = "Too slow" }, "Rating: 2/5"),
        Does<SaidReply>("sam", "rate_ticket", new { ticket = "Sensor offline", score = 9 }, "between 1 and 5"),
        Does<DoneReply>("sam", "create_ticket", new { customer = "Acme", subject = "Sensor still offline", queue = "Technical" }, "New ticket for Acme"),
        Does<ConfirmReply>("sam", "merge_tickets", new { ticket = "Sensor still offline", into = "Sensor offline" }, "Merged into"),
        Does<SaidReply>("sam", "merge_tickets", new { ticket = "Sensor offline", into = "Sensor offline" }, "one and the same"),
        Does<ListReply>("sam", "list_tickets", new { queue = "Technical support", breached = true, sort = "sla_due" }, "broken since"),
        Does<DoneReply>("marta", "create_queue", new { name = "Hardware", calendar = "europe", lead = "Sam", return_after_hours = 4 }, "New queue Hardware – Calendar: europe; Lead: Sam Okoye; Taken back after hours of silence: 4"),
        Does<SaidReply>("marta", "create_queue", new { name = "hardware" }, "There is a queue"),
        Does<SaidReply>("sam", "create_queue", new { name = "Mine" }, "only managers and administrators change queues"),
        Does<DoneReply>("marta", "update_queue", new { queue = "Hardware", auto_assign = true }, "Given out at once: no → yes"),
        Does<DoneReply>("marta", "set_queue_member", new { queue = "Hardware", member = "Sam", skills = new[] { "Firmware" }, capacity = 5 }, "Members: Sam Okoye (firmware, up to 5)"),
        Does<ListReply>("sam", "list_queues", new { }, "Hardware"),
        Does<DoneReply>("marta", "remove_queue_member", new { queue = "Hardware", member = "Sam" }, "Members: Sam Okoye"),
        Does<SaidReply>("marta", "remove_queue_member", new { queue = "Hardware", member = "Sam" }, "is not in the queue Hardware"),
        Does<ConfirmReply>("marta", "delete_queue", new { queue = "Hardware" }, "Delete queue Hardware"),
        Does<SaidReply>("marta", "delete_queue", new { queue = "Technical support" }, "has had tickets"),
        Does<DoneReply>("lena", "create_survey", new { customer = "Acme", survey_kind = "nps", contact = "Maria" }, "Recommendation (NPS) survey asked of Acme"),
        Does<DoneReply>("lena", "answer_survey", new { customer = "Acme", score = 9, comment = "Would do it again" }, "Score: 9/10"),
        Does<SaidReply>("lena", "answer_survey", new { customer = "Acme", score = 11 }, "between 0 and 10"),
        Does<ListReply>("lena", "list_surveys", new { customer = "Acme", answered = true }, "Would do it again"),
        Does<ChartReply>("lena", "satisfaction", new { customer = "Acme" }, "NPS: +100"),
        Does<ConfirmReply>("marta", "delete_survey", new { customer = "Acme", survey_kind = "nps" }, "Delete"),
        Does<SaidReply>("lena", "delete_ticket", new { ticket = "Sensor offline" }, "managers_delete"),
        Does<ConfirmReply>("marta", "delete_ticket", new { ticket = "Sensor offline" }, "Delete ticket"),
        Does<ListReply>("sam", "list_tickets", new { open = true, priority = "high" }, "Sensor offline"),
        Does<DoneReply>("lena", "create_task", new { title = "Send the quote", due = "2026-11-25T15:00", customer = "Acme" }, "Due: Wed 25 Nov 2026 15:00; Customer: Acme"),
        Does<SaidReply>("lena", "create_task", new { title = "Not yours", assignee = "Marek" }, "managers_assign_others"),
        Does<DoneReply>("lena", "reschedule_task", new { task = "quote", due = "2026-11-27" }, "→ Fri 27 Nov 2026"),
        Does<QuestionReply>("lena", "reschedule_task", new { task = "quote", due = "someday" }, "cannot read someday as a date"),
        Does<DoneReply>("lena", "update_task", new { task = "Send the quote", title = "Send the second quote" }, "Send the quote → Send the second quote"),
        Does<DoneReply>("marta", "update_task", new { task = "Send the second quote", assignee = "Marek" }, "Lena Fischer → Marek Novak"),
        Does<DoneReply>("marek", "complete_task", new { task = "second quote" }, "Done: no → yes"),
        Does<SaidReply>("marek", "complete_task", new { task = "no such thing at all" }, "no task called"),
        Does<DoneReply>("lena", "create_task", new { title = "Throw away" }, "Throw away"),
        Does<DoneReply>("lena", "create_task", new { title = "Send Northwind the new offer", customer = "Northwind" }, "Send Northwind the new offer"),
        Does<DoneReply>("lena", "complete_task", new { task = "the offer for Northwind" }, "Done: no → yes"),
        Does<DoneReply>("lina", "create_task", new { title = "跟进恒通", customer = "恒通" }, "跟进恒通"),
        Does<DoneReply>("lina", "reschedule_task", new { task = "恒通的跟进", due = "2026-12-04" }, "Fri 4 Dec 2026"),
        Does<DoneReply>("lina", "create_opportunity", new { customer = "恒通", amount = 200000 }, "¥200,000"),
        Does<DoneReply>("lena", "resolve_ticket", new { ticket = "the ticket about hall 2 gateway" }, "resolved"),
        Does<ConfirmReply>("lena", "delete_task", new { task = "Throw away" }, "Delete task: Throw away"),
        Does<ListReply>("lena", "list_tasks", new { assignee = "me" }, "Throw away"),
        Does<ChartReply>("marta", "pipeline", new { }, "open opportunities"),
        Does<SaidReply>("sam", "pipeline", new { }, "amounts_hidden_from_support"),
        Does<ChartReply>("marta", "forecast", new { }, "Weighted"),
        Does<SaidReply>("lena", "forecast", new { owner = "Marek" }, "own_records_only"),
        Does<ChartReply>("marta", "performance", new { team = "North" }, "Lena Fischer"),
        Does<ChartReply>("marta", "activity", new { }, "tasks done"),
        Does<SaidReply>("lena", "activity", new { owner = "Marek" }, "own_records_only"),
        Does<ChartReply>("marta", "funnel", new { }, "win rate"),
        Does<SaidReply>("sam", "funnel", new { }, "amounts_hidden_from_support"),
        Does<ChartReply>("marta", "retention", new { }, "won customers at the start"),
        Does<SaidReply>("lena", "retention", new { owner = "Marek" }, "own_records_only"),
        Does<ChartReply>("sam", "ticket_report", new { by = "priority" }, "open now"),
        Does<SaidReply>("lena", "ticket_report", new { assignee = "Marek" }, "own_records_only"),
        Does<ChartReply>("marta", "customer_portrait", new { by = "city" }, "London 2 (9%)"),
        Does<SaidReply>("lena", "customer_portrait", new { owner = "Marek" }, "own_records_only"),
        Does<ListReply>("lena", "needs_attention", new { }, "Overdue tasks: "),
        Does<HelpReply>("lena", "help", new { }, "log a call with Acme"),
        Does<HelpReply>("sam", "help", new { topic = "tickets" }, "ticket"),
        Does<ConfirmReply>("marta", "delete_contact", new { contact = "Jane Doe" }, "Delete contact Jane Doe"),
        Does<SaidReply>("lena", "delete_customer", new { customer = "Blue Ocean" }, "managers_delete"),
        Does<ConfirmReply>("marta", "delete_customer", new { customer = "Blue Ocean" }, "Delete customer Blue Ocean"),
        Does<SaidReply>("lena", "import_file", new { file = "leads.xlsx" }, "no file “leads.xlsx”"),
        Does<SaidReply>("lena", "change_import", new { duplicates = "update" }, "no import yet"),
        Does<SaidReply>("lena", "check_import", new { }, "no import yet"),
        Does<SaidReply>("lena", "start_import", new { }, "no import yet"),
        Does<SaidReply>("lena", "cancel_import", new { }, "no import yet"),
        Does<SaidReply>("lena", "import_status", new { }, "no import yet"),
        Does<SaidReply>("lena", "import_result", new { }, "no import yet"),
        Does<SaidReply>("lena", "undo_import", new { }, "no import yet"),
        Does<SaidReply>("lena", "save_import_template", new { name = "monthly" }, "no import yet"),
        Does<DownloadReply>("lena", "export_list", new { list = "opportunities", open = true, format = "csv" }, "Export of Opportunities: open"),
        Does<SaidReply>("lena", "attach_file", new { customer = "Acme" }, "no file waiting"),
        Does<ListReply>("lena", "list_files", new { customer = "Acme" }, "Files"),
        Does<SaidReply>("lena", "get_file", new { file = "offer.pdf", customer = "Acme" }, "no file “offer.pdf”"),
        Does<SaidReply>("lena", "delete_file", new { file = "offer.pdf", customer = "Acme" }, "no file “offer.pdf”"),
        Does<UndoneReply>("marek", "undo", new { what = "second quote" }, "as it was before"),
        Does<DoneReply>("lena", "change_lifecycle", new { customer = "Acme", lifecycle = "churned", reason = "closed down" }, "→ churned"),
        Does<SaidReply>("lena", "change_lifecycle", new { customer = "Acme", lifecycle = "churned" }, "churned already"),
        Does<ListReply>("lena", "lifecycle_history", new { customer = "Acme" }, "closed down"),
        Does<ListReply>("lena", "my_day", new { }, "Done today"),
        Does<ListReply>("lena", "list_notifications", new { unseen = true }, "Notices"),
        Does<SaidReply>("lena", "mark_notifications_seen", new { }, "marked as seen"),
        Does<DoneReply>("lena", "create_task", new { title = "Weekly report", due = "2026-11-27T10:00", remind_before = 30, repeat = "weekly" }, "Repeats: weekly"),
        Does<SaidReply>("lena", "snooze_reminder", new { task = "Weekly report", days = 1 }, "again on Tue 24 Nov 2026 09:00"),
        Does<SaidReply>("lena", "snooze_reminder", new { task = "Weekly report", until = "2026-11-20" }, "past already"),
        Does<DoneReply>("lena", "change_notification_settings", new { quiet_from = "22:00", quiet_to = "7:00", digest = false }, "22:00 – 07:00"),
        Does<SaidReply>("lena", "change_notification_settings", new { day_start = "soon" }, "08:30"),
        Does<ListReply>("lena", "list_rules", new { }, "No contact for 7 days"),
        Does<DoneReply>("admin", "switch_rule", new { rule = "Close date", enabled = false }, "on → off"),
        Does<SaidReply>("lena", "switch_rule", new { rule = "Close date", enabled = true }, "rules.manage"),
        Does<ConfirmReply>("admin", "create_rule", new { name = "Big one lost", trigger = "lost", action = "notify", to = "manager", condition = "{\"field\":\"amount\",\"op\":\">=\",\"value\":10000}" }, "rule Big one lost|Rule Big one lost"),
        Does<SaidReply>("admin", "create_rule", new { name = "x", trigger = "lost", action = "notify", condition = "amount > 3" }, "condition cannot be used"),
        Does<ListReply>("admin", "try_rule", new { rule = "feedback" }, "would have acted"),
        Does<SaidReply>("admin", "try_rule", new { rule = "no such rule" }, "no rule called"),
        Does<DoneReply>("admin", "update_rule", new { rule = "No contact", days = 10 }, "7 → 10"),
        Does<SaidReply>("admin", "delete_rule", new { rule = "No contact" }, "switch it off instead"),
        Does<DoneReply>("admin", "add_holiday", new { day = "2027-07-15", name = "Founders' day" }, "Holiday: Thu 15 Jul 2027"),
        Does<SaidReply>("lena", "add_holiday", new { day = "2027-07-15" }, "settings.manage"),
        Does<SaidReply>("admin", "add_holiday", new { day = "2027-07-15", to = "2027-07-14" }, "before the first"),
        Does<DoneReply>("admin", "add_working_day", new { day = "2027-07-17", hours = "10:00-14:00", calendar = "china" }, "Working day: Sat 17 Jul 2027, 10:00–14:00"),
        Does<SaidReply>("admin", "add_working_day", new { day = "2027-07-17", hours = "late" }, "cannot read these hours"),
        Does<DoneReply>("admin", "set_opening_hours", new { hours = "08:00-16:00", weekdays = new[] { "friday" } }, "Opening hours: Friday 08:00–16:00"),
        Does<SaidReply>("admin", "set_opening_hours", new { hours = "08:00-16:00", weekdays = new[] { "someday" } }, "Monday to Sunday"),
        Does<ListReply>("lena", "list_calendars", new { }, "Friday 08:00–16:00"),
        Does<DoneReply>("admin", "remove_holiday", new { day = "2027-07-15" }, "Holiday: Thu 15 Jul 2027"),
        Does<SaidReply>("admin", "remove_holiday", new { day = "2027-07-15" }, "No holiday was written down"),
        Does<ConfirmReply>("admin", "add_webhook", new { address = "https://example.com/hook", records = new[] { "ticket" } }, "https://example.com/hook"),
        Does<SaidReply>("admin", "add_webhook", new { address = "nowhere" }, "https://"),
        Does<ListReply>("admin", "list_webhooks", new { }, "Webhooks"),
        Does<SaidReply>("lena", "list_webhooks", new { }, "webhooks.manage"),
        Does<SaidReply>("admin", "remove_webhook", new { webhook = "example.org" }, "no webhook"),
        Does<SaidReply>("admin", "backup_status", new { }, "No backup was taken yet"),
        Does<SaidReply>("lena", "backup_status", new { }, "settings.manage"),
        Does<SaidReply>("admin", "make_backup", new { }, "takes no backups"),
        Does<DoneReply>("admin", "create_team", new { name = "South" }, "South"),
        Does<SaidReply>("lena", "create_team", new { name = "West" }, "users.manage|admin_manages_users"),
        Does<DoneReply>("admin", "update_team", new { team = "South", name = "South-West" }, "South → South-West"),
        Does<DoneReply>("admin", "move_user", new { colleague = "Tom", team = "South-West" }, "South-West"),
        Does<SaidReply>("admin", "delete_team", new { team = "South-West" }, "still has members"),
        Does<ListReply>("admin", "list_users", new { team = "South-West" }, "Tom Baker"),
        Does<SaidReply>("admin", "list_users", new { with_role = "pirate" }, "must be one of|manager"),
        Does<DoneReply>("admin", "update_user", new { colleague = "Tom", manager = "Nadia" }, "Tom Baker"),
        Does<ConfirmReply>("admin", "update_user", new { colleague = "Tom", new_role = "manager" }, "rep → manager"),
        Does<ConfirmReply>("admin", "update_user", new { colleague = "Tom", active = false }, "yes → no"),
        Does<SaidReply>("lena", "update_user", new { colleague = "Tom", new_role = "admin" }, "users.manage|admin_manages_users"),
        Does<SaidReply>("lena", "who_am_i", new { }, "You are Lena Fischer"),
    ];

    [Fact]
    public async Task Goes_and_is_refused_as_it_should()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var wrong = new List<string>();
        foreach (var one in Cases)
        {
            crm.Model.Offline((one.Tool, one.Arguments));
            var reply = await crm.SayOneAsync(one.Login, one.Tool);
            if (reply.GetType() != one.Reply || !one.Says.Split('|').Any(s => reply.Text.Contains(s, StringComparison.Ordinal)))
                wrong.Add($"{one.Login} {one.Tool} {one.Arguments}: wanted {one.Reply.Name} “{one.Says}”, got {reply.GetType().Name} “{reply.Text}”");
            if (reply is QuestionReply or ConfirmReply)
            {
                crm.Model.Offline((DialogueTools.Cancel, null));
                await crm.SayOneAsync(one.Login, "cancel");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void No_skill_is_forgotten() =>
        Assert.Empty(SkillCatalogue.All.Select(s => s.Name).Except(Cases.Select(c => c.Tool)));

    [Fact]
    public async Task Lists_say_how_they_were_read_and_go_on_to_the_end()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var list = await crm.HearsAsync<ListReply>("admin", ("find_customers", new { sort = "name" }));
        Assert.Equal(40, list.Total);
        Assert.Equal(10, list.Rows.Count);
        Assert.Equal("Customers: by Name, ascending", list.Reading);
        var seen = list.Rows.Select(r => r.Record!.Id).ToList();
        while (list.More is { } more)
        {
            list = Assert.IsType<ListReply>(await crm.PressAsync("admin", "more", new { list = more }));
            seen.AddRange(list.Rows.Select(r => r.Record!.Id));
        }

        Assert.Equal(40, seen.Distinct().Count());
        Assert.Contains("40. ", list.Text, StringComparison.Ordinal);

        await crm.HearsAsync<ListReply>("admin", ("list_opportunities", new { open = true }));
        Assert.Contains("11. ", (await crm.HearsAsync<ListReply>("admin", (DialogueTools.More, null))).Text, StringComparison.Ordinal);
        foreach (var bad in new[] { "x", "", "eyJUIjoiZGVsZXRlX2N1c3RvbWVyIiwiQSI6e30sIkMiOiIiLCJOIjowfQ" })
            Assert.IsType<SaidReply>(await crm.PressAsync("admin", "more", new { list = bad }));
    }
}
