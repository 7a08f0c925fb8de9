using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotCrm.Core.Access;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer;

/// <summary>A link to be shown in a chat: <paramref name="Token"/> is its secret part.</summary>
public sealed record DownloadLink(string Token, string FileName, DateTimeOffset ExpiresAt);

/// <summary>
/// Makes a link that fetches an export or a file as the actor, for a quarter of an hour. What it may hold is decided when it is fetched, by the
/// rights the user has then; the export is audited then as well.
/// </summary>
[Requires(Permissions.DownloadsPrepare)]
public sealed record PrepareDownload : Command<DownloadLink>
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    public required ExportRequest Request { get; init; }

    protected internal override async Task<Result<DownloadLink>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var name = ListExport.NameOf(Request, session);
        if (Request.File is { } id)
        {
            var file = await session.AskAsync(new GetFile { Id = id }, ct);
            if (!file.Ok)
                return file.Failure;
            name = file.Value.Name;
        }
        else if (!session.Actor.May(Request.ImportRows is null ? Permissions.DataExport : Permissions.DataImport))
        {
            return Policies.Refusal(Request.ImportRows is null ? Permissions.DataExport : Permissions.DataImport, session.Actor);
        }
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = session.Now;
        await session.Db.Set<DownloadTicket>().Where(ticket => ticket.ExpiresAt < now).ExecuteDeleteAsync(ct);
        var made = new DownloadTicket { Hash = HashOf(token), UserId = session.Actor.UserId, Request = JsonSerializer.Serialize(Request, ListExport.Json), ExpiresAt = now + Life };
        session.Db.Add(made);
        return new DownloadLink(token, name, made.ExpiresAt);
    }

    internal static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
