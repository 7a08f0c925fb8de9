using System.Globalization;
using BotCrm.Bot.Api.Customers;
using BotCrm.Bot.Api.Fields;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Contacts;

internal static class ContactEndpoints
{
    private const string Tag = "Contacts";

    public static void MapContacts(this IEndpointRouteBuilder api)
    {
        var contacts = api.MapGroup("/contacts");
        contacts.MapGet("", ListAsync).Describe("listContacts", "List contacts.", Tag).Lists<ContactResource>(
            ["name", "createdAt"],
            [
            QueryParameter.Of<Reference>("customer", "Id or name of the customer."),
            QueryParameter.Of<string>("search", "Part of a name, or a whole phone number or e-mail address."),
            .. OwnFields.Filters(api, Kinds.Contact)]);
        contacts.MapPost("", CreateAsync).Describe("createContact", "Add a contact to a customer.", Tag).Creates<NewContact, ContactResource>();
        contacts.MapGet("/{id}", GetAsync).Describe("getContact", "Get a contact.", Tag).Gets<ContactResource>();
        contacts.MapPatch("/{id}", ChangeAsync).Describe("updateContact", "Change a contact.", Tag).Changes<ContactChange, ContactResource>();
        contacts.MapPost("/{id}/merge", MergeAsync).Describe("mergeContacts", "Merge another contact into this one; `preview` only tells what would move.", Tag).Changes<MergeRequest, MergeResource>();
        contacts.MapDelete("/{id}", DeleteAsync).Describe("deleteContact", "Delete a contact.", Tag).Deletes();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct) =>
        call.Page(
            await call.AskAsync(
                new ListContacts
                {
                    Custom = call.Query.Custom(),
                    CustomerId = await call.References.CustomerAsync(call.Query.Reference("customer"), "customer", ct),
                    Search = call.Query.Text("search"),
                    Paging = call.Query.Paging(),
                },
                ct),
            ContactResource.From);

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetContact { Id = call.Id(Kinds.Contact) }, ct), ContactResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewContact>(ct);
        var given = body.Value;
        var customer = await call.References.CustomerAsync(given.Customer, "customer", ct);
        return call.Created(
            await call.RunAsync(
                new AddContact
                {
                    Custom = given.Custom,
                    CustomerId = body.Needed(customer, "customer"),
                    Name = body.Needed(given.Name, "name", ""),
                    Title = given.Title,
                    Phone = given.Phone,
                    Email = given.Email,
                    WeChat = given.WeChat,
                    IdNumber = given.IdNumber,
                    Notes = given.Notes,
                    Profile = new ContactProfile
                    {
                        DecisionRole = given.DecisionRole,
                        PreferredChannel = given.PreferredChannel,
                        Language = given.Language,
                        DoNotContact = given.DoNotContact,
                        Birthday = given.Birthday,
                        Anniversary = given.Anniversary,
                    },
                    AllowDuplicate = given.AllowDuplicate ?? false,
                    CreatedAt = given.CreatedAt,
                },
                ct),
            ContactResource.From);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<ContactChange>(ct);
        var given = body.Value;
        return call.Answer(
            await call.RunAsync(
                new UpdateContact
                {
                    Custom = given.Custom,
                    Id = call.Id(Kinds.Contact),
                    Name = given.Name,
                    Title = given.Title,
                    Phone = given.Phone,
                    Email = given.Email,
                    WeChat = given.WeChat,
                    IdNumber = given.IdNumber,
                    Notes = given.Notes,
                    Profile = new ContactProfile
                    {
                        DecisionRole = given.DecisionRole,
                        PreferredChannel = given.PreferredChannel,
                        Language = given.Language,
                        DoNotContact = given.DoNotContact,
                        Birthday = given.Birthday,
                        Anniversary = given.Anniversary,
                    },
                    // The core names the field as its property is named.
                    Clear = [.. body.Clear(["title", "phone", "email", "wechat", "idNumber", "notes", .. ContactProfile.Fields]).Select(static field => field == "wechat" ? "weChat" : field)],
                    IfVersion = call.Version(given.Version),
                },
                ct),
            ContactResource.From);
    }

    private static async Task<IResult> MergeAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<MergeRequest>(ct);
        // A contact's name tells it at its customer only, so here it is its id.
        long? source = long.TryParse(body.Value.Source?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        var merge = new MergeContacts
        {
            TargetId = call.Id(Kinds.Contact),
            SourceId = body.Needed(source, "source"),
            FromSource = body.Value.FromSource ?? [],
            IfTargetVersion = call.Version(body.Value.Version),
            IfSourceVersion = body.Value.SourceVersion,
        };
        var merged = body.Value.Preview == true ? await call.TryAsync(merge, ct) : await call.RunAsync(merge, ct);
        return call.Answer(merged, result => MergeResource.From(result, ContactResource.From(result.Target)));
    }

    private static async Task<IResult> DeleteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteContact { Id = call.Id(Kinds.Contact), IfVersion = call.Version() }, ct));
}
