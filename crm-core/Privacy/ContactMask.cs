using BotCrm.Core.Access;
using BotCrm.Core.Customers;

namespace BotCrm.Core.Privacy;

/// <summary>Hides contact details from those who have no business with the customer; the only place that decides and does it.</summary>
internal static class ContactMask
{
    /// <summary>The customer's owner, who supervises the owner, and admin. Support sees every customer, but not these.</summary>
    public static bool MayRead(Actor actor, long customerOwnerId) =>
        actor.May(Permissions.ContactsDetails) || actor.Supervises(customerOwnerId);

    /// <summary>The customers whose contact details the actor may read.</summary>
    public static IQueryable<Customer> Readable(IQueryable<Customer> customers, Actor actor)
    {
        var self = actor.UserId;
        return actor.May(Permissions.ContactsDetails) || actor.May(Permissions.RecordsSupervise)
            ? customers.VisibleTo(actor)
            : customers.VisibleTo(actor).Where(customer => customer.OwnerId == self);
    }

    /// <summary><c>138****5678</c>: the first three and last four digits of a number long enough that the rest still hides it.</summary>
    public static string? Phone(string? phone)
    {
        if (phone is null)
            return null;
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        return digits.Length switch
        {
            >= 11 => $"{digits[..3]}****{digits[^4..]}",
            >= 6 => $"{digits[..2]}****{digits[^2..]}",
            _ => "****",
        };
    }

    /// <summary><c>m***@acme.com</c>.</summary>
    public static string? Email(string? email)
    {
        if (email is null)
            return null;
        var at = email.LastIndexOf('@');
        return at < 1 ? "***" : $"{First(email)}***{email[at..]}";
    }

    /// <summary><c>m***</c>.</summary>
    public static string? Handle(string? handle) => handle is null ? null : handle.Length < 4 ? "***" : $"{First(handle)}***";

    /// <summary><c>11***34</c>, whatever the length: enough to tell two apart when the rest still hides them.</summary>
    public static string? Number(string? number) => number is null ? null : number.Length >= 12 ? $"{number[..2]}***{number[^2..]}" : "***";

    private static string First(string text) => char.IsHighSurrogate(text[0]) ? "" : text[..1];
}
