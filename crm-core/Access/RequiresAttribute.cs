namespace BotCrm.Core.Access;

/// <summary>The permission (<see cref="Permissions"/>) that a command or query needs. Checked by the session before the use case runs.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RequiresAttribute(string permission) : Attribute
{
    public string Permission { get; } = permission;
}
