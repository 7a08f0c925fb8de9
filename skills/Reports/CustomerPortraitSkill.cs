using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Reports;

[Skill("customer_portrait", Effect.Read, Risk.None, "Who the customers are: how many by lifecycle, industry, city and source, with their shares.")]
public static class CustomerPortraitSkill
{
    private const int InText = 5;

    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("By what the picture is drawn (industry when not said)."), OneOf("lifecycle", "industry", "city", "source")] string? by = null,
        [Description("Only of this colleague."), Record(Kinds.User)] string? owner = null,
        [Description("Only of this team."), Record(Kinds.Team)] string? team = null,
        CancellationToken ct = default)
    {
        var scope = await ReportScope.ReadAsync(context, owner, team, ct);
        if (scope.Problem is { } problem) return problem;
        var report = await context.Session.AskAsync(new Portrait { OwnerId = scope.Owner?.Id, TeamId = scope.Team?.Id }, ct);
        if (!report.Ok) return new Refused(report.Failure);

        var (words, portrait) = (context.Words, report.Value);
        (string Field, IReadOnlyList<PortraitRow> Rows)[] dimensions =
        [
            ("lifecycle", portrait.Lifecycle), ("industry", portrait.Industry), ("city", portrait.City), ("source", portrait.Source),
        ];
        var drawn = by ?? "industry";
        var reading = scope.Read(context, "portrait").Where("by", words.Label(drawn)).Reading;
        var lines = new List<string> { portrait.Customers == 0 ? words.Say("list.none", ("what", reading)) : words.Say("list.head", ("what", reading), ("total", Show(portrait.Customers))) };
        if (portrait.Customers > 0)
        {
            lines.AddRange(dimensions.Select(dimension => words.Say(
                "portrait.line",
                ("dimension", words.Label(dimension.Field)),
                ("values", words.Join([.. dimension.Rows.Take(InText).Select(row => $"{Value(words, dimension.Field, row)} {Show(row.Count)} ({words.Percent(row.Share)})")])))));
        }
        var shown = dimensions.Single(dimension => dimension.Field == drawn).Rows;
        return new Answered(
            new ChartReply(words.Language, string.Join('\n', lines), words.Say("list.portrait"), reading, ChartKind.HorizontalBar,
                [.. shown.Select(row => new ChartBar(Value(words, drawn, row), row.Count, $"{Show(row.Count)} ({words.Percent(row.Share)})"))],
                new FactList(words).Add("customers", portrait.Customers).All)
            {
                Columns = words.Labels("by", "value", "count", "share"),
                Rows = [.. dimensions.SelectMany(dimension => dimension.Rows.Select(row => new ListRow(null, [words.Label(dimension.Field), Value(words, dimension.Field, row), Show(row.Count), words.Percent(row.Share)])))],
            },
            []);
    }

    private static string Value(Words words, string field, PortraitRow row) =>
        row.Value is null ? words.Say("nothing") : field == "lifecycle" && Enum.TryParse<Lifecycle>(row.Value, true, out var lifecycle) ? words.Term(lifecycle) : row.Value;

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
