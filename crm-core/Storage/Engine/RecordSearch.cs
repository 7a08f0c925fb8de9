namespace BotCrm.Core.Storage.Engine;

/// <summary>Where in the index of records a word is looked for.</summary>
internal enum SearchColumn
{
    /// <summary>What a record is called.</summary>
    Name,

    /// <summary>The forms of its name that typing errors meet.</summary>
    Near,

    /// <summary>Name and everything else it says.</summary>
    Anywhere,
}

/// <summary>What is asked of the index: words, all or any of them. Words are letters and digits only, so nothing typed can be an operator.</summary>
internal abstract record SearchExpression;

internal sealed record SearchWord(string Word, bool Prefix, SearchColumn Column) : SearchExpression;

internal sealed record SearchAll(IReadOnlyList<SearchExpression> Parts) : SearchExpression;

internal sealed record SearchAny(IReadOnlyList<SearchExpression> Parts) : SearchExpression;

/// <summary>A record's row in the index; <paramref name="Name"/> null: it is gone.</summary>
internal sealed record SearchRow(long Row, string? Name, string Near, string Rest);

/// <summary>A record that fits, and its row of the index, by which the store can read the newest first.</summary>
internal sealed record SearchMatch(long Id, long Row);

/// <summary>The index of records, as the store keeps it. Rows are numbered 16 × id + kind.</summary>
internal interface IRecordSearch
{
    Task KeepAsync(CrmDbContext db, IReadOnlyList<SearchRow> rows, CancellationToken ct);

    /// <summary>The records of one kind that fit, to be joined with the visible ones inside the same query.</summary>
    IQueryable<SearchMatch> Matches(CrmDbContext db, int kind, SearchExpression asked);

    /// <summary>The records that fit when they are at most so many, else null; in no order.</summary>
    Task<long[]?> FewAsync(CrmDbContext db, int kind, SearchExpression asked, int most, CancellationToken ct);

    /// <summary>Whether asking for one record at a time if it fits costs little.</summary>
    bool AsksByRecord { get; }

    /// <summary>Whether very many records fit, as nearly as the store can tell without gathering them: so many that a list soon meets some of them in any order.</summary>
    Task<bool> AreManyAsync(CrmDbContext db, int kind, SearchExpression asked, CancellationToken ct);
}
