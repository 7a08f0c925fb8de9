using System.Collections.Frozen;
using static BotCrm.Core.Access.Permissions;

namespace BotCrm.Core.Access;

/// <summary>What the built-in roles may do.</summary>
internal static class RoleRights
{
    private static readonly FrozenSet<string> Everyone = FrozenSet.ToFrozenSet([
        CustomersRead, ContactsRead, TicketsRead, TasksRead, TasksWrite, FilesRead, NotificationsRead, UsersRead, SettingsRead, KnowledgeRead,
        SegmentsRead, AuditRead, Undo, NamesFind, ProfileWrite, TasksShared,
    ]);

    private static readonly FrozenSet<string> Rep = FrozenSet.ToFrozenSet([
        .. Everyone, CustomersWrite, CustomersDelete, CustomersMerge, SegmentsWrite, ContactsWrite, InteractionsRead, InteractionsWrite,
        OpportunitiesRead, OpportunitiesWrite, QuotesRead, QuotesWrite, ContractsRead, ContractsWrite, PaymentsRead, PaymentsWrite,
        TicketsWrite, SurveysRead, SurveysWrite, FilesWrite, SalesReports, ServiceReports, MoneyReports, DataImport, DataExport, BulkChange,
        RulesRead, KnowledgeWrite, PrivacyExport, CustomersSell, TasksOthers,
    ]);

    private static readonly FrozenDictionary<Role, FrozenSet<string>> ByRole = new Dictionary<Role, FrozenSet<string>>
    {
        [Role.Admin] = All.ToFrozenSet(),
        [Role.Manager] = FrozenSet.ToFrozenSet([.. Rep, QueuesManage, QuotesApprove, KnowledgeApprove, LifecycleOverride, RecordsAssign, RecordsSupervise]),
        [Role.Rep] = Rep,
        [Role.Support] = FrozenSet.ToFrozenSet([
            .. Everyone, CustomersWrite, CustomersDelete, ContactsWrite, InteractionsRead, InteractionsWrite, OpportunitiesRead, TicketsWrite,
            SurveysRead, SurveysWrite, FilesWrite, ServiceReports, SalesReports, DataExport, KnowledgeWrite, RulesRead,
        ]),
        // Money owed and received, and for whom; neither what was talked about nor what sales hopes for.
        [Role.Finance] = FrozenSet.ToFrozenSet([
            CustomersRead, ContractsRead, PaymentsRead, PaymentsWrite, RatesWrite, TasksRead, TasksWrite, NotificationsRead, UsersRead, SettingsRead,
            MoneyReports, DataExport, AuditRead, Undo, NamesFind, ProfileWrite,
        ]),
    }.ToFrozenDictionary();

    public static IReadOnlySet<string> Of(Role role) => ByRole[role];
}
