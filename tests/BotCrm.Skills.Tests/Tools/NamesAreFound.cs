using BotCrm.Core.Primitives;
using BotCrm.Skills.Tests.Support;
using BotCrm.Skills.Tools.Names;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Skills.Tests.Tools;

public sealed class NamesAreFound
{
    private static readonly (string Login, string Said, string Names)[] Cases =
    [
        ("lena", "Acme", "Acme"),
        ("lena", "acme corp", "Acme"),
        ("lena", "ACME GmbH", "Acme"),
        ("lena", "acme labs", "Acme Labs"),
        ("lena", "labs", "Acme Labs"),
        ("lena", "Muller & Sohne", "Müller & Söhne"),
        ("lena", "mueller", "Müller & Söhne"),
        ("lena", "obrien marine", "O'Brien Marine"),
        ("lena", "fabrikan", "Fabrikam"),
        ("lena", "nortwhind", "Northwind"),
        ("lena", "Tailspin", ""),
        ("marek", "tailspn", "Tailspin"),
        ("lena", "😀", ""),
        ("lena", "cut \ud83d", ""),
        ("lena", "'; DROP TABLE customers; --", ""),
        ("lina", "恒通", "恒通物流"),
        ("lina", "恒通科技", "恒通科技"),
        ("lina", "恒通物流有限公司", "恒通物流"),
        ("lina", "华创", "华创电子"),
        ("lina", "重工", "东方重工"),
        ("lina", "科技", "恒通科技"),
        ("lina", "星河", ""),
        ("zhangwei", "星河", "星河汽车"),
    ];

    [Fact]
    public async Task By_alias_part_slip_and_legal_form_and_only_what_may_be_seen()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var directory = crm.Services.GetRequiredService<NameDirectory>();
        await directory.RefreshAsync(default);
        foreach (var (login, said, names) in Cases)
        {
            var found = directory.Find(await crm.ActorAsync(login), Kinds.Customer, said).Select(e => e.Name).Order(StringComparer.Ordinal);
            Assert.Equal($"{login} {said}: {names}", $"{login} {said}: {string.Join("|", found)}");
        }
    }

    [Fact]
    public async Task A_new_name_is_known_and_an_old_one_forgotten_at_once()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var directory = crm.Services.GetRequiredService<NameDirectory>();
        await directory.RefreshAsync(default);
        var lena = await crm.ActorAsync("lena");
        var acme = directory.Find(lena, Kinds.Customer, "Fabrikam").Single();
        await crm.Crm.DoAsync("lena", new Core.Customers.UpdateCustomer { Id = acme.Id, Name = "Zenith Motors", Aliases = [] });
        await directory.RefreshAsync(default);
        Assert.Empty(directory.Find(lena, Kinds.Customer, "Fabrikam"));
        Assert.Equal(acme.Id, directory.Find(lena, Kinds.Customer, "zenith").Single().Id);
    }

    [Theory]
    [InlineData("lena", "lean", 2, 1)]
    [InlineData("tailspin", "tailspin", 2, 0)]
    [InlineData("northwind", "nortwhind", 2, 1)]
    [InlineData("fabrikam", "contoso", 2, 3)]
    public void Slips_are_counted(string a, string b, int limit, int distance) => Assert.Equal(distance, NameMatching.Distance(a, b, limit));
}
