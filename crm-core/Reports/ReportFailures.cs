using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Reports;

internal static class ReportFailures
{
    public static Failure AmountsHidden() =>
        Failure.Forbidden(Policies.AmountsHiddenFromSupport, "Support does not see amounts, so this report is not for support; ask a manager.");

    public static Failure OthersNumbers() =>
        Failure.Forbidden(Policies.OwnRecordsOnly, "These are another person's numbers; reps see their own, managers their team's.") with { Field = "owner" };

    public static Failure UnknownUser() => Failure.Invalid("unknown_user", "There is no such user; name another owner.", "owner");

    public static Failure UnknownTeam() => Failure.Invalid("unknown_team", "There is no such team; name another.", "team");

    public static Failure PeriodReversed() => Failure.Invalid("period_reversed", "from must not lie after to.", "to");

    public static Failure PeriodTooLong(int months) =>
        Failure.Invalid("period_too_long", $"The period may be at most {months} months; choose a shorter one.", "from") with { Data = new Dictionary<string, string> { ["months"] = months.ToString(System.Globalization.CultureInfo.InvariantCulture) } };
}
