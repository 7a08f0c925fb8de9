using System.Globalization;

namespace BotCrm.Core.Users;

/// <summary>What an erased user is called ever after: the record stays, because others refer to it, with a number for a name.</summary>
internal static class UserErasures
{
    private const string Prefix = "former-";

    public static string PseudonymOf(long userId) => Prefix + userId.ToString(CultureInfo.InvariantCulture);

    public static bool IsErased(long userId, string login) => login == PseudonymOf(userId);

    /// <summary>A login that would be taken for the pseudonym of somebody erased.</summary>
    public static bool IsReserved(string login) => login.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Ids of those who were erased.</summary>
    public static long[] In(UserDirectory directory) => [.. directory.People.Where(person => IsErased(person.Id, person.Login)).Select(person => person.Id)];
}
