using System.ComponentModel;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Teams;

[Skill("update_user", Effect.Write, Risk.Low, "Changes a colleague: name, role, manager, language, time zone, or whether the account may be used. Another role and a closed account wait for a yes. (For the team: move_user.)")]
public static class UpdateUserSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which colleague."), Record(Kinds.User)] string colleague,
        [Description("The new name.")] string? name = null,
        [Description("The new role: admin, manager, rep, support, finance, or one that this company has added.")] string? newRole = null,
        [Description("Who manages the colleague from now on."), Record(Kinds.User)] string? manager = null,
        [Description("Language of what is told unasked: en or zh.")] string? language = null,
        [Description("IANA time zone such as Europe/Berlin.")] string? timeZone = null,
        [Description("False closes the account and keeps its history; true opens it again.")] bool? active = null,
        CancellationToken ct = default)
    {
        if (context.NamesOnly("colleague")) return context.WhatToChange(colleague);
        var person = await context.Resolve.UserAsync("colleague", colleague, ct);
        if (person.Problem is { } problem) return problem;
        var above = await context.Resolve.OptionalAsync(Kinds.User, "manager", manager, ct);
        if (above?.Problem is { } unknown) return unknown;
        var before = await context.Session.AskAsync(new GetUser { Id = person.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var changed = await context.Session.RunAsync(
            new UpdateUser
            {
                Id = person.Id,
                Name = name,
                Role = newRole is null ? null : new Role(newRole),
                ManagerId = above?.Id,
                Language = language,
                TimeZone = timeZone,
                Active = active,
            },
            ct);
        if (!changed.Ok) return new Refused(changed.Failure);
        if (changed.Value.Role != before.Value.Role || (before.Value.Active && !changed.Value.Active)) context.RequireConfirmation();
        return new Done([TeamLines.Changed(context.Words, before.Value, changed.Value)], [new RecordRef(Kinds.User, person.Id, changed.Value.Name)]);
    }
}
