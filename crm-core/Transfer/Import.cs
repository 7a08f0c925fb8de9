namespace BotCrm.Core.Transfer;

public enum ImportState
{
    /// <summary>Waits for a person: the mapping, an answer, or the start.</summary>
    Mapping,

    /// <summary>The dry run is going on.</summary>
    Checking,

    /// <summary>The dry run is done; waits for the start.</summary>
    Checked,

    Running,

    Done,

    Cancelled,

    /// <summary>Could not go on; what was imported before stays, and can be undone.</summary>
    Failed,

    Undoing,

    Undone,
}

/// <summary>A file on its way into the CRM. Bookkeeping, no record of its own: what it changes is audited record by record, its start and end as notes.</summary>
internal sealed class Import
{
    public long Id { get; set; }

    public long MakerId { get; set; }

    /// <summary>Of <see cref="Files.FileContent"/>.</summary>
    public long FileId { get; set; }

    public string FileName { get; set; } = "";

    public string Kind { get; set; } = "";

    public ImportState State { get; set; }

    /// <summary>JSON of <see cref="Mapping.ImportPlan"/>.</summary>
    public string Plan { get; set; } = "";

    public int Rows { get; set; }

    /// <summary>Rows dealt with in the pass that is going on or was last.</summary>
    public int Done { get; set; }

    public int Created { get; set; }

    public int Updated { get; set; }

    public int Unchanged { get; set; }

    public int Skipped { get; set; }

    public int Failed { get; set; }

    /// <summary>Number of the last row that was dealt with: where a cut-off run goes on.</summary>
    public int LastRow { get; set; }

    /// <summary>All that it changes is one change set, over as many transactions as it takes.</summary>
    public long? ChangeSetId { get; set; }

    public string Channel { get; set; } = "";

    public string? Conversation { get; set; }

    /// <summary>Code of the failure that stopped it.</summary>
    public string? Problem { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>While it is undone: what was changed from this audit entry on is taken back.</summary>
    public long? UndoneTo { get; set; }

    /// <summary>Records that an undo left as they are, because somebody changed them since.</summary>
    public int LeftChanged { get; set; }
}

public enum RowOutcome
{
    Created,
    Updated,
    Unchanged,
    Skipped,
    Failed,
}

/// <summary>What became of one row.</summary>
internal sealed class ImportRow
{
    public long ImportId { get; set; }

    /// <summary>As the person sees it in the file.</summary>
    public int Number { get; set; }

    public RowOutcome Outcome { get; set; }

    public string? RecordKind { get; set; }

    public long? RecordId { get; set; }

    public string? Code { get; set; }

    public string? Column { get; set; }

    public string? Value { get; set; }

    public string? Message { get; set; }
}

/// <summary>Which record a row of a source became, by a hash of source, kind and key: the same file again finds it.</summary>
internal sealed class ImportKey
{
    public string Key { get; set; } = "";

    public long RecordId { get; set; }

    /// <summary>Hash of the row's values as they were imported last.</summary>
    public string Hash { get; set; } = "";

    public long ImportId { get; set; }

    public int Row { get; set; }
}

/// <summary>A mapping under a name, for the next file of the same make.</summary>
internal sealed class ImportTemplate
{
    public long Id { get; set; }

    public long OwnerId { get; set; }

    public string Name { get; set; } = "";

    public string Kind { get; set; } = "";

    public string Plan { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}
