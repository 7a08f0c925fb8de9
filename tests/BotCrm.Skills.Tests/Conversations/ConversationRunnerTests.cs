namespace BotCrm.Skills.Tests.Conversations;

/// <summary>The runner must notice: a golden set that cannot fail says nothing.</summary>
public sealed class ConversationRunnerTests
{
    private const string Tag = "> tag Northwind as logistics";

    [Theory]
    [InlineData(Fault.UnwantedWrite, Tag)]
    [InlineData(Fault.WrongOrMissingWrite, Tag, "~ customer \"Northwind\" tags~logistics", "+ task title~call")]
    [InlineData(Fault.WrongRecord, Tag, "~ customer \"Acme\" tags~logistics")]
    [InlineData(Fault.WrongOrMissingWrite, Tag, "~ customer \"Northwind\" tags~freight")]
    [InlineData(Fault.WrongOrMissingWrite, Tag, "~ customer \"Northwind\"")]
    [InlineData(Fault.WrongOrMissingWrite, "> tag Northwind", "~ customer \"Northwind\" tags~logistics")]
    [InlineData(Fault.MissingQuestion, Tag, "~ customer \"Northwind\" tags~logistics", "?")]
    [InlineData(Fault.MissingQuestion, Tag, "~ customer \"Northwind\" tags~logistics", "? confirm")]
    [InlineData(Fault.WrongReply, Tag, "~ customer \"Northwind\" tags~logistics", "< submarines")]
    [InlineData(Fault.WrongReply, Tag, "~ customer \"Northwind\" tags~logistics", "<! northwind")]
    [InlineData(Fault.WrongReply, Tag, "~ customer \"Northwind\" tags~logistics", "= list")]
    [InlineData(Fault.WrongReply, Tag, "~ customer \"Northwind\" tags~logistics", "=! done")]
    [InlineData(Fault.UnnecessaryQuestion, "> we lost O'Brien")]
    [InlineData(Fault.Exception, "[confirm]")]
    public async Task Notices(Fault expected, params string[] lines)
    {
        var outcome = await ConversationRunner.PlayAsync(ConversationFile.Parse("x.md", ["# t", .. lines]).Single());

        Assert.Contains(outcome.Faults, fault => fault.Fault == expected);
        Assert.Contains("line 2", outcome.Report(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_content_when_everything_is_as_written()
    {
        string[] lines = ["# t", Tag, "~ customer \"Northwind\" tags=logistics", "< Northwind", "= done", "[undo]", "~ customer \"Northwind\" tags=none"];

        var outcome = await ConversationRunner.PlayAsync(ConversationFile.Parse("x.md", lines).Single());

        Assert.True(outcome.Exact, outcome.Report());
    }
}
