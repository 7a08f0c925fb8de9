using System.Collections.Frozen;

namespace BotCrm.Core.Access;

/// <summary>How far a role sees: one's own customers and what hangs on them, those of the team and all its sub-teams, or all.</summary>
public enum RowRange
{
    Own,
    Team,
    All,
}

/// <summary>What a role may: its permissions, how many rows it sees, and the fields it does not see in them.</summary>
public sealed class RoleRights
{
    internal RoleRights(Role role, Role basedOn, IEnumerable<string> permissions, RowRange rows, IEnumerable<string> hiddenFields)
    {
        Role = role;
        Base = basedOn;
        Permissions = permissions.ToFrozenSet(StringComparer.Ordinal);
        Rows = rows;
        HiddenFields = hiddenFields.ToFrozenSet(StringComparer.Ordinal);
        Unseen = HiddenFields.Concat(FieldRights.MentionsOf(kind => !KindRights.MayRead(Permissions, kind))).ToFrozenSet(StringComparer.Ordinal);
    }

    public Role Role { get; }

    /// <summary>The built-in role that a custom one starts from; a built-in one is its own.</summary>
    public Role Base { get; }

    public IReadOnlySet<string> Permissions { get; }

    public RowRange Rows { get; }

    /// <summary>As <c>noun.field</c>: what the role was told not to show.</summary>
    public IReadOnlySet<string> HiddenFields { get; }

    /// <summary>The hidden fields, and the mentions of nouns that the role may not read.</summary>
    internal IReadOnlySet<string> Unseen { get; }
}
