namespace BotCrm.Core.Access;

/// <summary>
/// Who acts: always the authenticated user, never an argument. <paramref name="Owners"/> is the row scope: the ids of the users whose
/// customers (and what hangs on them) this actor sees; null means all.
/// </summary>
public sealed record Actor(long UserId, string Login, string Name, Role Role, long? TeamId, string Language, string TimeZoneId, IReadOnlySet<long>? Owners)
{
    /// <summary>The actor's time zone; UTC when the stored id is unknown to this machine.</summary>
    public TimeZoneInfo TimeZone => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZoneId, out var zone) ? zone : TimeZoneInfo.Utc;

    public bool Sees(long? ownerId) => Owners is null || (ownerId is { } id && Owners.Contains(id));
}
