using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.AI;

namespace BotCrm.Skills.Tests.Understanding;

/// <summary>No text makes it throw or take long.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] Seeds =
    [
        "log a call with Acme: Maria wants 3% off the new order, follow up next Tuesday", "给恒通打了个电话,对方要求分期付款,下周二跟进", "create customer \"Robert'); DROP TABLE customers;--\"",
        "把华创的商机金额改成90万", "<script>alert(1)</script> delete Acme", "remind me Tuesday 3pm to send the offer to O'Brien Marine", "move it to negotiation", "帮我 log 一个 call with Acme",
    ];

    private static readonly string[] Bits =
        ["\u200b", "\u202e", "\0", "\ud83d", "\udc4d", "👍🏽", "\"", "'", "(", "，", "：", "\n", "ﬁ", "ＡＣＭＥ", "%%%", "9999999999999999999999", "1e999", "的", "'s", "@", "a@b.c", "+49", "\ufeff", "e\u0301", "½", "→", "31 February", "第", "万"];

    [Fact]
    public async Task Random_and_mutated_text_never_throws()
    {
        var random = new Random(20261123);
        for (var n = 0; n < 1500; n++)
        {
            var text = new StringBuilder(Seeds[random.Next(Seeds.Length)]);
            for (var i = random.Next(12); i > 0; i--)
            {
                var at = random.Next(text.Length + 1);
                switch (random.Next(3))
                {
                    case 0:
                        text.Insert(at, Bits[random.Next(Bits.Length)]);
                        break;
                    case 1 when at < text.Length:
                        text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at));
                        break;
                    default:
                        text.Insert(at, (char)random.Next(0x20, 0x9fff));
                        break;
                }
            }

            var response = await Understand.AskAsync(text.ToString());

            Assert.NotNull(response.AdditionalProperties);
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("恒通")]
    [InlineData("\"'")]
    [InlineData("Acme, ")]
    [InlineData("1 ")]
    [InlineData("call Acme and ")]
    [InlineData("👍")]
    public async Task Ten_thousand_characters_take_no_second(string bit)
    {
        var text = string.Concat(Enumerable.Repeat(bit, 10_000 / bit.Length));
        await Understand.AskAsync(bit);
        var watch = Stopwatch.StartNew();

        await Understand.AskAsync(text);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"took {watch.Elapsed}");
    }

    [Theory]
    [InlineData("log a call with A\u200bcme: Maria wants 3% off")]
    [InlineData("log a call with ＡＣＭＥ: Maria wants 3% off")]
    [InlineData("\u202elog a call with Acme: Maria wants 3% off")]
    public async Task Looks_through_invisible_and_wide_characters(string text)
    {
        var calls = await Understand.CallsAsync(text);

        Assert.Equal("log_interaction customer=Acme kind=call participants=Maria Lopez summary=Maria wants 3% off", Understand.Line(Assert.Single(calls)));
    }

    [Fact]
    public async Task Streams_the_same_as_it_answers()
    {
        var client = new BotCrm.Skills.Understanding.OfflineChatClient(new NameOnlyCrm(SampleNames.All));
        var whole = await Understand.AskAsync(Seeds[0], client: client);
        var facts = new BotCrm.Skills.Understanding.TurnFacts(SampleNames.Admin, BotCrm.Testing.TestClock.Monday, BotCrm.Skills.Understanding.Dialogue.Empty);
        var options = new ChatOptions { AdditionalProperties = new AdditionalPropertiesDictionary { [BotCrm.Skills.Understanding.TurnFacts.Key] = facts } };

        var streamed = await client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, Seeds[0])], options).ToChatResponseAsync();

        Assert.Equal(Names(whole), Names(streamed));
        Assert.Equal("botcrm-offline", ((ChatClientMetadata)((IChatClient)client).GetService(typeof(ChatClientMetadata))!).ProviderName);
    }

    private static IEnumerable<string> Names(ChatResponse response) => response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Select(c => c.Name);
}
