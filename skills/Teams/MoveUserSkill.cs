using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Teams;

[Skill("move_user", Effect.Write, Risk.Low, "Moves a colleague to another team, or out of the team.")]
public static class MoveUserSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which colleague."), Record(Kinds.User)] string colleague,
        [Description("The new team; left out: none."), Record(Kinds.Team)] string? team = null,
        CancellationToken ct = default)
    {
        var person = await context.Resolve.UserAsync("colleague", colleague, ct);
        if (person.Problem is { } problem) return problem;
        var to = await context.Resolve.OptionalAsync(Kinds.Team, "team", team, ct);
        if (to?.Problem is { } unknown) return unknown;
        var before = await context.Session.AskAsync(new GetUser { Id = person.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var moved = await context.Session.RunAsync(new UpdateUser { Id = person.Id, TeamId = to?.Id, Clear = to is null ? ["teamId"] : [] }, ct);
        return moved.Ok ? new Done([TeamLines.Moved(context.Words, before.Value, moved.Value)], []) : new Refused(moved.Failure);
    }
}
