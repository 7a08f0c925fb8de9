using static BotCrm.Core.Access.Permissions;

namespace BotCrm.Core.Access;

/// <summary>What the built-in roles may do. docs/rights.md shows the same as a table; a test compares the two.</summary>
internal static class BuiltInRoles
{
    private static readonly string[] Everyone =
    [
        NamesFind, ProfileWrite, UsersRead, SettingsRead, NotificationsRead, CustomersRead, TasksRead, TasksWrite, AuditRead, Undo,
    ];

    private static readonly string[] Seller =
    [
        .. Everyone, CustomersWrite, CustomersDelete, CustomersMerge, CustomersSell, SegmentsRead, SegmentsWrite, ContactsRead, ContactsWrite,
        InteractionsRead, InteractionsWrite, OpportunitiesRead, OpportunitiesWrite, QuotesRead, QuotesWrite, ContractsRead, ContractsWrite,
        PaymentsRead, PaymentsWrite, TicketsRead, TicketsWrite, SurveysRead, SurveysWrite, TasksShared, TasksOthers, FilesRead, FilesWrite,
        KnowledgeRead, KnowledgeWrite, SalesReports, ServiceReports, MoneyReports, DataImport, DataExport, BulkChange, RulesRead, PrivacyExport,
    ];

    // Cares for all customers: knows whether they are being sold to, but not for how much, and sells nothing itself.
    private static readonly string[] Carer =
    [
        .. Everyone, CustomersWrite, CustomersDelete, SegmentsRead, ContactsRead, ContactsWrite, InteractionsRead, InteractionsWrite,
        OpportunitiesRead, TicketsRead, TicketsWrite, SurveysRead, SurveysWrite, TasksShared, FilesRead, FilesWrite, KnowledgeRead,
        KnowledgeWrite, SalesReports, ServiceReports, DataExport, RulesRead,
    ];

    // Money owed and received, and for whom; neither what was talked about nor what sales hopes for.
    private static readonly string[] Treasurer =
    [
        .. Everyone, ContractsRead, PaymentsRead, PaymentsWrite, RatesWrite, MoneyReports, DataExport,
    ];

    /// <summary>Of a customer, what an invoice needs.</summary>
    private static readonly HashSet<string> OnInvoices = ["customer.aliases", "customer.city", "customer.address", "customer.registrationNumber"];

    public static IReadOnlyList<RoleRights> All { get; } =
    [
        new(Role.Admin, Role.Admin, Permissions.All, RowRange.All, []),
        new(Role.Manager, Role.Manager, [.. Seller, RecordsAssign, RecordsSupervise, QuotesApprove, KnowledgeApprove, QueuesManage, LifecycleOverride], RowRange.Team, []),
        new(Role.Rep, Role.Rep, Seller, RowRange.Own, []),
        new(Role.Support, Role.Support, Carer, RowRange.All, [FieldRights.Amount]),
        new(Role.Finance, Role.Finance, Treasurer, RowRange.All, FieldRights.Hideable.Where(field => field.StartsWith("customer.", StringComparison.Ordinal) && !OnInvoices.Contains(field))),
    ];
}
