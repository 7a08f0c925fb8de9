using System.Globalization;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Reports;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Primitives;
using BotCrm.Core.Webhooks;

namespace BotCrm.Bot.Api.Webhooks;

/// <summary>An address that is told of changes. <c>secret</c> is told once, when it is made.</summary>
internal sealed record WebhookResource(
    string Id, string Name, string Address, IReadOnlyList<string> Kinds, string Owner, bool Enabled, int Waiting, DateTimeOffset? FailingSince, string? Secret, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version) : IVersioned
{
    public static WebhookResource From(WebhookView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.Name, view.Address, view.Kinds, view.OwnerLogin, view.Enabled, view.Waiting, view.FailingSince, view.Secret, view.CreatedAt, view.UpdatedAt, view.Version);
}

/// <summary>One change sent, or waiting to be (<c>nextAt</c>).</summary>
internal sealed record WebhookDeliveryResource(string Id, long Sequence, DateTimeOffset CreatedAt, int Attempts, int? Status, string? Error, DateTimeOffset? NextAt, DateTimeOffset? DeliveredAt)
{
    public static WebhookDeliveryResource From(WebhookDeliveryView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.Sequence, view.CreatedAt, view.Attempts, view.Status, view.Error, view.NextAt, view.DeliveredAt);
}

internal sealed record WebhookBody
{
    public string? Name { get; init; }

    /// <summary>https; without encryption only to this machine, in demo mode.</summary>
    public string? Address { get; init; }

    /// <summary>Kinds of records whose changes are told; all when not given.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    public bool? Enabled { get; init; }

    /// <summary>True: makes a new secret and tells it.</summary>
    public bool? NewSecret { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}

internal static class WebhookEndpoints
{
    private const string Tag = "Webhooks";

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var hooks = api.MapGroup("/webhooks");
        hooks.MapGet("", ListAsync).Describe("listWebhooks", "List webhooks.", Tag).Gets<RowsOf<WebhookResource>>();
        hooks.MapPost("", CreateAsync).Describe("createWebhook", "Tell an address of changes from now on.", Tag).Creates<WebhookBody, WebhookResource>();
        hooks.MapGet("/{id}", GetAsync).Describe("getWebhook", "Get a webhook.", Tag).Gets<WebhookResource>();
        hooks.MapPatch("/{id}", ChangeAsync).Describe("updateWebhook", "Change a webhook, switch it on or off, or give it a new secret.", Tag).Changes<WebhookBody, WebhookResource>();
        hooks.MapDelete("/{id}", DeleteAsync).Describe("deleteWebhook", "Delete a webhook.", Tag).Deletes();
        hooks.MapGet("/{id}/deliveries", DeliveriesAsync).Describe("listWebhookDeliveries", "What was sent and what waits, newest first.", Tag).Lists<WebhookDeliveryResource>([]);
        hooks.MapPost("/{id}/deliveries/{delivery}/redeliver", RedeliverAsync).Describe("redeliverWebhook", "Send a delivery once more.", Tag).Gets<WebhookDeliveryResource>();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new ListWebhooks(), ct), static hooks => new RowsOf<WebhookResource>([.. hooks.Select(WebhookResource.From)]));

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetWebhook { Id = call.Id(Kinds.Webhook) }, ct), WebhookResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<WebhookBody>(ct);
        var given = body.Value;
        return call.Created(
            await call.RunAsync(new CreateWebhook { Name = body.Needed(given.Name, "name", ""), Address = body.Needed(given.Address, "address", ""), Kinds = given.Kinds }, ct), WebhookResource.From);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var given = (await call.BodyAsync<WebhookBody>(ct)).Value;
        var change = new UpdateWebhook
        {
            Id = call.Id(Kinds.Webhook),
            Name = given.Name,
            Address = given.Address,
            Kinds = given.Kinds,
            Enabled = given.Enabled,
            NewSecret = given.NewSecret ?? false,
            IfVersion = call.Version(given.Version),
        };
        return call.Answer(await call.RunAsync(change, ct), WebhookResource.From);
    }

    private static async Task<IResult> DeleteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteWebhook { Id = call.Id(Kinds.Webhook), IfVersion = call.Version() }, ct));

    private static async Task<IResult> DeliveriesAsync(ApiCall call, CancellationToken ct) => call.Page(
        await call.AskAsync(new ListWebhookDeliveries { WebhookId = call.Id(Kinds.Webhook), Paging = call.Query.Paging(descending: true) }, ct), WebhookDeliveryResource.From);

    private static async Task<IResult> RedeliverAsync(ApiCall call, string delivery, CancellationToken ct)
    {
        if (!long.TryParse(delivery, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            call.Fail(new Failure("not_found", FailureKind.NotFound, "There is no such delivery."));
        return call.Answer(await call.RunAsync(new Redeliver { WebhookId = call.Id(Kinds.Webhook), DeliveryId = number }, ct), WebhookDeliveryResource.From);
    }
}
