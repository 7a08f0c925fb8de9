using BotCrm.Core.Primitives;

namespace BotCrm.Core.Automation;

/// <param name="Record">The record as its recipient may see it now; null when it is about none.</param>
/// <param name="Gone">The record is no longer there, or no longer the recipient's to see.</param>
public sealed record NotificationView(
    long Id,
    string Kind,
    string? RecordKind,
    Ref? Record,
    bool Gone,
    IReadOnlyDictionary<string, string> Data,
    DateTimeOffset CreatedAt,
    DateTimeOffset DeliverAt,
    DateTimeOffset? SeenAt);
