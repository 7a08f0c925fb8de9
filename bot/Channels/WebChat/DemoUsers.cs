using System.Net;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using Microsoft.AspNetCore.Mvc;

namespace BotCrm.Bot.Channels.WebChat;

/// <summary><c>GET /demo/users</c>: who one can be in demo mode. Outside demo mode, and for callers from elsewhere, there is no such address.</summary>
internal static class DemoUsers
{
    private const int Most = 200;

    /// <summary>Asks in nobody's name: everyone may know who the colleagues are.</summary>
    private static readonly Actor Page = new(0, "webchat", "Chat page", Role.Support, null, "en", "UTC", new HashSet<long>());

    public static async Task<IResult> ListAsync(HttpContext context, [FromServices] ICrm crm, CancellationToken ct)
    {
        if (context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address))
            return Results.NotFound();
        var users = await crm.AskAsync(Page, new Origin("webchat"), new ListUsers { Active = true, Paging = new Paging(Most) }, ct);
        if (!users.Ok)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        return Results.Ok(new DemoUserList([.. users.Value.Items.Select(u => new DemoUser(u.Login, u.Name, u.Role.Name, u.TeamName, u.Language))]));
    }
}

internal sealed record DemoUser(string Login, string Name, string Role, string? Team, string Language);

internal sealed record DemoUserList(IReadOnlyList<DemoUser> Users);
