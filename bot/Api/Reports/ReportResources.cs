using System.Globalization;
using BotCrm.Bot.Api.Customers;
using BotCrm.Bot.Api.Opportunities;
using BotCrm.Bot.Api.Tasks;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;

namespace BotCrm.Bot.Api.Reports;

/// <summary>Rows of a report.</summary>
internal sealed record RowsOf<T>(IReadOnlyList<T> Items);

/// <summary>Won and lost of one person (or <c>group</c>: a team, month or quarter) in one currency; without either, of all. <c>winRate</c> is won / (won + lost).</summary>
internal sealed record PerformanceResource(string? Person, string? PersonName, string? Group, string Currency, int WonCount, Money WonAmount, int LostCount, Money LostAmount, decimal? WinRate)
{
    public static PerformanceResource From(PerformanceRow row) => new(
        row.Person?.Id.ToString(CultureInfo.InvariantCulture), row.Person?.Name, row.Group, row.Currency, row.WonCount, row.WonAmount, row.LostCount, row.LostAmount, row.WinRate);
}

/// <summary>What one colleague did; without a person, all of them. <c>interactions</c> counts by kind.</summary>
internal sealed record ActivityResource(string? Person, string? PersonName, IReadOnlyDictionary<string, int> Interactions, int InteractionCount, int TasksDone, int OpportunitiesCreated)
{
    public static ActivityResource From(ActivityRow row) => new(
        row.Person?.Id.ToString(CultureInfo.InvariantCulture),
        row.Person?.Name,
        row.Interactions.OrderBy(pair => pair.Key).ToDictionary(pair => pair.Key.ToString().ToLowerInvariant(), pair => pair.Value),
        row.InteractionCount,
        row.TasksDone,
        row.OpportunitiesCreated);
}

/// <summary>Up to twenty of each, with the full counts.</summary>
internal sealed record AttentionResource(
    IReadOnlyList<OpportunityResource> OverdueOpportunities,
    int OverdueOpportunityCount,
    IReadOnlyList<CustomerResource> NeglectedCustomers,
    int NeglectedCustomerCount,
    IReadOnlyList<TaskResource> OverdueTasks,
    int OverdueTaskCount)
{
    public static AttentionResource From(Attention view, TaskZones zones) => new(
        [.. view.OverdueOpportunities.Select(OpportunityResource.From)], view.OverdueOpportunityCount,
        [.. view.NeglectedCustomers.Select(CustomerResource.From)], view.NeglectedCustomerCount,
        [.. view.OverdueTasks.Select(task => TaskResource.From(task, zones))], view.OverdueTaskCount);
}

/// <summary>A passage of history: <c>kind</c> and <c>id</c> say of which record.</summary>
internal sealed record PassageResource(string Kind, string Id, string Customer, string CustomerName, DateTimeOffset When, string? AuthorName, string Text, double Score)
{
    public static PassageResource From(Passage passage) => new(
        passage.Kind, passage.Id.ToString(CultureInfo.InvariantCulture), passage.CustomerId.ToString(CultureInfo.InvariantCulture), passage.CustomerName,
        passage.When, passage.AuthorName, passage.Text, passage.Score);
}
