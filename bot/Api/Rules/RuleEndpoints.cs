using System.Globalization;
using System.Text.Json;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Reports;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Rules;

/// <summary>A rule. <c>shipped</c>: one that every company starts with. <c>done</c>: how often it acted in the last ninety days.</summary>
internal sealed record RuleResource(
    string Id, string? Shipped, string Name, bool Enabled, RuleTrigger Trigger, JsonElement? Condition, int DelayMinutes, bool BusinessDelay, RuleAction Action,
    int Done, DateTimeOffset? LastDone, int Failed, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version) : IVersioned
{
    public static RuleResource From(RuleView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.Shipped, view.Name, view.Enabled, view.Definition.Trigger, view.Definition.Condition, view.Definition.DelayMinutes,
        view.Definition.BusinessDelay, view.Definition.Action, view.Done, view.LastDone, view.Failed, view.CreatedAt, view.UpdatedAt, view.Version);
}

internal sealed record RuleBody
{
    public string? Name { get; init; }

    public RuleTrigger? Trigger { get; init; }

    /// <summary>A filter over the record's fields; see docs/automation.md.</summary>
    public JsonElement? Condition { get; init; }

    public int? DelayMinutes { get; init; }

    public bool? BusinessDelay { get; init; }

    public RuleAction? Action { get; init; }

    public bool? Enabled { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}

/// <summary>What a rule would have done, without doing it.</summary>
internal sealed record RuleTrialResource(int Days, int Times, IReadOnlyList<RuleHitResource> Newest, bool Complete)
{
    public static RuleTrialResource From(RuleTrial trial) => new(
        trial.Days, trial.Times, [.. trial.Newest.Select(one => new RuleHitResource(one.Kind, one.Record.Id.ToString(CultureInfo.InvariantCulture), one.Record.Name, one.At))], trial.Complete);
}

internal sealed record RuleHitResource(string Kind, string Id, string Name, DateTimeOffset At);

internal static class RuleEndpoints
{
    private const string Tag = "Rules";
    private static readonly QueryParameter Days = QueryParameter.Of<int>("days", "Over how many days, 1 to 90 (30 when not given).");

    public static void MapRules(this IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("/rules");
        rules.MapGet("", ListAsync).Describe("listRules", "List what happens by itself.", Tag).Filters(QueryParameter.Of<bool>("enabled", "On or off.")).Gets<RowsOf<RuleResource>>();
        rules.MapPost("", CreateAsync).Describe("createRule", "Create a rule.", Tag).Creates<RuleBody, RuleResource>();
        rules.MapPost("/trial", TryDraftAsync).Describe("tryRuleDraft", "What a rule that is not there yet would have done.", Tag).Filters(Days).Takes<RuleBody>().Gets<RuleTrialResource>();
        rules.MapGet("/{id}", GetAsync).Describe("getRule", "Get a rule.", Tag).Gets<RuleResource>();
        rules.MapGet("/{id}/trial", TryAsync).Describe("tryRule", "What a rule would have done.", Tag).Filters(Days).Gets<RuleTrialResource>();
        rules.MapPatch("/{id}", ChangeAsync).Describe("updateRule", "Change a rule, or switch it on or off.", Tag).Changes<RuleBody, RuleResource>();
        rules.MapDelete("/{id}", DeleteAsync).Describe("deleteRule", "Delete a rule.", Tag).Deletes();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new ListRules { Enabled = call.Query.Flag("enabled") }, ct), static rules => new RowsOf<RuleResource>([.. rules.Select(RuleResource.From)]));

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetRule { Id = call.Id(Kinds.Rule) }, ct), RuleResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<RuleBody>(ct);
        return call.Created(await call.RunAsync(new CreateRule { Definition = Definition(body), Enabled = body.Value.Enabled ?? true }, ct), RuleResource.From);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<RuleBody>(ct);
        var (given, id) = (body.Value, call.Id(Kinds.Rule));
        var before = await call.AskAsync(new GetRule { Id = id }, ct);
        if (!before.Ok)
            return call.Problem(before.Failure);
        var old = before.Value.Definition;
        var definition = old with
        {
            Name = given.Name ?? old.Name,
            Trigger = given.Trigger ?? old.Trigger,
            Condition = body.Clear("condition").Contains("condition") ? null : given.Condition ?? old.Condition,
            DelayMinutes = given.DelayMinutes ?? old.DelayMinutes,
            BusinessDelay = given.BusinessDelay ?? old.BusinessDelay,
            Action = given.Action ?? old.Action,
        };
        return call.Answer(
            await call.RunAsync(new UpdateRule { Id = id, Definition = definition, Enabled = given.Enabled, IfVersion = call.Version(given.Version) ?? before.Value.Version }, ct), RuleResource.From);
    }

    private static async Task<IResult> DeleteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteRule { Id = call.Id(Kinds.Rule), IfVersion = call.Version() }, ct));

    private static async Task<IResult> TryAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new TryRule { Id = call.Id(Kinds.Rule), Days = call.Query.Number("days") ?? 30 }, ct), RuleTrialResource.From);

    private static async Task<IResult> TryDraftAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<RuleBody>(ct);
        return call.Answer(await call.AskAsync(new TryRule { Definition = Definition(body), Days = call.Query.Number("days") ?? 30 }, ct), RuleTrialResource.From);
    }

    private static RuleDefinition Definition(Body<RuleBody> body) => new()
    {
        Name = body.Needed(body.Value.Name, "name", ""),
        Trigger = body.Needed(body.Value.Trigger, "trigger", new RuleTrigger { Kind = "" }),
        Condition = body.Value.Condition,
        DelayMinutes = body.Value.DelayMinutes ?? 0,
        BusinessDelay = body.Value.BusinessDelay ?? false,
        Action = body.Needed(body.Value.Action, "action", new RuleAction { Kind = "" }),
    };
}
