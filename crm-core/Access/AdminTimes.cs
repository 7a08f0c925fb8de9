using BotCrm.Core.Primitives;

namespace BotCrm.Core.Access;

/// <summary>Times of record keeping (created, closed, resolved …) are taken from the clock; only an administrator who loads data may set them.</summary>
internal static class AdminTimes
{
    public static void AdminTime(this Checks check, CrmSession session, DateTimeOffset? value, string field)
    {
        if (value is null)
            return;
        check.AdminOnly(session, true, field);
        check.Past(value, session.Now, field);
    }

    /// <summary>For what only loading data sets, other than times.</summary>
    public static void AdminOnly(this Checks check, CrmSession session, bool given, string field)
    {
        if (given && !session.Actor.May(Permissions.DataLoad))
            check.Fail(Failure.Forbidden(Policies.PastTimesByAdmin, $"Only an administrator who loads data may set {field}; leave it out.") with { Field = field });
    }
}
