using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Teams;

[Skill("who_am_i", Effect.Read, Risk.None, "Says as whom the speaker is known here: name, login, role, team, manager, language and time zone.")]
public static class WhoAmISkill
{
    public static async Task<SkillOutcome> RunAsync(SkillContext context, CancellationToken ct = default)
    {
        var found = await context.Session.AskAsync(new GetUser { Id = context.Actor.UserId }, ct);
        if (!found.Ok) return new Refused(found.Failure);
        var (words, user) = (context.Words, found.Value);
        var facts = new FactList(words)
            .Add("login", user.Login).Add("new_role", TeamLines.RoleName(words, user.Role)).Add("team", user.TeamName).Add("manager", user.ManagerLogin)
            .Add("language", user.Language).Add("time_zone", user.TimeZone).All;
        var line = new ChangeLine(Kinds.User, user.Id, words.Say("users.you", ("name", user.Name)), facts);
        return new Answered(new SaidReply(words.Language, words.Lines([line])), [new RecordRef(Kinds.User, user.Id, user.Name)]);
    }
}
