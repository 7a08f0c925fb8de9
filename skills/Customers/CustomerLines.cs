using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

/// <summary>How changes to customers are told.</summary>
internal static class CustomerLines
{
    public static RecordRef Ref(CustomerView view) => new(Kinds.Customer, view.Id, view.Name);

    public static ChangeLine Created(SkillContext context, CustomerView view)
    {
        var words = context.Words;
        var facts = new FactList(words)
            .Add("aliases", view.Aliases)
            .Add("industry", view.Industry)
            .Add("city", view.City)
            .Add("source", view.Source)
            .Add("lifecycle", view.Lifecycle == Lifecycle.Potential ? null : words.Term(view.Lifecycle))
            .Add("tags", view.Tags)
            .Add("notes", view.Notes)
            .Add("owner", view.OwnerId == context.Actor.UserId ? null : view.OwnerName);
        Profile(words, facts, new CustomerProfile(), view.Profile);
        return new ChangeLine(Kinds.Customer, view.Id, words.Say("line.customer.create", ("name", view.Name)), facts.All) { Operation = ChangeLine.Created };
    }

    public static ChangeLine Changed(Words words, CustomerView before, CustomerView after)
    {
        var facts = new FactList(words)
            .Changed("name", before.Name, after.Name)
            .Changed("aliases", words.Join(before.Aliases), words.Join(after.Aliases))
            .Changed("industry", before.Industry, after.Industry)
            .Changed("city", before.City, after.City)
            .Changed("source", before.Source, after.Source)
            .Changed("lifecycle", words.Term(before.Lifecycle), words.Term(after.Lifecycle))
            .Changed("tags", words.Join(before.Tags), words.Join(after.Tags))
            .Changed("notes", before.Notes, after.Notes)
            .Changed("owner", before.OwnerName, after.OwnerName);
        Profile(words, facts, before.Profile, after.Profile);
        return new ChangeLine(Kinds.Customer, after.Id, words.Say("line.customer.update", ("name", after.Name)), facts.All);
    }

    /// <summary>The further fields that are known.</summary>
    public static IReadOnlyList<Fact> Profile(Words words, CustomerView view)
    {
        var facts = new FactList(words);
        Profile(words, facts, new CustomerProfile { ParentId = view.Profile.ParentId }, view.Profile);
        return facts.Add("parent", view.ParentName).All;
    }

    private static void Profile(Words words, FactList facts, CustomerProfile before, CustomerProfile after) => facts
        .Changed("registration_number", before.RegistrationNumber, after.RegistrationNumber)
        .Changed("website", before.Website, after.Website)
        .Changed("email_domains", words.Join(before.EmailDomains ?? []), words.Join(after.EmailDomains ?? []))
        .Changed("phone", before.Phone, after.Phone)
        .Changed("address", before.Address, after.Address)
        .Changed("country", before.Country, after.Country)
        .Changed("size", Size(words, before), Size(words, after))
        .Changed("employees", Number(before.Employees), Number(after.Employees))
        .Changed("annual_revenue", Revenue(words, before), Revenue(words, after))
        .Changed("preferences", before.Preferences, after.Preferences)
        .Changed("rating", Number(before.Rating), Number(after.Rating))
        .Changed("founded_on", before.FoundedOn is { } was ? words.Day(was) : null, after.FoundedOn is { } day ? words.Day(day) : null)
        .Changed("parent", Reference(before.ParentId), Reference(after.ParentId));

    private static string? Size(Words words, CustomerProfile profile) => profile.Size is { } size ? words.Term("size", size.ToString().ToLowerInvariant()) : null;

    private static string? Number(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string? Reference(long? id) => id is { } one ? "#" + one.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;

    private static string? Revenue(Words words, CustomerProfile profile) => profile.AnnualRevenue is { } amount ? words.Money(amount, profile.RevenueCurrency ?? "") : null;
}
