using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Teams;

/// <summary>How changes to teams are told.</summary>
internal static class TeamLines
{
    public static ChangeLine Created(Words words, TeamView view) =>
        new(Kinds.Team, view.Id, words.Say("line.team.create", ("name", view.Name)), new FactList(words).Add("parent", view.ParentName).All) { Operation = ChangeLine.Created };

    public static ChangeLine Changed(Words words, TeamView before, TeamView after) =>
        new(Kinds.Team, after.Id, Title(words, after), new FactList(words).Changed("name", before.Name, after.Name).Changed("parent", before.ParentName, after.ParentName).All);

    public static ChangeLine Deleted(Words words, TeamView view) => new(Kinds.Team, view.Id, Title(words, view), new FactList(words).All) { Operation = ChangeLine.Deleted };

    public static ChangeLine Moved(Words words, UserView before, UserView after) =>
        new(Kinds.User, after.Id, words.Say("line.user.update", ("name", after.Name)), new FactList(words).Changed("team", before.TeamName, after.TeamName).All);

    public static ChangeLine Changed(Words words, UserView before, UserView after) =>
        new(Kinds.User, after.Id, words.Say("line.user.update", ("name", after.Name)), new FactList(words)
            .Changed("name", before.Name, after.Name)
            .Changed("new_role", RoleName(words, before.Role), RoleName(words, after.Role))
            .Changed("manager", before.ManagerLogin, after.ManagerLogin)
            .Changed("language", before.Language, after.Language)
            .Changed("time_zone", before.TimeZone, after.TimeZone)
            .Changed("active", words.YesNo(before.Active), words.YesNo(after.Active)).All);

    /// <summary>A built-in role in the reader's language; one that the company has added by its own name.</summary>
    public static string RoleName(Words words, Role role) => words.Has("role." + role.Name) ? words.Say("role." + role.Name) : role.Name;

    private static string Title(Words words, TeamView view) => words.Say("line.team.update", ("name", view.Name));
}
