using System.Globalization;
using BotCrm.Core.Opportunities;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tests.Support;

namespace BotCrm.Skills.Tests.Skills;

public sealed class WhatToChangeIsAskedByName
{
    [Fact]
    public async Task Also_when_the_record_was_given_by_reference()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var line = Assert.Single((await crm.Crm.GetAsync("lena", new ListOpportunities { Search = "Fabrikam line 4" })).Items);
        var reply = await crm.HearsAsync<SaidReply>("lena", ("update_opportunity", new { opportunity = "opportunity:" + line.Id.ToString(CultureInfo.InvariantCulture) }));
        Assert.Contains("about Fabrikam line 4", reply.Text, StringComparison.Ordinal);
    }
}
