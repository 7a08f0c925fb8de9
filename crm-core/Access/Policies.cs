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
    public const string FieldsHidden = "fields_hidden";

    /// <summary>Permissions whose refusal has had a name and words of its own for longer.</summary>
    private static readonly Dictionary<string, (string Policy, string Message)> Named = new()
    {
        [Permissions.UsersManage] = (AdminManagesUsers, "Only administrators manage users and teams."),
        [Permissions.AuditVerify] = (AdminReadsAudit, "Only administrators check the audit chain."),
    };

    /// <summary>The refusal of who lacks a permission; it quotes the permission's name as the policy.</summary>
    /// <summary>Why there can be no such record for the actor: the role reads none of the kind. Null: it may.</summary>
    public static Failure? ReadRefusal(string kind, Actor actor) => actor.MayRead(kind) || KindRights.ReadOf(kind) is not { } needed ? null : Refusal(needed, actor);

    public static Failure Refusal(string permission, Actor actor) => Named.TryGetValue(permission, out var named)
        ? Failure.Forbidden(named.Policy, named.Message)
        : Failure.Forbidden(permission, $"The role {actor.Role} does not hold {permission}; ask an administrator.");

    public const string DiscountAboveThreshold = "discount_above_threshold";
    public const string WinNeedsAcceptedQuote = "win_needs_accepted_quote";

    /// <summary>The refusal to filter, sort or write by a field that the role does not see.</summary>
    public static Failure Hidden(string field, Actor actor)
    {
        if (field == FieldRights.Amount && actor.Rights.Base == Role.Support)
            return Failure.Forbidden(AmountsHiddenFromSupport, "Support does not see amounts; ask without filtering, sorting or adding up amounts.");
        return Failure.Forbidden(FieldsHidden, $"The role {actor.Role} does not see {field}; leave it out.") with
        {
            Field = field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..],
        };
    }

    public static bool SeesAmounts(Actor actor) => actor.SeesField(FieldRights.Amount);
}
