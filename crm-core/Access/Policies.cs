using BotCrm.Core.Primitives;

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
    public const string LifecycleSteps = "lifecycle_steps";
    public const string SupportLeavesSalesFields = "support_leaves_sales_fields";

    /// <summary>Permissions whose refusal has had a name and words of its own for longer.</summary>
    private static readonly Dictionary<string, (string Policy, string Message)> Named = new()
    {
        [Permissions.UsersManage] = (AdminManagesUsers, "Only administrators manage users and teams."),
        [Permissions.AuditVerify] = (AdminReadsAudit, "Only administrators check the audit chain."),
    };

    /// <summary>The refusal of who lacks a permission; it quotes the permission's name as the policy.</summary>
    public static Failure Refusal(string permission, Actor actor) => Named.TryGetValue(permission, out var named)
        ? Failure.Forbidden(named.Policy, named.Message)
        : Failure.Forbidden(permission, $"The role {actor.Role.ToString().ToLowerInvariant()} does not hold {permission}; ask an administrator.");
    public const string DiscountAboveThreshold = "discount_above_threshold";
    public const string WinNeedsAcceptedQuote = "win_needs_accepted_quote";

    public static bool SeesAmounts(Actor actor) => actor.Role != Role.Support;
}
