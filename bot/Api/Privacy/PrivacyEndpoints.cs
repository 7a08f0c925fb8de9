using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Consents;
using BotCrm.Core.Privacy.Erasure;
using BotCrm.Core.Privacy.Export;

namespace BotCrm.Bot.Api.Privacy;

internal static class PrivacyEndpoints
{
    private const string Tag = "Privacy";

    public static void MapPrivacy(this IEndpointRouteBuilder api)
    {
        var contact = api.MapGroup("/contacts/{id}");
        var format = QueryParameter.Of<string>("format", "json (when not given) or html.");
        contact.MapGet("/export", (ApiCall call, CancellationToken ct) => ExportAsync(call, Kinds.Contact, ct))
            .Describe("exportContact", "Everything that is kept about a person. The audit tells of it.", Tag).Filters(format).Gets<object>();
        api.MapGet("/users/{id}/export", (ApiCall call, CancellationToken ct) => ExportAsync(call, Kinds.User, ct))
            .Describe("exportUser", "Everything that is kept about a user: oneself, or anybody for administrators.", Tag).Filters(format).Gets<object>();
        contact.MapPost("/erase", EraseAsync).Describe("eraseContact", "Forget a person for good (administrators). Without `confirm` it is a preview; with it, it cannot be undone.", Tag).Changes<EraseBody, ErasureResource>();
        api.MapPost("/users/{id}/erase", EraseUserAsync).Describe(
            "eraseUser", "Forget a user for good who has left, and hand over what the user looked after (administrators). Without `confirm` it is a preview; with it, it cannot be undone.", Tag).Changes<EraseUserBody, UserErasureResource>();
        contact.MapGet("/consents", ListAsync).Describe("listConsents", "What a person agreed to and took back, newest first.", Tag).Gets<IReadOnlyList<ConsentResource>>();
        contact.MapPost("/consents", RecordAsync).Describe("recordConsent", "Write down a consent, or with `given` false its withdrawal.", Tag).Creates<NewConsent, ConsentResource>();
    }

    private static async Task<IResult> ExportAsync(ApiCall call, string kind, CancellationToken ct)
    {
        var format = call.Query.Text("format");
        if (format is not (null or "json" or "html"))
            call.Fail(Failure.Invalid("unknown_value", "format must be json or html.", "format"));
        var export = await call.RunAsync(new ExportPerson { Kind = kind, Id = call.Id(kind) }, ct);
        if (!export.Ok)
            return call.Answer(export, static one => one);
        return format == "html" ? Results.Text(export.Value.ToHtml(), "text/html; charset=utf-8") : Results.Text(export.Value.ToJson(), "application/json");
    }

    private static async Task<IResult> EraseAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<EraseBody>(ct);
        var confirmed = body.Value.Confirm == true;
        var command = new ErasePerson { ContactId = call.Id(Kinds.Contact) };
        var report = confirmed ? await call.RunAsync(command, ct) : await call.TryAsync(command, ct);
        return call.Answer(report, view => ErasureResource.From(view, confirmed));
    }

    private static async Task<IResult> EraseUserAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<EraseUserBody>(ct);
        var confirmed = body.Value.Confirm == true;
        var command = new EraseUser { UserId = call.Id(Kinds.User), SuccessorId = await call.References.UserAsync(body.Value.Successor, "successor", ct) };
        var report = confirmed ? await call.RunAsync(command, ct) : await call.TryAsync(command, ct);
        return call.Answer(report, view => UserErasureResource.From(view, confirmed));
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new ListConsents { ContactId = call.Id(Kinds.Contact) }, ct), static consents => consents.Select(ConsentResource.From).ToList());

    private static async Task<IResult> RecordAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewConsent>(ct);
        var given = body.Value;
        var (contact, purpose) = (call.Id(Kinds.Contact), body.Needed(given.Purpose, "purpose", ""));
        var result = given.Given == false
            ? await call.RunAsync(new WithdrawConsent { ContactId = contact, Purpose = purpose, Channel = given.Channel, At = given.At, Proof = given.Proof }, ct)
            : await call.RunAsync(new RecordConsent { ContactId = contact, Purpose = purpose, Channel = given.Channel, At = given.At, Proof = given.Proof, ProofFileId = given.ProofFile?.Id(Kinds.File) }, ct);
        return call.Answer(result, ConsentResource.From, StatusCodes.Status201Created);
    }
}
