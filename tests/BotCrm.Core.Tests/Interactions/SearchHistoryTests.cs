using BotCrm.Core.Audit;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class SearchHistoryTests
{
    private static readonly DateTimeOffset Now = TestClock.Monday;

    [Theory]
    [InlineData("discount", "Maria asked for discounts on the new order")]
    [InlineData("what did they say about discounted orders?", "Maria asked for discounts on the new order")]
    [InlineData("negotiating", "Negotiated the delivery terms with the buyer")]
    [InlineData("deliver", "Negotiated the delivery terms with the buyer")]
    [InlineData("MULLER", "Spoke with Mr Müller about calibration")]
    [InlineData("分期", "王总要求分期付款,首付三成")]
    [InlineData("分期付款", "王总要求分期付款,首付三成")]
    [InlineData("客户对首付怎么说", "王总要求分期付款,首付三成")]
    [InlineData("成", "王总要求分期付款,首付三成")]
    [InlineData("SAP接口", "讨论 SAP 接口的费用")]
    public async Task Finds_what_was_said(string text, string expected)
    {
        await using var company = await SmallCompany.StartAsync();
        foreach (var summary in new[] { "Maria asked for discounts on the new order", "Negotiated the delivery terms with the buyer", "Spoke with Mr Müller about calibration", "Lunch, nothing of note", "王总要求分期付款,首付三成", "讨论 SAP 接口的费用", "仓库参观" })
            await company.DoAsync("bob", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Call, Summary = summary });

        var found = await company.GetAsync("bob", new SearchHistory { Text = text });

        Assert.Equal(expected, found[0].Text);
        Assert.DoesNotContain(found, passage => passage.Text == "Lunch, nothing of note");
        Assert.Equal("Bob", found[0].AuthorName);
        Assert.True(found[0].Score > 0);
    }

    [Fact]
    public async Task Follows_corrections_deletions_and_undo()
    {
        await using var company = await SmallCompany.StartAsync();
        var logged = await company.DoAsync("bob", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Call, Summary = "They want a forklift", Outcome = "红色的" });
        Assert.Single(await company.GetAsync("bob", new SearchHistory { Text = "forklift" }));

        await company.DoAsync("bob", new CorrectInteraction { Id = logged.Id, Summary = "They want a crane" });
        Assert.Empty(await company.GetAsync("bob", new SearchHistory { Text = "forklift" }));
        Assert.Single(await company.GetAsync("bob", new SearchHistory { Text = "crane" }));
        Assert.Single(await company.GetAsync("bob", new SearchHistory { Text = "红色" }));

        await company.DoAsync("bob", new DeleteInteraction { Id = logged.Id });
        Assert.Empty(await company.GetAsync("bob", new SearchHistory { Text = "crane" }));

        var deletion = await company.GetAsync("bob", new FindLastChangeSet());
        await company.DoAsync("bob", new UndoChangeSet { Id = deletion!.Id });
        Assert.Equal(logged.Id, Assert.Single(await company.GetAsync("bob", new SearchHistory { Text = "crane" })).Id);
    }

    [Fact]
    public async Task A_change_that_is_not_committed_is_not_found()
    {
        await using var company = await SmallCompany.StartAsync();
        var bob = await company.Crm.ActorAsync("bob");
        await using (var session = await company.Crm.Crm.OpenWriteAsync(bob, TestCrm.Origin))
        {
            await session.RunAsync(new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Note, Summary = "Elephants" });
            Assert.Single((await session.AskAsync(new SearchHistory { Text = "elephants" })).Value);
        }

        Assert.Empty(await company.GetAsync("bob", new SearchHistory { Text = "elephants" }));
    }

    [Fact]
    public async Task Searches_tickets_too_and_keeps_to_what_the_actor_may_see()
    {
        await using var company = await SmallCompany.StartAsync();
        await company.DoAsync("bob", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Call, Summary = "The gateway was installed" });
        await company.DoAsync("sue", new OpenTicket { CustomerId = company.Globex, Subject = "Broken screen", Description = "The gateway fell on it" });
        await company.DoAsync("sue", new OpenTicket { CustomerId = company.Hengtong, Subject = "Gateway offline" });

        async Task<string[]> Seen(string login) => [.. (await company.GetAsync(login, new SearchHistory { Text = "gateway" })).Select(passage => passage.CustomerName).Order(StringComparer.Ordinal)];

        Assert.Equal(["Acme"], await Seen("bob"));
        Assert.Equal(["Globex"], await Seen("cid"));
        Assert.Equal(["Acme", "Globex"], await Seen("ann"));
        Assert.Equal(["恒通物流"], await Seen("eve"));
        Assert.Equal(["Acme", "Globex", "恒通物流"], await Seen("sue"));
        var passage = (await company.GetAsync("cid", new SearchHistory { Text = "gateway" })).Single();
        Assert.Equal((Kinds.Ticket, "Broken screen — The gateway fell on it", null), (passage.Kind, passage.Text, passage.AuthorName));
        Assert.Equal("not_found", (await company.RefusedAsync("bob", new SearchHistory { Text = "gateway", CustomerId = company.Globex })).Code);
        Assert.Equal("not_found", (await company.RefusedAsync("bob", new SearchHistory { ContactId = company.Wang })).Code);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("a AND")]
    [InlineData("NEAR(x y, 5)")]
    [InlineData("head:x OR NOT *")]
    [InlineData("'; DROP TABLE interactions; --")]
    [InlineData("^price + {head}: -z")]
    [InlineData("🙂👍🏽")]
    [InlineData("价格\"*(")]
    [InlineData("\u200B\u0000")]
    [InlineData("ﷺ ß İ ǅ ½ ٣")]
    public async Task Nothing_typed_is_a_syntax_error(string text)
    {
        await using var company = await SmallCompany.StartAsync();
        await company.DoAsync("bob", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Note, Summary = "Plain words" });

        var result = await company.Crm.AskAsync("bob", new SearchHistory { Text = text });

        Assert.True(result.Ok);
    }

    [Fact]
    public async Task Without_text_gives_the_newest_in_the_period()
    {
        await using var company = await SmallCompany.StartAsync();
        for (var day = 1; day <= 4; day++)
            await company.DoAsync("bob", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Note, Summary = $"{day} days ago", When = Now.AddDays(-day) });

        var newest = await company.GetAsync("bob", new SearchHistory { Limit = 2 });
        var period = await company.GetAsync("bob", new SearchHistory { From = Now.AddDays(-3), To = Now.AddDays(-2) });

        Assert.Equal(["1 days ago", "2 days ago"], newest.Select(passage => passage.Text));
        Assert.Equal(["3 days ago"], period.Select(passage => passage.Text));
    }

    [Fact]
    public async Task What_a_contact_said_is_found_by_participation_and_by_name()
    {
        await using var company = await SmallCompany.StartAsync();
        await company.DoAsync("bob", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Call, Summary = "Too expensive", ParticipantIds = [company.Maria] });
        await company.DoAsync("bob", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Call, Summary = "Maria finds delivery slow" });
        await company.DoAsync("bob", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Call, Summary = "Paul was not in" });
        await company.DoAsync("eve", new LogInteraction { CustomerId = company.Hengtong, Kind = InteractionKind.WeChat, Summary = "王总说价格可以" });

        var maria = await company.GetAsync("bob", new SearchHistory { ContactId = company.Maria });
        var wang = await company.GetAsync("eve", new SearchHistory { ContactId = company.Wang, Text = "价格" });

        Assert.Equal(2, maria.Count);
        Assert.DoesNotContain(maria, passage => passage.Text.StartsWith("Paul", StringComparison.Ordinal));
        Assert.Single(wang);
    }

    [Fact]
    public async Task A_long_text_is_cut_around_the_hit_and_deleting_the_customer_clears_the_index()
    {
        await using var company = await SmallCompany.StartAsync();
        var filler = string.Concat(Enumerable.Repeat("blah blah ", 60));
        await company.DoAsync("bob", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Note, Summary = $"{filler} the needle sits here {filler}" });

        var passage = Assert.Single(await company.GetAsync("bob", new SearchHistory { Text = "needle" }));
        Assert.Contains("needle", passage.Text, StringComparison.Ordinal);
        Assert.InRange(passage.Text.Length, 100, PassageText.Most + 2);

        await company.DoAsync("ann", new DeleteCustomer { Id = company.Acme });
        Assert.Empty(await company.GetAsync("admin", new SearchHistory { Text = "needle" }));
    }
}
