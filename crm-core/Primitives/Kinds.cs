namespace BotCrm.Core.Primitives;

/// <summary>The CRM's nouns, spelled as they stand in audit entries, the change feed and record references.</summary>
public static class Kinds
{
    public const string User = "user";
    public const string Team = "team";
    public const string Customer = "customer";
    public const string Contact = "contact";
    public const string Interaction = "interaction";
    public const string Opportunity = "opportunity";
    public const string Ticket = "ticket";
    public const string TicketNote = "ticket_note";
    public const string Queue = "queue";
    public const string QueueMember = "queue_member";
    public const string Survey = "survey";
    public const string Task = "task";
    public const string Rule = "rule";
    public const string Webhook = "webhook";
    public const string Consent = "consent";
    public const string Segment = "segment";
    public const string Article = "article";
    public const string NoticeSettings = "notice_settings";
    public const string File = "file";
    public const string Quote = "quote";
    public const string Contract = "contract";
    public const string Payment = "payment";
    public const string CalendarEntry = "calendar_entry";
    public const string ExchangeRate = "exchange_rate";
}
