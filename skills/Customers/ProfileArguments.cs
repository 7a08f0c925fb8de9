using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;

namespace BotCrm.Skills.Customers;

/// <summary>The further fields from a skill's arguments.</summary>
internal static class ProfileArguments
{
    public static CustomerProfile Of(
        string? registrationNumber, string? website, IReadOnlyList<string>? emailDomains, string? phone, string? address, string? country, string? size,
        int? employees, decimal? annualRevenue, string? revenueCurrency, string? preferences, long? parent, int? rating, DateOnly? foundedOn) => new()
        {
            RegistrationNumber = registrationNumber,
            Website = website,
            EmailDomains = emailDomains,
            Phone = phone,
            Address = address,
            Country = country,
            Size = Member<CompanySize>(size),
            Employees = employees,
            AnnualRevenue = annualRevenue,
            RevenueCurrency = revenueCurrency,
            Preferences = preferences,
            ParentId = parent,
            Rating = rating,
            FoundedOn = foundedOn,
        };

    public static ContactProfile Of(string? decisionRole, string? preferredChannel, string? language, bool? doNotContact, DateOnly? birthday, DateOnly? anniversary) => new()
    {
        DecisionRole = Member<DecisionRole>(decisionRole),
        PreferredChannel = Member<ContactChannel>(preferredChannel),
        Language = language,
        DoNotContact = doNotContact,
        Birthday = birthday,
        Anniversary = anniversary,
    };

    private static T? Member<T>(string? name)
        where T : struct, Enum => name is null ? null : Enum.Parse<T>(name, ignoreCase: true);
}
