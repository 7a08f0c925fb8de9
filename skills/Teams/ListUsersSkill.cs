using System.ComponentModel;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Teams;

[Skill("list_users", Effect.Read, Risk.None, "Lists colleagues with their role, team and manager.")]
public static class ListUsersSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Part of a name.")] string? search = null,
        [Description("Only of this team."), Record(Kinds.Team)] string? team = null,
        [Description("Only with this role: admin, manager, rep, support, finance, or one that this company has added.")] string? withRole = null,
        [Description("True: only accounts in use; false: only closed ones.")] bool? active = null,
        [Description("How many to show at once.")] int? limit = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.OptionalAsync(Kinds.Team, "team", team, ct);
        if (of?.Problem is { } problem) return problem;
        var page = await context.Session.AskAsync(
            new ListUsers
            {
                Search = search,
                TeamId = of?.Id,
                Role = withRole is null ? null : new Role(withRole),
                Active = active,
                Paging = ListAnswer.Page(context, limit, "name", false),
            },
            ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        var answer = new ListAnswer(context, "users")
            .Where("search", search)
            .Where("team", of?.Name)
            .Where("with_role", withRole is null ? null : TeamLines.RoleName(words, new Role(withRole)))
            .Where("active", active is { } yes ? words.YesNo(yes) : null);
        return answer.Reply(
            page.Value,
            ["name", "login", "new_role", "team", "manager", "active"],
            user => new RecordRef(Kinds.User, user.Id, user.Name),
            user => [user.Name, user.Login, TeamLines.RoleName(words, user.Role), user.TeamName ?? "", user.ManagerLogin ?? "", user.Active ? "" : words.Say("users.closed")]);
    }
}
