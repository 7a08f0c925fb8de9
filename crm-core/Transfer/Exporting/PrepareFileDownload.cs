using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotCrm.Core.Access;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer;

/// <summary>The same for an attached file.</summary>
[Requires(Permissions.FilesRead)]
public sealed record PrepareFileDownload : Command<DownloadLink>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<DownloadLink>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var file = await session.AskAsync(new GetFile { Id = Id }, ct);
        return file.Ok ? await DownloadTickets.MakeAsync(session, new ExportRequest { File = Id }, file.Value.Name, ct) : file.Failure;
    }
}
