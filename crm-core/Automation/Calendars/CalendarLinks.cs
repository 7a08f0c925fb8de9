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

/// <summary>The actor's calendar address stops working. False: there was none.</summary>
[Requires(Permissions.TasksRead)]
public sealed record RevokeCalendarLink : Command<bool>
{
    protected internal override async Task<Result<bool>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var self = session.Actor.UserId;
        return await session.Db.Set<CalendarToken>().Where(token => token.UserId == self).ExecuteDeleteAsync(ct) > 0;
    }
}

/// <summary>Whose calendar a secret opens.</summary>
public sealed class CalendarAccess
{
    private readonly Crm crm;

    internal CalendarAccess(Crm crm) => this.crm = crm;

    /// <summary>Null: no such secret, or its user is no longer active.</summary>
    public async Task<Actor?> FindAsync(string secret, CancellationToken ct = default)
    {
        var hash = MakeCalendarLink.Hash(secret);
        await using var session = await crm.OpenReadAsync(Actor.System, new Origin("calendar"), ct);
        var user = await session.Db.Set<CalendarToken>().Where(token => token.Hash == hash).Select(token => (long?)token.UserId).SingleOrDefaultAsync(ct);
        return user is { } id && (await session.DirectoryAsync(ct)).Find(id) is { Active: true } person ? await crm.FindActorByLoginAsync(person.Login, ct) : null;
    }
}
