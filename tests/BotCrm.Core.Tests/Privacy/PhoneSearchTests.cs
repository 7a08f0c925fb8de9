using BotCrm.Core.Contacts;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Privacy;

/// <summary>A number is found however it is written, where it can be told whose country's it is.</summary>
public sealed class PhoneSearchTests
{
    [Theory]
    [InlineData("49", "+49 30 123456", "030 123456")]
    [InlineData("49", "+49 (0)30 123456", "030/12 34 56")]
    [InlineData("49", "030 123456", "+49 30 123456")]
    [InlineData("49", "030 123456", "0049 30 123456")]
    [InlineData("49", "30 123456", "+49 30 123456")]
    [InlineData("86", "+86 138 1234 5678", "138 1234 5678")]
    [InlineData("86", "13812345678", "+86-138-1234-5678")]
    [InlineData("86", "+86 10 8888 6666", "010-88886666")]
    [InlineData("49", "+86 138 1234 5678", "138 1234 5678")]
    [InlineData("1", "+1 212 555 0142", "(212) 555-0142")]
    public async Task Found_however_it_is_written(string country, string stored, string asked)
    {
        await using var crm = await TestCrm.StartAsync(change: options => options with { CallingCode = country });
        var acme = await crm.CustomerAsync("admin", "Acme");
        var maria = await crm.ContactAsync("admin", acme.Id, "Maria Lopez", stored);
        await crm.ContactAsync("admin", acme.Id, "Erik", "+33 30 123456");
        Assert.Equal([maria.Id], (await crm.GetAsync("admin", new ListContacts { Search = asked })).Items.Select(one => one.Id));
    }

    [Fact]
    public void Of_another_country_or_with_no_country_set_a_number_is_what_is_written()
    {
        Assert.Equal(["3330123456"], Blinds.Alternatives(BlindForm.Phone, "+33 30 123456", "49"));
        Assert.Equal(["030123456"], Blinds.Alternatives(BlindForm.Phone, "030 123456", ""));
        Assert.Equal(["110"], Blinds.Alternatives(BlindForm.Phone, "110", "49"));
        Assert.Equal(["a@b.example"], Blinds.Alternatives(BlindForm.Email, "A@b.example", "49"));
    }
}
