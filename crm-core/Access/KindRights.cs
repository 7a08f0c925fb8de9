using System.Collections.Frozen;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Access;

/// <summary>
/// The permissions that reading and changing a noun needs, where what is read or changed is not known before: the change feed, names, undo,
/// references between records. A test holds it complete for every record there is.
/// </summary>
internal static class KindRights
{
    private static readonly FrozenDictionary<string, (string Read, string Write)> ByKind = new Dictionary<string, (string, string)>
    {
        [Kinds.User] = (Permissions.UsersRead, Permissions.UsersManage),
        [Kinds.Team] = (Permissions.UsersRead, Permissions.UsersManage),
        [Kinds.Customer] = (Permissions.CustomersRead, Permissions.CustomersWrite),
        [Kinds.Contact] = (Permissions.ContactsRead, Permissions.ContactsWrite),
        [Kinds.Interaction] = (Permissions.InteractionsRead, Permissions.InteractionsWrite),
        [Kinds.Opportunity] = (Permissions.OpportunitiesRead, Permissions.OpportunitiesWrite),
        [Kinds.Ticket] = (Permissions.TicketsRead, Permissions.TicketsWrite),
        [Kinds.TicketNote] = (Permissions.TicketsRead, Permissions.TicketsWrite),
        [Kinds.Queue] = (Permissions.TicketsRead, Permissions.QueuesManage),
        [Kinds.QueueMember] = (Permissions.TicketsRead, Permissions.QueuesManage),
        [Kinds.Survey] = (Permissions.SurveysRead, Permissions.SurveysWrite),
        [Kinds.Task] = (Permissions.TasksRead, Permissions.TasksWrite),
        [Kinds.Quote] = (Permissions.QuotesRead, Permissions.QuotesWrite),
        [Kinds.Contract] = (Permissions.ContractsRead, Permissions.ContractsWrite),
        [Kinds.Payment] = (Permissions.PaymentsRead, Permissions.PaymentsWrite),
        [Kinds.CalendarEntry] = (Permissions.SettingsRead, Permissions.SettingsManage),
        [Kinds.ExchangeRate] = (Permissions.SettingsRead, Permissions.RatesWrite),
        [Kinds.File] = (Permissions.FilesRead, Permissions.FilesWrite),
        [Kinds.Webhook] = (Permissions.WebhooksManage, Permissions.WebhooksManage),
        [Kinds.Rule] = (Permissions.RulesRead, Permissions.RulesManage),
        [Kinds.Consent] = (Permissions.ContactsRead, Permissions.ContactsWrite),
        [Kinds.Segment] = (Permissions.SegmentsRead, Permissions.SegmentsWrite),
        [Kinds.Article] = (Permissions.KnowledgeRead, Permissions.KnowledgeWrite),
        [Kinds.NoticeSettings] = (Permissions.NotificationsRead, Permissions.NotificationsRead),
    }.ToFrozenDictionary();

    public static bool Knows(string kind) => ByKind.ContainsKey(kind);

    public static string? ReadOf(string kind) => ByKind.TryGetValue(kind, out var rights) ? rights.Read : null;

    public static bool MayRead(this Actor actor, string kind) => MayRead(actor.Rights.Permissions, kind);

    public static bool MayRead(IReadOnlySet<string> permissions, string kind) => ByKind.TryGetValue(kind, out var rights) && permissions.Contains(rights.Read);

    /// <summary>Null: the actor may change records of the kind.</summary>
    public static Failure? MayChange(this Actor actor, string kind)
    {
        var needed = ByKind[kind].Write;
        return actor.May(needed) ? null : Policies.Refusal(needed, actor);
    }
}
