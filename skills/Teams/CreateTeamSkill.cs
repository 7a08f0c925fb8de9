using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Teams;

[Skill("create_team", Effect.Write, Risk.Low, "Makes a team, on its own or as part of another one.")]
public static class CreateTeamSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("What the team is called.")] string name,
        [Description("The team that it is a part of."), Record(Kinds.Team)] string? parent = null,
        CancellationToken ct = default)
    {
        var above = await context.Resolve.OptionalAsync(Kinds.Team, "parent", parent, ct);
        if (above?.Problem is { } unknown) return unknown;
        var made = await context.Session.RunAsync(new CreateTeam { Name = name, ParentId = above?.Id }, ct);
        return made.Ok ? new Done([TeamLines.Created(context.Words, made.Value)], []) : new Refused(made.Failure);
    }
}
