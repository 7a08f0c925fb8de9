using BotCrm.Bot.Api.Fields;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Duplicates;
using BotCrm.Core.Customers.Merging;
using BotCrm.Core.Customers.Segments;
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
            [
            QueryParameter.Of<string>("search", "Part of a name or alias."),
            QueryParameter.Of<Reference>("owner", "Login, id or name of the owner; `me`."),
            QueryParameter.Of<Reference>("team", "Id or name of the owner's team."),
            QueryParameter.Of<Lifecycle>("lifecycle", "Where it stands."),
            QueryParameter.Of<string>("tag", "Has this tag."),
            QueryParameter.Of<string>("city", "In this city."),
            QueryParameter.Of<string>("industry", "In this industry."),
            QueryParameter.Of<long>("segment", "Only of this segment."),
            QueryParameter.Of<Moment>("quietSince", "Without an interaction since then."),
            .. OwnFields.Filters(api, Kinds.Customer)]);
        customers.MapPost("", CreateAsync).Describe("createCustomer", "Create a customer.", Tag).Creates<NewCustomer, CustomerResource>();
        customers.MapGet("/{id}", GetAsync).Describe("getCustomer", "Get a customer.", Tag).Gets<CustomerResource>();
        customers.MapPatch("/{id}", ChangeAsync).Describe("updateCustomer", "Change a customer.", Tag).Changes<CustomerChange, CustomerResource>();
        customers.MapDelete("/{id}", DeleteAsync).Describe("deleteCustomer", "Delete a customer and everything that hangs on it.", Tag).Deletes();
        customers.MapGet("/{id}/duplicates", DuplicatesAsync).Describe("listDuplicates", "Customers that may be the same as this one, likeliest first.", Tag).Gets<DuplicatesResource>();
        customers.MapPost("/duplicates", FindDuplicatesAsync).Describe("findDuplicates", "Customers that may be the same as one that is not there yet.", Tag).Changes<DuplicateQuestion, DuplicatesResource>();
        customers.MapPost("/{id}/merge", MergeAsync).Describe("mergeCustomers", "Merge another customer into this one; `preview` only tells what would move.", Tag).Changes<MergeRequest, MergeResource>();
        customers.MapGet("/counts", CountAsync).Describe("countCustomers", "Count customers by the values of a field.", Tag).Filters(
            QueryParameter.Of<string>("by", $"One of: {string.Join(", ", CountCustomers.Groupings)}."),
            QueryParameter.Of<long>("segment", "Only of this segment.")).Produces<CustomerCounts>().Fails(400, 401, 403, 404, 429);
        customers.MapGet("/{id}/summary", SummaryAsync).Describe("getCustomerSummary", "Everything about a customer on one page.", Tag).Gets<CustomerSummaryResource>();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        return call.Page(
            await call.AskAsync(
                new ListCustomers
                {
                    Custom = query.Custom(),
                    Search = query.Text("search"),
                    OwnerId = await call.References.UserAsync(query.Reference("owner"), "owner", ct),
                    TeamId = await call.References.TeamAsync(query.Reference("team"), "team", ct),
                    Lifecycle = query.OneOf<Lifecycle>("lifecycle"),
                    Tag = query.Text("tag"),
                    City = query.Text("city"),
                    Industry = query.Text("industry"),
                    SegmentId = query.Id("segment"),
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
        var parent = await call.References.CustomerAsync(given.Parent, "parent", ct);
        return call.Created(
            await call.RunAsync(
                new CreateCustomer
                {
                    Custom = given.Custom,
                    Name = body.Needed(given.Name, "name", ""),
                    Aliases = given.Aliases ?? [],
                    Industry = given.Industry,
                    City = given.City,
                    Source = given.Source,
                    Lifecycle = given.Lifecycle ?? Lifecycle.Potential,
                    Tags = given.Tags ?? [],
                    Notes = given.Notes,
                    Profile = new CustomerProfile
                    {
                        RegistrationNumber = given.RegistrationNumber,
                        Website = given.Website,
                        EmailDomains = given.EmailDomains,
                        Phone = given.Phone,
                        Address = given.Address,
                        Country = given.Country,
                        Size = given.Size,
                        Employees = given.Employees,
                        AnnualRevenue = given.AnnualRevenue,
                        RevenueCurrency = given.RevenueCurrency,
                        Preferences = given.Preferences,
                        ParentId = parent,
                        Rating = given.Rating,
                        FoundedOn = given.FoundedOn,
                    },
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
        var parent = await call.References.CustomerAsync(given.Parent, "parent", ct);
        return call.Answer(
            await call.RunAsync(
                new UpdateCustomer
                {
                    Custom = given.Custom,
                    Id = call.Id(Kinds.Customer),
                    Name = given.Name,
                    Aliases = body.IsNull("aliases") ? [] : given.Aliases,
                    Industry = given.Industry,
                    City = given.City,
                    Source = given.Source,
                    Lifecycle = given.Lifecycle,
                    Tags = body.IsNull("tags") ? [] : given.Tags,
                    Notes = given.Notes,
                    Profile = new CustomerProfile
                    {
                        RegistrationNumber = given.RegistrationNumber,
                        Website = given.Website,
                        EmailDomains = given.EmailDomains,
                        Phone = given.Phone,
                        Address = given.Address,
                        Country = given.Country,
                        Size = given.Size,
                        Employees = given.Employees,
                        AnnualRevenue = given.AnnualRevenue,
                        RevenueCurrency = given.RevenueCurrency,
                        Preferences = given.Preferences,
                        ParentId = parent,
                        Rating = given.Rating,
                        FoundedOn = given.FoundedOn,
                    },
                    OwnerId = owner,
                    AllowDuplicate = given.AllowDuplicate ?? false,
                    // The core names a reference by its id.
                    Clear = [.. body.Clear(["industry", "city", "source", "notes", "aliases", "tags", "parent", .. CustomerProfile.Fields]).Except(["aliases", "tags"]).Select(static field => field == "parent" ? "parentId" : field)],
                    IfVersion = call.Version(given.Version),
                },
                ct),
            CustomerResource.From);
    }

    private static async Task<IResult> DeleteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteCustomer { Id = call.Id(Kinds.Customer), IfVersion = call.Version() }, ct));

    private static async Task<IResult> DuplicatesAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new FindDuplicates { CustomerId = call.Id(Kinds.Customer) }, ct), DuplicatesResource.From);

    private static async Task<IResult> FindDuplicatesAsync(ApiCall call, CancellationToken ct)
    {
        var given = (await call.BodyAsync<DuplicateQuestion>(ct)).Value;
        var question = new FindDuplicates
        {
            Name = given.Name,
            Aliases = given.Aliases ?? [],
            Profile = new CustomerProfile { RegistrationNumber = given.RegistrationNumber, Website = given.Website, EmailDomains = given.EmailDomains, Phone = given.Phone },
        };
        return call.Answer(await call.AskAsync(question, ct), DuplicatesResource.From);
    }

    private static async Task<IResult> MergeAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<MergeRequest>(ct);
        var source = await call.References.CustomerAsync(body.Value.Source, "source", ct);
        var merge = new MergeCustomers
        {
            TargetId = call.Id(Kinds.Customer),
            SourceId = body.Needed(source, "source"),
            FromSource = body.Value.FromSource ?? [],
            IfTargetVersion = call.Version(body.Value.Version),
            IfSourceVersion = body.Value.SourceVersion,
        };
        var merged = body.Value.Preview == true ? await call.TryAsync(merge, ct) : await call.RunAsync(merge, ct);
        return call.Answer(merged, result => MergeResource.From(result, CustomerResource.From(result.Target)));
    }

    private static async Task<IResult> CountAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new CountCustomers { By = call.Query.Text("by") ?? "", SegmentId = call.Query.Id("segment") }, ct), static groups => new CustomerCounts(groups));

    private static async Task<IResult> SummaryAsync(ApiCall call, CancellationToken ct)
    {
        var summary = await call.AskAsync(new GetCustomerSummary { Id = call.Id(Kinds.Customer) }, ct);
        var zones = await Tasks.TaskZones.LoadAsync(call, summary.Ok ? summary.Value.OpenTasks : [], ct);
        return call.Answer(summary, view => CustomerSummaryResource.From(view, zones));
    }
}
