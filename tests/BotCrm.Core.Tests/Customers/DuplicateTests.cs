using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Duplicates;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Customers;

public sealed class DuplicateTests
{
    [Fact]
    public void Precision_and_recall_on_the_hand_made_pairs_are_those_of_the_docs()
    {
        var pairs = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Customers", "pairs.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('|')).ToList();
        Assert.True(pairs.Count >= 150, $"{pairs.Count} pairs");
        var wrong = new List<string>();
        var (hits, misses, alarms) = (0, 0, 0);
        foreach (var pair in pairs)
        {
            var score = NameLikeness.Of(pair[1], pair[2]).Score;
            Assert.Equal(score, NameLikeness.Of(pair[2], pair[1]).Score, 6);
            var said = score >= CustomerTraits.Likely;
            if (pair[0] == "same" && said)
                hits++;
            else if (pair[0] == "same")
                misses++;
            else if (said)
                alarms++;
            if (said != (pair[0] == "same"))
                wrong.Add($"{string.Join(" | ", pair)}: {score:0.00}");
        }
        var (precision, recall) = ((double)hits / (hits + alarms), (double)hits / (hits + misses));
        Assert.True(precision >= 0.97 && recall >= 0.95, $"precision {precision:0.000} recall {recall:0.000} of {pairs.Count}\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [InlineData("91310000775785552L", true)]
    [InlineData("91310000775785552M", false)]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("91350100M000100Y44", false)]
    public void Credit_codes_have_their_check_digit(string code, bool good) => Assert.Equal(good, RegistrationNumbers.IsCreditCode(code));

    [Fact]
    public async Task What_identifies_a_company_finds_it_whatever_it_is_called()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.DoAsync("lena", new CreateCustomer
        {
            Name = "Acme",
            Profile = new CustomerProfile { RegistrationNumber = "HRB 12345", Website = "https://www.acme.example/de", Phone = "+49 (0)40 123456" },
        });
        await crm.ContactAsync("lena", acme.Id, "Maria Lopez", "+49 40 99887766", "maria@acme-group.example");
        await crm.ContactAsync("lena", acme.Id, "Free Mailer", null, "acme@gmail.com");

        async Task<DuplicateCandidate?> AskAsync(CustomerProfile profile, string login = "lena") =>
            await crm.GetAsync(login, new FindDuplicates { Name = "Quite Different", Profile = profile }) is [var best, ..] ? best : null;
        Assert.Contains("same_registration_number", (await AskAsync(new CustomerProfile { RegistrationNumber = "hrb-12345" }))!.Reasons);
        Assert.Contains("same_domain", (await AskAsync(new CustomerProfile { Website = "shop.acme.example" }))!.Reasons);
        Assert.Contains("same_domain", (await AskAsync(new CustomerProfile { EmailDomains = ["acme-group.example"] }))!.Reasons);
        Assert.Contains("same_phone", (await AskAsync(new CustomerProfile { Phone = "+49 40 123456" }))!.Reasons);
        Assert.Null(await AskAsync(new CustomerProfile { EmailDomains = ["gmail.com"] }));
        // What a colleague of another team may not see is not told by a hint either.
        Assert.Null(await AskAsync(new CustomerProfile { RegistrationNumber = "HRB 12345" }, "lina"));
        Assert.True((await crm.TryAsync("lina", new CreateCustomer { Name = "Acme" })).Ok);
        var refused = (await crm.TryAsync("lena", new CreateCustomer { Name = "Whatever", Profile = new CustomerProfile { RegistrationNumber = "HRB 12345" } })).Failure!;
        Assert.Equal(("duplicate_customer", "Acme"), (refused.Code, refused.Data["name"]));
        Assert.Equal("duplicate_customer", (await crm.TryAsync("lena", new CreateCustomer { Name = "Acme Tools", Profile = new CustomerProfile { Website = "acme.example" } })).Failure?.Code);
    }

    [Fact]
    public async Task The_same_person_is_not_added_twice_unless_wanted()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await crm.ContactAsync("lena", acme.Id, "Maria López", "+49 40 123456", "maria@acme.example");
        foreach (var again in new[]
        {
            new AddContact { CustomerId = acme.Id, Name = "maria lopez" },
            new AddContact { CustomerId = acme.Id, Name = "M. L.", Email = "MARIA@acme.example" },
            new AddContact { CustomerId = acme.Id, Name = "Maria", Phone = "0049 40 123456" },
        })
            Assert.Equal("duplicate_contact", (await crm.TryAsync("lena", again)).Failure?.Code);
        Assert.True((await crm.TryAsync("lena", new AddContact { CustomerId = acme.Id, Name = "Peter Pohl", Phone = "+49 40 123456" })).Ok);
        Assert.True((await crm.TryAsync("lena", new AddContact { CustomerId = acme.Id, Name = "Maria Lopez", AllowDuplicate = true })).Ok);
    }
}
