namespace BotCrm.Core.Access;

/// <summary>
/// What a role may be allowed to do, as <c>noun.verb</c>. A use case names the one it needs with <see cref="RequiresAttribute"/>;
/// <see cref="CrmSession"/> refuses it, quoting this name as the policy, when the actor's role does not hold it. Which rows and fields an
/// allowed use case touches is said by <see cref="RowScope"/> and the field rights.
/// </summary>
public static class Permissions
{
    public const string CustomersRead = "customers.read";
    public const string CustomersWrite = "customers.write";
    public const string CustomersDelete = "customers.delete";
    public const string LifecycleOverride = "customers.lifecycle_override";
    public const string CustomersMerge = "customers.merge";
    public const string SegmentsRead = "segments.read";
    public const string SegmentsWrite = "segments.write";
    public const string ContactsRead = "contacts.read";
    public const string ContactsWrite = "contacts.write";
    public const string InteractionsRead = "interactions.read";
    public const string InteractionsWrite = "interactions.write";
    public const string OpportunitiesRead = "opportunities.read";
    public const string OpportunitiesWrite = "opportunities.write";
    public const string QuotesRead = "quotes.read";
    public const string QuotesWrite = "quotes.write";
    public const string QuotesApprove = "quotes.approve";
    public const string ContractsRead = "contracts.read";
    public const string ContractsWrite = "contracts.write";
    public const string PaymentsRead = "payments.read";
    public const string PaymentsWrite = "payments.write";
    public const string RatesWrite = "rates.write";
    public const string TicketsRead = "tickets.read";
    public const string TicketsWrite = "tickets.write";
    public const string QueuesManage = "queues.manage";
    public const string SurveysRead = "surveys.read";
    public const string SurveysWrite = "surveys.write";
    public const string TasksRead = "tasks.read";
    public const string TasksWrite = "tasks.write";
    public const string KnowledgeRead = "knowledge.read";
    public const string KnowledgeWrite = "knowledge.write";
    public const string KnowledgeApprove = "knowledge.approve";
    public const string FilesRead = "files.read";
    public const string FilesWrite = "files.write";
    public const string NotificationsRead = "notifications.read";
    public const string SalesReports = "reports.sales";
    public const string ServiceReports = "reports.service";
    public const string MoneyReports = "reports.money";
    public const string DataImport = "data.import";
    public const string DataExport = "data.export";
    public const string BulkChange = "data.bulk";
    public const string UsersRead = "users.read";
    public const string UsersManage = "users.manage";
    public const string RulesRead = "rules.read";
    public const string RulesManage = "rules.manage";
    public const string SettingsRead = "settings.read";
    public const string SettingsManage = "settings.manage";
    public const string WebhooksManage = "webhooks.manage";
    public const string AuditRead = "audit.read";
    public const string AuditVerify = "audit.verify";
    public const string Undo = "changes.undo";
    public const string PrivacyExport = "privacy.export";
    public const string PrivacyErase = "privacy.erase";
    public const string PrivacyManage = "privacy.manage";

    /// <summary>Names of what one sees, for those who speak of it.</summary>
    public const string NamesFind = "names.find";

    /// <summary>One's own language and time zone.</summary>
    public const string ProfileWrite = "profile.write";

    // What goes beyond one's own work; asked for by finer rules inside the use cases.

    /// <summary>Giving records to other people within the row scope.</summary>
    public const string RecordsAssign = "records.assign";

    /// <summary>Correcting and deleting what others wrote, within the row scope.</summary>
    public const string RecordsSupervise = "records.supervise";

    /// <summary>A customer's lifecycle, source and owner.</summary>
    public const string CustomersSell = "customers.sell";

    /// <summary>Contact details of everybody's customers; without it those of one's own and of the people one supervises.</summary>
    public const string ContactsDetails = "contacts.details";

    /// <summary>Tasks of others on customers that one sees.</summary>
    public const string TasksShared = "tasks.shared";

    /// <summary>Changing such tasks.</summary>
    public const string TasksOthers = "tasks.others";

    /// <summary>Everybody's tasks, also those without a customer, for who sees all rows.</summary>
    public const string TasksAll = "tasks.all";

    /// <summary>The whole change feed, with every sentence.</summary>
    public const string AuditAll = "audit.all";

    /// <summary>Taking back other people's changes.</summary>
    public const string UndoAny = "changes.undo_any";

    /// <summary>Times of record keeping and other people's authorship, for who loads data.</summary>
    public const string DataLoad = "data.load";

    /// <summary>Every permission there is.</summary>
    public static IReadOnlySet<string> All { get; } = typeof(Permissions).GetFields()
        .Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!)
        .ToHashSet(StringComparer.Ordinal);
}
