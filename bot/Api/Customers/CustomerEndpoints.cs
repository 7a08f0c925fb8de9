using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Customers;

internal static class CustomerEndpoints
{
    private const string Tag = "Customers";

    public static void MapCustomers(this IEndpointRouteBuilder api)
    {
        var customers = api.MapGroup("/customers");
        customers.MapGet("", ListAsync).Describe("listCustomers", "List customers.", Tag).Lists<CustomerResource>(
            ["name", "createdAt", "updatedAt", "lastInteractionAt"],
            QueryParameter.Of<string>("search", "Part of a name or alias."),
            QueryParameter.Of<Reference>("owner", "Login, id or name of the owner; `me`."),
            QueryParameter.Of<Reference>("team", "Id or name of the owner's team."),
            QueryParameter.Of<Lifecycle>("lifecycle", "Where it stands."),
            QueryParameter.Of<string>("tag", "Has this tag."),
            QueryParameter.Of<string>("city", "In this city."),
            QueryParameter.Of<string>("industry", "In this industry."),
            QueryParameter.Of<Moment>("quietSince", "Without an interaction since then."));
        customers.MapPost("", CreateAsync).Describe("createCustomer", "Create a customer.", Tag).Creates<NewCustomer, CustomerResource>();
        customers.MapGet("/{id}", GetAsync).Describe("getCustomer", "Get a customer.", Tag).Gets<CustomerResource>();
        customers.MapPatch("/{id}", ChangeAsync).Describe("updateCustomer", "Change a customer.", Tag).Changes<CustomerChange, CustomerResource>();
        customers.MapDelete("/{id}", DeleteAsync).Describe("deleteCustomer", "Delete a customer and everything that hangs on it.", Tag).Deletes();
        customers.MapGet("/{id}/summary", SummaryAsync).Describe("getCustomerSummary", "Everything about a customer on one page.", Tag).Gets<CustomerSummaryResource>();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        return call.Page(
            await call.AskAsync(
                new ListCustomers
                {
                    Search = query.Text("search"),
                    OwnerId = await call.References.UserAsync(query.Reference("owner"), "owner", ct),
                    TeamId = await call.References.TeamAsync(query.Reference("team"), "team", ct),
                    Lifecycle = query.OneOf<Lifecycle>("lifecycle"),
                    Tag = query.Text("tag"),
                    City = query.Text("city"),
                    Industry = query.Text("industry"),
                    QuietSince = query.From("quietSince"),
                    Paging = query.Paging(),
                },
                ct),
            CustomerResource.From);
    }

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetCustomer { Id = call.Id(Kinds.Customer) }, ct), CustomerResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewCustomer>(ct);
        var given = body.Value;
        var owner = await call.References.UserAsync(given.Owner, "owner", ct);
        return call.Created(
            await call.RunAsync(
                new CreateCustomer
                {
                    Name = body.Needed(given.Name, "name", ""),
                    Aliases = given.Aliases ?? [],
                    Industry = given.Industry,
                    City = given.City,
                    Source = given.Source,
                    Lifecycle = given.Lifecycle ?? Lifecycle.Potential,
                    Tags = given.Tags ?? [],
                    Notes = given.Notes,
                    OwnerId = owner,
                    CreatedAt = given.CreatedAt,
                    AllowDuplicate = given.AllowDuplicate ?? false,
                },
                ct),
            CustomerResource.From);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<CustomerChange>(ct);
        var given = body.Value;
        var owner = await call.References.UserAsync(given.Owner, "owner", ct);
        return call.Answer(
            await call.RunAsync(
                new UpdateCustomer
                {
                    Id = call.Id(Kinds.Customer),
                    Name = given.Name,
                    Aliases = body.IsNull("aliases") ? [] : given.Aliases,
                    Industry = given.Industry,
                    City = given.City,
                    Source = given.Source,
                    Lifecycle = given.Lifecycle,
                    Tags = body.IsNull("tags") ? [] : given.Tags,
                    Notes = given.Notes,
                    OwnerId = owner,
                    Clear = [.. body.Clear("industry", "city", "source", "notes", "aliases", "tags").Except(["aliases", "tags"])],
                    IfVersion = call.Version(given.Version),
                },
                ct),
            CustomerResource.From);
    }

    private static async Task<IResult> DeleteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteCustomer { Id = call.Id(Kinds.Customer), IfVersion = call.Version() }, ct));

    private static async Task<IResult> SummaryAsync(ApiCall call, CancellationToken ct)
    {
        var summary = await call.AskAsync(new GetCustomerSummary { Id = call.Id(Kinds.Customer) }, ct);
        var zones = await Tasks.TaskZones.LoadAsync(call, summary.Ok ? summary.Value.OpenTasks : [], ct);
        return call.Answer(summary, view => CustomerSummaryResource.From(view, zones));
    }
}
