using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

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
