using BotCrm.Core.Access;
using BotCrm.Skills.Tools;

namespace BotCrm.Bot.Mcp;

/// <summary>
/// Which tools a role is shown, so that a model is not offered what would be refused. What is refused is decided by the core's use cases alone:
/// a wrong line here shows a tool too many or too few and lets nobody do anything more.
/// </summary>
internal static class ToolRights
{
    /// <summary>What reading and writing skills of a room need; null: everybody.</summary>
    private static readonly Dictionary<string, (string? Read, string? Write)> Rooms = new()
    {
        ["Audit"] = (Permissions.AuditRead, Permissions.AuditRead),
        ["Automation"] = (Permissions.RulesRead, Permissions.RulesManage),
        ["Backups"] = (Permissions.SettingsManage, Permissions.SettingsManage),
        ["Bulk"] = (Permissions.BulkChange, Permissions.BulkChange),
        ["Calendars"] = (Permissions.SettingsRead, Permissions.SettingsManage),
        ["Contracts"] = (Permissions.ContractsRead, Permissions.ContractsWrite),
        ["Customers"] = (Permissions.CustomersRead, Permissions.CustomersWrite),
        ["Dialogues"] = (null, Permissions.Undo),
        ["ExchangeRates"] = (null, Permissions.RatesWrite),
        ["Files"] = (Permissions.FilesRead, Permissions.FilesWrite),
        ["Interactions"] = (Permissions.InteractionsRead, Permissions.InteractionsWrite),
        ["Knowledge"] = (Permissions.KnowledgeRead, Permissions.KnowledgeWrite),
        ["Opportunities"] = (Permissions.OpportunitiesRead, Permissions.OpportunitiesWrite),
        ["Payments"] = (Permissions.PaymentsRead, Permissions.PaymentsWrite),
        ["Privacy"] = (Permissions.ContactsRead, Permissions.ContactsWrite),
        ["Queues"] = (Permissions.TicketsRead, Permissions.QueuesManage),
        ["Quotes"] = (Permissions.QuotesRead, Permissions.QuotesWrite),
        ["Reports"] = (null, null),
        ["Search"] = (null, null),
        ["Segments"] = (Permissions.SegmentsRead, Permissions.SegmentsWrite),
        ["Surveys"] = (Permissions.SurveysRead, Permissions.SurveysWrite),
        ["Tasks"] = (Permissions.TasksRead, Permissions.TasksWrite),
        ["Teams"] = (Permissions.UsersRead, Permissions.UsersManage),
        ["Tickets"] = (Permissions.TicketsRead, Permissions.TicketsWrite),
        ["Transfer"] = (Permissions.DataImport, Permissions.DataImport),
        ["Webhooks"] = (Permissions.WebhooksManage, Permissions.WebhooksManage),
    };

    /// <summary>Skills that need something else than their room.</summary>
    private static readonly Dictionary<string, string> Own = new()
    {
        ["my_day"] = Permissions.TasksRead,
        ["snooze_reminder"] = Permissions.TasksWrite,
        ["list_notifications"] = Permissions.NotificationsRead,
        ["mark_notifications_seen"] = Permissions.NotificationsRead,
        ["change_notification_settings"] = Permissions.NotificationsRead,
        ["change_lifecycle"] = Permissions.CustomersWrite,
        ["lifecycle_history"] = Permissions.CustomersRead,
        ["delete_customer"] = Permissions.CustomersDelete,
        ["merge_customers"] = Permissions.CustomersMerge,
        ["add_contact"] = Permissions.ContactsWrite,
        ["update_contact"] = Permissions.ContactsWrite,
        ["delete_contact"] = Permissions.ContactsWrite,
        ["find_contacts"] = Permissions.ContactsRead,
        ["get_file"] = Permissions.FilesRead,
        ["approve_article"] = Permissions.KnowledgeApprove,
        ["retire_article"] = Permissions.KnowledgeApprove,
        ["erase_person"] = Permissions.PrivacyErase,
        ["erase_user"] = Permissions.PrivacyErase,
        ["export_person"] = Permissions.PrivacyExport,
        ["approve_quote"] = Permissions.QuotesApprove,
        ["reject_quote"] = Permissions.QuotesApprove,
        ["pipeline"] = Permissions.SalesReports,
        ["forecast"] = Permissions.SalesReports,
        ["funnel"] = Permissions.SalesReports,
        ["performance"] = Permissions.SalesReports,
        ["ticket_report"] = Permissions.ServiceReports,
        ["satisfaction"] = Permissions.ServiceReports,
        ["receivables"] = Permissions.MoneyReports,
        ["export_list"] = Permissions.DataExport,
    };

    public static bool Allow(Actor actor, Skill skill) => Needed(skill) is not { } permission || actor.May(permission);

    /// <exception cref="KeyNotFoundException">A new room has no line here; a test finds that.</exception>
    internal static string? Needed(Skill skill) =>
        Own.TryGetValue(skill.Name, out var own) ? own : skill.Effect == Effect.Read ? Rooms[skill.Room].Read : Rooms[skill.Room].Write;
}
