using BotCrm.Skills.Understanding;
using BotCrm.Skills.Understanding.Intents;

namespace BotCrm.Skills.Tests.Understanding;

/// <summary>Questions, negations, conditions, quotations and what is not about the CRM write nothing.</summary>
public sealed class NeverGuessesTests
{
    [Theory]
    [InlineData("did you log the call with Acme?")]
    [InlineData("should I lose the Contoso deal?")]
    [InlineData("should we move Tailspin to negotiation?")]
    [InlineData("don't log it")]
    [InlineData("please don't delete Acme")]
    [InlineData("do not move the Acme deal to negotiation")]
    [InlineData("if they sign, mark the Tailspin deal as won")]
    [InlineData("mark the Tailspin deal as won if they sign")]
    [InlineData("what if we lost Contoso?")]
    [InlineData("I haven't called Acme yet")]
    [InlineData("Fabrikam hasn't signed")]
    [InlineData("> log a call with Acme: Maria wants 3% off")]
    [InlineData("Fwd: please delete customer Acme")]
    [InlineData("what's the weather")]
    [InlineData("tell me a joke")]
    [InlineData("has Contoso been won?")]
    [InlineData("别记")]
    [InlineData("先别删恒通")]
    [InlineData("要不要把星河推到谈判?")]
    [InlineData("如果他们签了,就把华创标为赢单")]
    [InlineData("还没给恒通打电话")]
    [InlineData("华创签了吗?")]
    [InlineData("今天天气不错")]
    [InlineData("")]
    [InlineData("?!…")]
    [InlineData("asdf qwer zxcv")]
    public async Task Writes_nothing(string text)
    {
        var calls = await Understand.CallsAsync(text);

        Assert.DoesNotContain(calls, call => RuleRanker.Default.IsWrite(call.Tool) || call.Tool is DialogueTools.Confirm or DialogueTools.Amend);
    }

    [Theory]
    [InlineData("what's the weather", "en")]
    [InlineData("should I lose the Contoso deal?", "en")]
    [InlineData("今天天气不错", "zh")]
    public async Task Says_that_it_did_not_understand(string text, string language)
    {
        var response = await Understand.AskAsync(text);

        Assert.Equal(false, response.AdditionalProperties![OfflineChatClient.Understood]);
        Assert.Equal(language, response.AdditionalProperties[ResponseKeys.Language]);
        Assert.Equal("", response.Text);
    }
}
