namespace BotCrm.Core.Storage.SampleData;

/// <summary>Lumen Devices of docs/sample-company.md.</summary>
internal static class SampleCompany
{
    /// <summary>
    /// Fills the database, in which there is only the administrator, in the one session that <see cref="CrmStartup"/> commits. Runs as the
    /// administrator.
    /// </summary>
    public static Task FillAsync(CrmSession session, CancellationToken ct) => Task.CompletedTask;
}
