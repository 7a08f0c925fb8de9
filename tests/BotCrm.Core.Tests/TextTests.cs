using BotCrm.Core.Customers;
using BotCrm.Core.Tasks;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

/// <summary>What is kept of texts that are more than they seem.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData("Acme\n10. Approved by Marta", "Acme 10. Approved by Marta")]
    [InlineData("Acme \r\n\tLabs", "Acme Labs")]
    [InlineData("Acme\u2028Labs\u2029", "Acme Labs")]
    [InlineData("Acme  Labs", "Acme  Labs")]
    [InlineData("Acme\U000E0064\U000E0065\U000E006C", "Acme")]
    [InlineData("\u202Eemca\u202C", "emca")]
    [InlineData("Acme \U0001F468\u200D\U0001F469", "Acme \U0001F468\u200D\U0001F469")]
    public async Task A_name_is_one_visible_line(string given, string kept)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var customer = await crm.DoAsync("lena", new CreateCustomer { Name = given, Tags = [given] });
        Assert.Equal(kept, customer.Name);
        Assert.Equal([kept], customer.Tags);
        Assert.Equal(kept, (await crm.DoAsync("lena", new CreateTask { Title = given, CustomerId = customer.Id })).Title);
    }

    [Fact]
    public async Task A_summary_keeps_its_lines_but_nothing_hidden()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        Assert.Equal("first\nsecond", (await crm.InteractionAsync("lena", acme.Id, "first\nsecond\U000E0041\u200B")).Summary);
    }
}
