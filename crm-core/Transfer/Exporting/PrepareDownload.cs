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
public sealed record DownloadLink(string Token, string FileName, DateTimeOffset ExpiresAt)
{
    /// <summary>What the link's path is put behind, where the company has said how its server is reached; empty: nothing.</summary>
    public string Server { get; init; } = "";
}

/// <summary>
/// Makes a link that fetches an export as the actor, for a quarter of an hour. What it may hold is decided when it is fetched, by the rights the
/// user has then; the export is audited then as well.
/// </summary>
[Requires(Permissions.DataExport)]
public sealed record PrepareDownload : Command<DownloadLink>
{
    /// <summary>Of a list.</summary>
    public required ExportRequest Request { get; init; }

    protected internal override Task<Result<DownloadLink>> RunAsync(CrmSession session, CancellationToken ct) =>
        DownloadTickets.MakeAsync(session, Request with { ImportRows = null, File = null }, ListExport.NameOf(Request, session), ct);
}

/// <summary>What the three share.</summary>
internal static class DownloadTickets
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    public static async Task<Result<DownloadLink>> MakeAsync(CrmSession session, ExportRequest request, string name, CancellationToken ct)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = session.Now;
        await session.Db.Set<DownloadTicket>().Where(ticket => ticket.ExpiresAt < now).ExecuteDeleteAsync(ct);
        var made = new DownloadTicket { Hash = HashOf(token), UserId = session.Actor.UserId, Request = JsonSerializer.Serialize(request, ListExport.Json), ExpiresAt = now + Life };
        session.Db.Add(made);
        return new DownloadLink(token, name, made.ExpiresAt) { Server = session.Options.PublicAddress };
    }

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
