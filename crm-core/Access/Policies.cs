namespace BotCrm.Core.Access;

/// <summary>The named rules of who may do what. A refusal quotes the name.</summary>
public static class Policies
{
    public const string OwnRecordsOnly = "own_records_only";
    public const string AmountsHiddenFromSupport = "amounts_hidden_from_support";
    public const string AdminManagesUsers = "admin_manages_users";
    public const string ManagersAssignOthers = "managers_assign_others";
    public const string ManagersDelete = "managers_delete";
    public const string AdminReadsAudit = "admin_reads_audit";
    public const string PastTimesByAdmin = "past_times_by_admin";
    public const string SupportLeavesSalesFields = "support_leaves_sales_fields";

    public static bool SeesAmounts(Actor actor) => actor.Role != Role.Support;
}
