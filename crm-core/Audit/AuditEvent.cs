using System.Collections.Frozen;

namespace BotCrm.Core.Audit;

/// <summary>What the audit also tells of, though no record changed by it. <paramref name="Detail"/>: camelCase fields for the entry's after-image, without secrets.</summary>
public sealed record AuditEvent(string Operation, long ActorId, string ActorLogin, string Channel, string Entity, long EntityId, string? Conversation = null, IReadOnlyDictionary<string, string>? Detail = null)
{
    public const string SignIn = "sign_in";
    public const string SignInFailed = "sign_in_failed";

    /// <summary>Sensitive fields of a record were shown unmasked.</summary>
    public const string Read = "read";
    public const string Export = "export";
    public const string Import = "import";

    /// <summary>The operations that changed no record: neither undone nor offered for it.</summary>
    internal static readonly string[] Operations = [SignIn, SignInFailed, Read, Export, Import];

    internal static readonly FrozenSet<string> Known = Operations.ToFrozenSet();
}
