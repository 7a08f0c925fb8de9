using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotCrm.Core.Access;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer;

/// <summary>The same for the row results of an import.</summary>
[Requires(Permissions.DataImport)]
public sealed record PrepareImportDownload : Command<DownloadLink>
{
    public required long Id { get; init; }

    public ExportFormat Format { get; init; }

    public string Language { get; init; } = "en";

    protected internal override async Task<Result<DownloadLink>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var import = await ImportRules.FindAsync(session, Id, ct);
        var request = new ExportRequest { ImportRows = Id, Format = Format, Language = Language };
        return import.Ok ? await DownloadTickets.MakeAsync(session, request, ListExport.NameOf(request, session), ct) : import.Failure;
    }
}
