using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Teams;

[Skill("update_team", Effect.Write, Risk.Low, "Renames a team, or makes it a part of another one or of none.")]
public static class UpdateTeamSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which team."), Record(Kinds.Team)] string team,
        [Description("The new name.")] string? name = null,
        [Description("The team that it becomes a part of."), Record(Kinds.Team)] string? parent = null,
        [Description("True: it is no longer a part of another team.")] bool? onItsOwn = null,
        CancellationToken ct = default)
    {
        if (context.NamesOnly("team")) return context.WhatToChange(team);
        var found = await context.Resolve.TeamAsync("team", team, ct);
        if (found.Problem is { } problem) return problem;
        var above = await context.Resolve.OptionalAsync(Kinds.Team, "parent", parent, ct);
        if (above?.Problem is { } unknown) return unknown;
        var before = await context.Session.AskAsync(new GetTeam { Id = found.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var changed = await context.Session.RunAsync(new UpdateTeam { Id = found.Id, Name = name, ParentId = above?.Id, Clear = onItsOwn == true ? ["parentId"] : [] }, ct);
        return changed.Ok ? new Done([TeamLines.Changed(context.Words, before.Value, changed.Value)], []) : new Refused(changed.Failure);
    }
}
