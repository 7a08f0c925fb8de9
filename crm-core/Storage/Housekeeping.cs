namespace BotCrm.Core.Storage;

/// <summary>A turn that was committed; its key makes a second commit impossible.</summary>
internal sealed class ProcessedTurn
{
    public string Channel { get; set; } = "";

    public string Conversation { get; set; } = "";

    public string TurnId { get; set; } = "";

    public long ChangeSetId { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>The newest audit entry as it was written: when the entry is gone, the end of the chain was cut.</summary>
internal sealed class AuditHead
{
    public int Id { get; set; }

    public long Sequence { get; set; }

    public byte[] Hash { get; set; } = [];

    /// <summary>Id of the key-encryption key that the code's key is derived from; null only before the first start of a program that signs.</summary>
    public string? KeyId { get; set; }

    /// <summary>Made by <see cref="Audit.Anchors.AuditHeadCode"/>.</summary>
    public byte[]? Code { get; set; }
}

/// <summary>One name of a record in the forms it is looked up by. Kept by the session when it saves.</summary>
internal sealed class NameKey
{
    public string Kind { get; set; } = "";

    public long RecordId { get; set; }

    /// <summary>0: the name itself; from 1: aliases.</summary>
    public int Ordinal { get; set; }

    /// <summary>Without case, width, accents and punctuation; words apart by one space.</summary>
    public string Key { get; set; } = "";

    /// <summary>The key without legal form ("ltd", "有限公司") and spaces: two customers with the same one are probably the same.</summary>
    public string Bare { get; set; } = "";
}
