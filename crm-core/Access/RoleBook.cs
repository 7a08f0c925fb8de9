using System.Collections.Frozen;

using BotCrm.Core.Fields;
namespace BotCrm.Core.Access;

/// <summary>A role of one's own, as the configuration gives it. What is left out is taken from the base.</summary>
public sealed record RoleSettings
{
    /// <summary>The built-in role it starts from.</summary>
    public string Base { get; init; } = "";

    /// <summary>
    /// With a sign in front, changes to the base's permissions (<c>+quotes.approve</c>, <c>-data.export</c>); without, all there are. Empty: the base's.
    /// </summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>own, team or all; empty: the base's.</summary>
    public string Rows { get; init; } = "";

    /// <summary>More fields not to show, as <c>noun.field</c>.</summary>
    public IReadOnlyList<string> HiddenFields { get; init; } = [];
}

/// <summary>A role of the configuration that cannot be; the message is one line that says what to write instead.</summary>
public sealed class RoleSettingsException(string message) : Exception(message);

/// <summary>All roles there are: the built-in ones and those of the configuration.</summary>
public sealed class RoleBook
{
    private const int LongestName = 20;

    private readonly FrozenDictionary<Role, RoleRights> roles;

    private RoleBook(IEnumerable<RoleRights> all) => roles = all.ToFrozenDictionary(rights => rights.Role);

    public static RoleBook BuiltIn { get; } = new(BuiltInRoles.All);

    public IEnumerable<RoleRights> All => roles.Values.OrderBy(rights => rights.Role.Name, StringComparer.Ordinal);

    public bool Knows(Role role) => roles.ContainsKey(role);

    /// <summary>A user may still bear a role that the configuration no longer has; such a role may nothing at all.</summary>
    public RoleRights Of(Role role) => roles.TryGetValue(role, out var rights) ? rights : new RoleRights(role, role, [], RowRange.Own, []);

    /// <exception cref="RoleSettingsException">A role cannot be as it is written.</exception>
    public static RoleBook With(IReadOnlyDictionary<string, RoleSettings> custom, FieldBook? fields = null)
    {
        var book = fields ?? FieldBook.Empty;
        if (custom.Count == 0 && book.All.All(one => one.HiddenFrom.Count == 0))
            return BuiltIn;
        return new RoleBook(BuiltInRoles.All.Concat(custom.Select(pair => Custom(pair.Key, pair.Value, book))).Select(rights => Hiding(rights, book)));
    }

    /// <summary>A field of the company's own may say itself which roles do not see it.</summary>
    private static RoleRights Hiding(RoleRights rights, FieldBook fields)
    {
        var hidden = fields.All.Where(one => one.HiddenFrom.Any(role => new Role(role) == rights.Role)).Select(one => one.RightsName).ToList();
        return hidden.Count == 0 ? rights : new RoleRights(rights.Role, rights.Base, rights.Permissions, rights.Rows, rights.HiddenFields.Concat(hidden));
    }

    private static RoleRights Custom(string name, RoleSettings settings, FieldBook fields)
    {
        var role = new Role(name);
        if (role.Name.Length is 0 or > LongestName || !role.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            throw new RoleSettingsException($"a role's name has 1 to {LongestName} letters, digits, _ or -; '{name}' has not");
        if (BuiltIn.Knows(role))
            throw new RoleSettingsException($"'Roles:{name}': {role.Name} is built in; give your role another name and write {role.Name} as its Base");
        var basedOn = new Role(settings.Base);
        if (!BuiltIn.Knows(basedOn))
            throw new RoleSettingsException($"'Roles:{name}:Base' must be one of {string.Join(", ", BuiltIn.All.Select(one => one.Role.Name))}, not '{settings.Base}'");
        var start = BuiltIn.Of(basedOn);
        var rows = start.Rows;
        if (settings.Rows.Trim() is { Length: > 0 } word && (!Enum.TryParse(word, true, out rows) || !Enum.IsDefined(rows) || char.IsAsciiDigit(word[0])))
            throw new RoleSettingsException($"'Roles:{name}:Rows' must be own, team or all, not '{word}'");
        var permissions = Permitted(name, settings.Permissions, start.Permissions);
        foreach (var field in settings.HiddenFields.Where(field => !FieldRights.Hideable.Contains(field) && !fields.All.Any(one => one.RightsName == field)))
            throw new RoleSettingsException($"'Roles:{name}:HiddenFields': no field '{field}' can be hidden{Near(field, FieldRights.Hideable)}");
        return new RoleRights(role, basedOn, permissions, rows, start.HiddenFields.Concat(settings.HiddenFields));
    }

    private static HashSet<string> Permitted(string name, IReadOnlyList<string> given, IReadOnlySet<string> start)
    {
        var changes = given.Count > 0 && given.All(one => one.StartsWith('+') || one.StartsWith('-'));
        if (!changes && given.Any(one => one.StartsWith('+') || one.StartsWith('-')))
            throw new RoleSettingsException($"'Roles:{name}:Permissions' must either all have a sign (+ or -), as changes to the base, or none");
        var permissions = given.Count == 0 || changes ? start.ToHashSet(StringComparer.Ordinal) : [];
        foreach (var one in given)
        {
            var permission = changes ? one[1..] : one;
            if (!Permissions.All.Contains(permission))
                throw new RoleSettingsException($"'Roles:{name}:Permissions': there is no permission '{permission}'{Near(permission, Permissions.All)}");
            if (one.StartsWith('-'))
                permissions.Remove(permission);
            else
                permissions.Add(permission);
        }
        // Who changes something is shown what it has become.
        foreach (var write in permissions.Where(one => one.EndsWith(".write", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var read = write[..^"write".Length] + "read";
            if (Permissions.All.Contains(read) && !permissions.Contains(read))
                throw new RoleSettingsException($"'Roles:{name}:Permissions': {write} needs {read} as well");
        }
        return permissions;
    }

    private static string Near(string word, IEnumerable<string> known)
    {
        var noun = word.Split('.')[0];
        var same = known.Where(one => one.StartsWith(noun + ".", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(30).ToList();
        return same.Count > 0 ? $"; there are {string.Join(", ", same)}" : $"; it begins with one of {string.Join(", ", known.Select(one => one.Split('.')[0]).Distinct().Order(StringComparer.Ordinal))}";
    }
}
