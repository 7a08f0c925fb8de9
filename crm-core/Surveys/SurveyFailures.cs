using System.Globalization;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Surveys;

internal static class SurveyFailures
{
    public static Failure Answered(long id) => Failure.Conflict("survey_already_answered", "This survey is answered already; ask again with a new one.") with
    {
        Data = new Dictionary<string, string> { ["id"] = id.ToString(CultureInfo.InvariantCulture) },
    };

    public static Failure Expired() => Failure.Conflict("survey_expired", "The time to answer this survey is over.");

    public static Failure BadLink() => new("not_found", FailureKind.NotFound, "There is no such survey.");

    public static Failure UnknownTicket(long id) => Failure.Invalid("unknown_ticket", $"Ticket {id} does not belong to this customer; name one of the customer's tickets.", "ticket");

    public static Failure UnknownOpportunity(long id) =>
        Failure.Invalid("unknown_opportunity", $"Opportunity {id} does not belong to this customer; name one of the customer's opportunities.", "opportunity");

    public static Failure UnknownContact(long id) =>
        Failure.Invalid("unknown_contact", $"Contact {id} does not belong to this customer; name one of the customer's contacts.", "contact");
}
