using BotCrm.Core.Names;

namespace BotCrm.Core.Customers.Duplicates;

/// <summary>What a customer is told by: of a record or of one about to be made.</summary>
internal sealed record CustomerTraits(IReadOnlyList<string> Names, string? RegistrationNumber, IReadOnlyList<string> Domains, IReadOnlyList<string> Phones)
{
    public const string SameNumber = "same_registration_number";
    public const string OtherNumber = "other_registration_number";
    public const string SameDomain = "same_domain";
    public const string SamePhone = "same_phone";

    /// <summary>The keys that its names are found by.</summary>
    public IReadOnlyList<string> NameKeys => field ??= [.. Names.Select(MatchKeys.OfName).Where(key => key.Length > 2)];

    /// <summary>From this score on a record is not made without being asked for.</summary>
    public const double Likely = 0.8;

    /// <summary>From this score on it is worth showing.</summary>
    public const double Possible = 0.55;

    public static CustomerTraits Of(Customer customer) => new(
        [customer.Name, .. customer.Aliases],
        customer.RegistrationNumber is { } number ? RegistrationNumbers.Bare(number) : null,
        [.. MatchKeys.Domains(customer)],
        customer.Phone is { } phone ? [phone] : []);

    public static CustomerTraits Of(IReadOnlyList<string> names, CustomerProfile profile) => new(
        names,
        profile.RegistrationNumber is { } number ? RegistrationNumbers.Bare(number) : null,
        [.. (profile.EmailDomains ?? []).Append(profile.Website).Select(WebAddress.Company).OfType<string>().Distinct()],
        profile.Phone is { } phone ? [phone] : []);

    /// <summary>0 to 1, with the reasons for and against, strongest first. Independent hints add up as chances do.</summary>
    public (double Score, IReadOnlyList<string> Reasons) Compare(CustomerTraits other)
    {
        var reasons = new List<(double Weight, string Reason)>();
        var (name, why) = NameLikeness.Of(Names, other.Names);
        if (why is not null)
            reasons.Add((name, why));
        if (RegistrationNumber is not null && RegistrationNumber == other.RegistrationNumber)
            reasons.Add((0.99, SameNumber));
        // A group's companies share one site: the site alone is a hint, no proof.
        if (Domains.Intersect(other.Domains).Any())
            reasons.Add((0.6, SameDomain));
        if (Phones.SelectMany(PhoneNumbers.Of).Intersect(other.Phones.SelectMany(PhoneNumbers.Of)).Any())
            reasons.Add((0.6, SamePhone));
        var doubt = reasons.Aggregate(1.0, (left, reason) => left * (1 - reason.Weight));
        var score = 1 - doubt;
        // Two legal persons, whatever they are called.
        if (RegistrationNumber is not null && other.RegistrationNumber is not null && RegistrationNumber != other.RegistrationNumber)
        {
            score *= 0.5;
            reasons.Add((-1, OtherNumber));
        }
        return (score, [.. reasons.OrderByDescending(reason => reason.Weight).Select(reason => reason.Reason)]);
    }
}
