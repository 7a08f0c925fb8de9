namespace BotCrm.Skills.Tests.Conversations;

public sealed class ConversationFileTests
{
    [Fact]
    public void Reads_headers_turns_changes_and_expectations()
    {
        var read = ConversationFile.Parse("x.md", ["Some prose.", "# first", "as: marek", "at: 2026-11-24T09:00+01:00", "open: not yet", "skill: undo",
            "> say this", "+ interaction customer=\"Acme Labs\" kind=call summary~\"3% off\"", "~ opportunity \"Acme sensor refresh\" stage=negotiation", "< saved", "<! error",
            "as: lena", "wait: 01:30", "[choose Acme Labs]", "? choices: Acme, Acme Labs", "# second", "> hi", "= not understood"]);

        Assert.Equal(["first", "second"], read.Select(one => one.Title));
        var first = read[0];
        Assert.Equal(("marek", "not yet", "undo"), (first.Login, first.Open, first.Skill));
        Assert.Equal(24, first.At.Day);
        Assert.Equal(["marek", "lena"], first.Turns.Select(turn => turn.Login));
        Assert.Equal("+ interaction customer=\"Acme Labs\" kind=\"call\" summary~\"3% off\"", first.Turns[0].Changes[0].ToString());
        Assert.Equal("Acme sensor refresh", first.Turns[0].Changes[1].Name);
        Assert.Equal(["saved"], first.Turns[0].Says);
        Assert.Equal(["error"], first.Turns[0].SaysNot);
        Assert.Equal(TimeSpan.FromMinutes(90), first.Turns[1].WaitBefore);
        Assert.Equal("choose Acme Labs", first.Turns[1].Button);
        Assert.Equal(["Acme", "Acme Labs"], first.Turns[1].Question!);
        Assert.Equal("notunderstood", read[1].Turns[0].ReplyKind);
    }

    [Theory]
    [InlineData("> hi", "gibberish without a sign")]
    [InlineData("> hi", "? maybe")]
    [InlineData("> hi", "+ task due")]
    [InlineData("colour: red", "> hi")]
    public void A_line_it_does_not_know_is_an_error_that_names_the_place(string first, string second)
    {
        var failure = Assert.Throws<FormatException>(() => ConversationFile.Parse("x.md", ["# t", first, second]));

        Assert.StartsWith("x.md:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Titles_are_unique_so_that_each_case_can_be_named() =>
        Assert.Empty(ConversationFile.ReadAll().GroupBy(one => one.ToString()).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void There_are_as_many_as_the_product_promises()
    {
        var all = ConversationFile.ReadAll();

        Assert.True(all.Count >= 120, $"{all.Count} conversations");
        Assert.True(all.Count(one => one.Language != "en") * 2 >= all.Count, "half of them Chinese or mixed");
        Assert.True(all.Count(one => one.Turns.Count > 1) * 3 >= all.Count, "a third with several turns");
    }
}
