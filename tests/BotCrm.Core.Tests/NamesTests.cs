using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Names;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class NamesTests
{
    [Fact]
    public async Task Exact_comes_before_beginning_before_part()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", "Old Acme");
        await crm.CustomerAsync("lena", "Acme Labs");
        await crm.CustomerAsync("lena", "Acme", "Acme Corp");
        await crm.CustomerAsync("lena", "Contoso");
        var found = await crm.GetAsync("lena", new FindNames { Text = "ACME" });
        Assert.Equal(["Acme", "Acme Labs", "Old Acme"], found.Select(match => match.Name));
        Assert.Equal(1, found[0].Score);
        Assert.True(found[1].Score > found[2].Score);
        Assert.Equal(["Acme", "Acme Labs"], (await crm.GetAsync("lena", new FindNames { Text = "acme", Limit = 2 })).Select(match => match.Name));
    }

    [Theory]
    [InlineData("muller sohne", "Müller & Söhne")]
    [InlineData("obrien", "O'Brien Marine")]
    [InlineData("恒通", "恒通物流")]
    [InlineData("物流", "恒通物流")]
    [InlineData("ｆａｂｒｉｋａｍ", "Fabrikam GmbH")]
    [InlineData("Fabrikam Inc.", "Fabrikam GmbH")]
    public async Task Case_width_accents_punctuation_and_legal_form_do_not_count(string text, string name)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        foreach (var one in new[] { "Müller & Söhne", "O'Brien Marine", "恒通物流", "Fabrikam GmbH" })
            await crm.CustomerAsync("lena", one);
        Assert.Equal(name, Assert.Single(await crm.GetAsync("lena", new FindNames { Text = text })).Name);
    }

    [Fact]
    public async Task Kinds_are_mixed_and_say_their_customer()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await crm.ContactAsync("lena", acme.Id, "Acme Person");
        await crm.OpportunityAsync("lena", acme.Id, "Acme refresh");
        await crm.TicketAsync("lena", acme.Id, "Acme sensor broken");
        Assert.Equal(
            [("customer", null), ("contact", "Acme"), ("opportunity", "Acme"), ("ticket", "Acme")],
            (await crm.GetAsync("lena", new FindNames { Text = "acme" })).OrderBy(match => match.Id).Select(match => (match.Kind, match.Context)));
        Assert.Equal("user", Assert.Single(await crm.GetAsync("lena", new FindNames { Text = "keller" })).Kind);
        Assert.Equal("team", Assert.Single(await crm.GetAsync("lena", new FindNames { Text = "华东" })).Kind);
        Assert.Empty(await crm.GetAsync("lena", new FindNames { Text = "?!" }));
        Assert.Equal("unknown_value", (await crm.AskAsync("lena", new FindNames { Text = "x", Kinds = ["deal"] })).Failure!.Code);
        Assert.Equal("out_of_range", (await crm.AskAsync("lena", new FindNames { Text = "x", Limit = 0 })).Failure!.Code);
    }

    [Fact]
    public async Task The_feed_tells_what_changed_and_what_is_gone()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme", "Acme Corp");
        var contoso = await crm.CustomerAsync("marek", "Contoso");
        var refresh = await crm.OpportunityAsync("lena", acme.Id, "Refresh");
        var all = await crm.Crm.ReadNamesAsync(0);
        Assert.Equal(crm.Crm.ChangeSequence, all.Sequence);
        // Seven users, two teams, two customers, one opportunity.
        Assert.Equal(12, all.Entries.Count);
        var entry = all.Entries.Single(one => one.Kind == Kinds.Customer && one.Id == acme.Id);
        Assert.Equal(("Acme", acme.OwnerId, true, false), (entry.Name, entry.OwnerId!.Value, entry.Open, entry.Gone));
        Assert.Equal(["Acme Corp"], entry.Aliases);
        Assert.Empty((await crm.Crm.ReadNamesAsync(all.Sequence)).Entries);

        await crm.DoAsync("lena", new LoseOpportunity { Id = refresh.Id, Reason = "price" });
        var closed = await crm.Crm.ReadNamesAsync(all.Sequence);
        Assert.False(closed.Entries.Single(one => one.Kind == Kinds.Opportunity).Open);

        await crm.DoAsync("marek", new DeleteCustomer { Id = contoso.Id });
        var gone = Assert.Single((await crm.Crm.ReadNamesAsync(closed.Sequence)).Entries);
        Assert.Equal((Kinds.Customer, contoso.Id, true), (gone.Kind, gone.Id, gone.Gone));
    }

    [Fact]
    public async Task A_new_owner_of_a_customer_is_news_of_everything_on_it()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var maria = await crm.ContactAsync("lena", acme.Id, "Maria");
        var refresh = await crm.OpportunityAsync("lena", acme.Id, "Refresh");
        var before = crm.Crm.ChangeSequence;
        var lina = await crm.ActorAsync("lina");
        var lena = await crm.ActorAsync("lena");
        await crm.DoAsync("admin", new UpdateCustomer { Id = acme.Id, OwnerId = lina.UserId });
        var entries = (await crm.Crm.ReadNamesAsync(before)).Entries;
        Assert.Equal([acme.Id, maria.Id, refresh.Id], entries.Select(entry => entry.Id).Order());
        Assert.All(entries, entry => Assert.True(entry.IsVisibleTo(lina)));
        // Lena still owns the opportunity, and sees it by that, but no longer the customer and its people.
        Assert.Equal([refresh.Id], entries.Where(entry => entry.IsVisibleTo(lena)).Select(entry => entry.Id));
        Assert.True((await crm.AskAsync("lena", new GetOpportunity { Id = refresh.Id })).Ok);
    }
}
