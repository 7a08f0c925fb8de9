namespace BotCrm.Core.Transfer.Importing;

/// <summary>Brings a batch of rows of one kind into the CRM, in the session's transaction, and adds a result for each to the context.</summary>
internal interface IRowImporter
{
    Task ImportAsync(CrmSession session, ImportContext context, IReadOnlyList<RowData> rows, CancellationToken ct);
}
