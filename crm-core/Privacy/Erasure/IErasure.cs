namespace BotCrm.Core.Privacy.Erasure;

/// <summary>
/// How a room takes a person out of what it keeps beside the CRM's records: rows of its own tables, an index, another store. Registered as a
/// service, called for each erasure. Records themselves need none of this: their texts, references and attached files are found by the model.
/// </summary>
public interface IErasure
{
    /// <summary>What is erased, for the report: lower case, plural.</summary>
    string Name { get; }

    /// <summary>
    /// Inside the erasing transaction: what is in the CRM's store. Another store takes note here and erases in <see cref="ErasedAsync"/>.
    /// </summary>
    /// <returns>How many pieces were erased.</returns>
    Task<int> EraseAsync(CrmSession session, ErasedPerson person, CancellationToken ct);

    /// <summary>After the commit. May be called again for the same person, and for persons erased long ago; must then change nothing.</summary>
    Task ErasedAsync(string kind, long id, CancellationToken ct) => Task.CompletedTask;
}
