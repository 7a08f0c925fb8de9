using BotCrm.Core.Automation;
using BotCrm.Core.Calendars.Days;
using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Files;
using BotCrm.Core.Interactions;
using BotCrm.Core.Knowledge;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Consents;
using BotCrm.Core.Quotes;
using BotCrm.Core.Surveys;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Notes;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Core.Users;
using BotCrm.Core.Webhooks;

namespace BotCrm.Core.Storage;

/// <summary>What the store knows about the CRM's nouns as such: their kind, and what a record is called. Everything here is audited.</summary>
internal static class Records
{
    private static readonly Dictionary<Type, string> KindByType = new()
    {
        [typeof(User)] = Kinds.User,
        [typeof(Team)] = Kinds.Team,
        [typeof(Customer)] = Kinds.Customer,
        [typeof(Contact)] = Kinds.Contact,
        [typeof(Interaction)] = Kinds.Interaction,
        [typeof(Opportunity)] = Kinds.Opportunity,
        [typeof(Ticket)] = Kinds.Ticket,
        [typeof(TicketNote)] = Kinds.TicketNote,
        [typeof(TicketQueue)] = Kinds.Queue,
        [typeof(QueueMember)] = Kinds.QueueMember,
        [typeof(Survey)] = Kinds.Survey,
        [typeof(CrmTask)] = Kinds.Task,
        [typeof(Webhook)] = Kinds.Webhook,
        [typeof(Rule)] = Kinds.Rule,
        [typeof(Consent)] = Kinds.Consent,
        [typeof(Segment)] = Kinds.Segment,
        [typeof(Article)] = Kinds.Article,
        [typeof(NotificationSettings)] = Kinds.NoticeSettings,
        [typeof(StoredFile)] = Kinds.File,
        [typeof(Quote)] = Kinds.Quote,
        [typeof(Contract)] = Kinds.Contract,
        [typeof(Payment)] = Kinds.Payment,
        [typeof(ExchangeRate)] = Kinds.ExchangeRate,
        [typeof(CalendarEntry)] = Kinds.CalendarEntry,
    };

    private static readonly Dictionary<string, Type> TypeByKind = KindByType.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static IReadOnlyCollection<Type> Types => KindByType.Keys;

    public static string? KindOf(Type type) => KindByType.GetValueOrDefault(type);

    public static Type? TypeOf(string kind) => TypeByKind.GetValueOrDefault(kind);

    /// <summary>What people call it; the first words of the summary for an interaction.</summary>
    public static string NameOf(object record) => record switch
    {
        User user => user.Name,
        Team team => team.Name,
        Customer customer => customer.Name,
        Contact contact => contact.Name,
        Interaction interaction => Start(interaction.Summary),
        Opportunity opportunity => opportunity.Name,
        Ticket ticket => ticket.Subject,
        TicketNote note => Start(note.Text),
        TicketQueue queue => queue.Name,
        QueueMember or Survey => "",
        CrmTask task => task.Title,
        Webhook hook => hook.Name,
        Rule rule => rule.Name,
        Consent consent => consent.Purpose,
        Segment segment => segment.Name,
        Article article => article.Title,
        NotificationSettings => "",
        StoredFile file => file.Name,
        Quote quote => quote.FullNumber,
        Contract contract => contract.Title,
        Payment payment => payment.Label,
        ExchangeRate rate => rate.Label,
        CalendarEntry entry => entry.Label,
        _ => throw new ArgumentException($"{record.GetType().Name} is not a record.", nameof(record)),
    };

    public static string Start(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[58]) ? 58 : 59), "…");

    /// <summary>What a record may be called in speech, the name first; none for a noun that has no names.</summary>
    public static IReadOnlyList<string> NamesOf(object record) => record switch
    {
        User user => [user.Name, user.Login],
        Customer customer => [customer.Name, .. customer.Aliases],
        Interaction or CrmTask or Consent or NotificationSettings or Rule or Webhook or StoredFile or Quote or Contract or Payment or ExchangeRate or TicketNote or TicketQueue or QueueMember or Survey or CalendarEntry => [],
        _ => [NameOf(record)],
    };

    /// <summary>Derived from other records: not part of the record's own history, so that keeping it up to date is no change to the record.</summary>
    public static bool IsDerived(Type type, string property) =>
        property == nameof(Contact.CustomerOwnerId) || (type == typeof(Customer) && property == nameof(Customer.LastInteractionAt))
        || (type == typeof(CrmTask) && property == nameof(CrmTask.RemindAt));
}
