using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Transfer.Mapping;

namespace BotCrm.Core.Transfer.Importing;

/// <summary>The further fields of customers and contacts as a row gives them.</summary>
internal static class ProfileRows
{
    public static CustomerProfile Customer(RowData row)
    {
        var revenue = row.Money("annualRevenue");
        return new CustomerProfile
        {
            RegistrationNumber = row.Text("registrationNumber"),
            Website = row.Text("website"),
            EmailDomains = row.Has("emailDomains") ? row.Words("emailDomains") : null,
            Phone = row.Text("phone"),
            Address = row.Text("address"),
            Country = row.Text("country"),
            Size = row.Choice<CompanySize>("size"),
            Employees = row.Whole("employees"),
            AnnualRevenue = revenue?.Amount,
            RevenueCurrency = revenue?.Currency,
            Preferences = row.Text("preferences"),
            Rating = row.Whole("rating"),
            FoundedOn = row.Day("foundedOn"),
        };
    }

    /// <param name="row">The row.</param>
    /// <param name="of">What a contact's fields begin with in this file.</param>
    public static ContactProfile Contact(RowData row, string of = "")
    {
        string Name(string field) => of.Length == 0 ? field : of + char.ToUpperInvariant(field[0]) + field[1..];
        var language = row.Text(Name("language"));
        return new ContactProfile
        {
            DecisionRole = row.Choice<DecisionRole>(Name("decisionRole")),
            PreferredChannel = row.Choice<ContactChannel>(Name("preferredChannel")),
            Language = language is null ? null : ChoiceWords.Find(ChoiceWords.Language, language) ?? language,
            DoNotContact = row.YesNo(Name("doNotContact")),
            Birthday = row.Day(Name("birthday")),
            Anniversary = row.Day(Name("anniversary")),
        };
    }
}
