using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Teams;

[Skill("delete_team", Effect.Write, Risk.High, "Deletes a team that has neither members nor sub-teams left.")]
public static class DeleteTeamSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which team."), Record(Kinds.Team)] string team,
        CancellationToken ct = default)
    {
        var found = await context.Resolve.TeamAsync("team", team, ct);
        if (found.Problem is { } problem) return problem;
        var deleted = await context.Session.RunAsync(new DeleteTeam { Id = found.Id }, ct);
        return deleted.Ok ? new Done([TeamLines.Deleted(context.Words, deleted.Value)], []) : new Refused(deleted.Failure);
    }
}
