using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>Makes a new secret for the actor's calendar address; an older one stops working. The secret is told once and never again.</summary>
[Requires(Permissions.TasksRead)]
public sealed record MakeCalendarLink : Command<string>
{
    protected internal override async Task<Result<string>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        var self = session.Actor.UserId;
        await session.Db.Set<CalendarToken>().Where(token => token.UserId == self).ExecuteDeleteAsync(ct);
        session.Db.Add(new CalendarToken { UserId = self, Hash = Hash(secret), CreatedAt = session.Now });
        await session.SaveAsync(ct);
        return secret;
    }

    internal static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
