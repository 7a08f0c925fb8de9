using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Interactions;

internal static class InteractionFailures
{
    public static Failure UnknownParticipant(long id) =>
        Failure.Invalid("unknown_contact", $"Contact {id} does not belong to this customer; name contacts of the customer only.", "participants");

    public static Failure UnknownOpportunity(long id) =>
        Failure.Invalid("unknown_opportunity", $"Opportunity {id} does not belong to this customer; name one of the customer's opportunities.", "opportunity");

    public static Failure UnknownTicket(long id) =>
        Failure.Invalid("unknown_ticket", $"Ticket {id} does not belong to this customer; name one of the customer's tickets.", "ticket");

    public static Failure UnknownAuthor(long id) =>
        Failure.Invalid("unknown_user", $"There is no user {id}.", "author");

    public static Failure NotYours() =>
        Failure.Forbidden(Policies.OwnRecordsOnly, "Only who wrote an interaction, the customer's owner, a manager or an administrator may change it.");

    public static Failure NotYoursToDelete() =>
        Failure.Forbidden(Policies.ManagersDelete, "Only who wrote an interaction, a manager or an administrator may delete it.");
}
