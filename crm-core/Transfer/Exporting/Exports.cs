using System.Text.Json;
using BotCrm.Core.Access;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer;

/// <summary>Makes exports. Not a use case of one session: it reads page by page and notes in the audit, afterwards, what went out.</summary>
public interface IExports
{
    /// <summary>The rows the actor sees, with the fields the actor may read, under the list's own filters.</summary>
    Task<Result<ExportFile>> MakeAsync(Actor actor, Origin origin, ExportRequest request, CancellationToken ct = default);

    /// <summary>What a chat's link stands for; not_found when it has expired or never was.</summary>
    Task<Result<ExportFile>> FetchAsync(string token, CancellationToken ct = default);
}

internal sealed class Exports(Crm crm) : IExports
{
    public async Task<Result<ExportFile>> MakeAsync(Actor actor, Origin origin, ExportRequest request, CancellationToken ct = default)
    {
        if (request.File is { } id)
        {
            var file = await crm.AskAsync(actor, origin, new DownloadFile { Id = id }, ct);
            return file.Ok ? new ExportFile(file.Value.File.Name, file.Value.File.ContentType, new MemoryStream(file.Value.Content, writable: false), 0) : file.Failure;
        }
        var needed = request.ImportRows is null ? Permissions.DataExport : Permissions.DataImport;
        if (!actor.May(needed))
            return Policies.Refusal(needed, actor);
        // Made to its end before a byte is sent: a failure is then a failure and not half a file, and the count in the audit is right.
        var content = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            Result<int> rows;
            string name;
            await using (var session = await crm.OpenReadAsync(actor, origin, ct))
            {
                name = ListExport.NameOf(request, session);
                rows = await ListExport.WriteAsync(session, request, content, ct);
            }
            if (!rows.Ok)
            {
                await content.DisposeAsync();
                return rows.Failure;
            }
            await using (var session = await crm.OpenWriteAsync(actor, origin, ct))
            {
                session.Recorder.Note("export", 0, "export", TransferNotes.Of(
                    ("list", request.List), ("format", request.Format.ToString().ToLowerInvariant()), ("filter", JsonSerializer.Serialize(request, ListExport.Json)), ("rows", rows.Value)));
                await session.CommitAsync(ct);
            }
            content.Position = 0;
            return new ExportFile(name, ListExport.ContentTypeOf(request.Format), content, rows.Value);
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    public async Task<Result<ExportFile>> FetchAsync(string token, CancellationToken ct = default)
    {
        DownloadTicket? ticket = null;
        string? login = null;
        await using (var session = await crm.OpenReadAsync(Actor.System, new Origin("download"), ct))
        {
            var hash = token.Length is > 0 and <= 100 ? DownloadTickets.HashOf(token) : "";
            ticket = await session.Db.Set<DownloadTicket>().AsNoTracking().FirstOrDefaultAsync(one => one.Hash == hash, ct);
            if (ticket is not null && ticket.ExpiresAt > session.Now)
                login = (await session.DirectoryAsync(ct)).Find(ticket.UserId) is { Active: true } person ? person.Login : null;
        }
        var actor = login is null ? null : await crm.FindActorByLoginAsync(login, ct);
        return actor is null
            ? new Failure("link_expired", FailureKind.NotFound, "This link has expired; ask for a new one.")
            : await MakeAsync(actor, new Origin("download"), JsonSerializer.Deserialize<ExportRequest>(ticket!.Request, ListExport.Json)!, ct);
    }
}
