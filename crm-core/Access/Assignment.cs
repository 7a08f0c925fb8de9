using BotCrm.Core.Primitives;
using BotCrm.Core.Users;

namespace BotCrm.Core.Access;

/// <summary>Who may give a record to whom.</summary>
internal static class Assignment
{
    /// <summary>Everybody to themselves, managers within the team, admin to anyone who is active. Null: allowed.</summary>
    public static Failure? Check(Actor actor, UserDirectory directory, long toUserId, string field)
    {
        if (directory.Find(toUserId) is not { } person)
            return Unknown(toUserId, field);
        if (!person.Active)
        {
            return Failure.Invalid("inactive_user", $"{person.Name} no longer works with the CRM; choose somebody else.", field) with
            {
                Data = new Dictionary<string, string> { ["field"] = field, ["name"] = person.Name },
            };
        }
        if (actor.MayAssignTo(toUserId))
            return null;
        return Failure.Forbidden(Policies.ManagersAssignOthers, "Only managers (within their team) and administrators may give records to others.");
    }

    public static Failure Unknown(long userId, string field) => Failure.Invalid("unknown_user", $"There is no user {userId}.", field) with
    {
        Data = new Dictionary<string, string> { ["field"] = field, ["id"] = userId.ToString(System.Globalization.CultureInfo.InvariantCulture) },
    };
}
