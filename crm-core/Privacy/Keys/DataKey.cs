namespace BotCrm.Core.Privacy.Keys;

/// <summary>
/// A key that seals data, itself wrapped by a key-encryption key. One per person, whose end makes all that was sealed under it unreadable;
/// those of the store, for the fields of records, the newest of which seals; and one for blind indexes.
/// </summary>
internal sealed class DataKey
{
    public const string Store = "store";
    public const string Index = "index";

    public long Id { get; set; }

    /// <summary><see cref="Store"/>, <see cref="Index"/>, or the kind of the person.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The person's record id; for the store's keys their generation.</summary>
    public long SubjectId { get; set; }

    /// <summary>Id of the key-encryption key that wrapped it.</summary>
    public string WrappedBy { get; set; } = "";

    /// <summary>Null: destroyed.</summary>
    public byte[]? Wrapped { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? DestroyedAt { get; set; }
}
