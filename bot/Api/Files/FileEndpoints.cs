using System.Globalization;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer;

namespace BotCrm.Bot.Api.Files;

/// <summary>A file attached to a record, without its bytes. <c>recordKind</c> and <c>record</c> are null while it belongs to nothing yet.</summary>
internal sealed record FileResource(string Id, string? RecordKind, string? Record, string Name, string ContentType, long Size, string Sha256, string UploadedBy, DateTimeOffset CreatedAt, int Version) : IVersioned
{
    public static FileResource From(FileView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.RecordKind, view.RecordId?.ToString(CultureInfo.InvariantCulture), view.Name, view.ContentType, view.Size, view.Sha256, view.UploadedByLogin, view.CreatedAt, view.Version);
}

/// <summary>Attaches a file that belongs to nothing yet.</summary>
internal sealed record FileAttachment
{
    /// <summary>customer, contact, interaction, opportunity, ticket, task, quote, contract …</summary>
    public string? RecordKind { get; init; }

    public long? Record { get; init; }
}

internal static class FileEndpoints
{
    private const string Tag = "Files";

    public static void MapFiles(this IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/files");
        QueryParameter[] of = [QueryParameter.Of<string>("recordKind", "Kind of the record: customer, contact, interaction, opportunity, ticket, task …"), QueryParameter.Of<long>("record", "Id of the record.")];
        files.MapGet("", ListAsync).Describe("listFiles", "List a record's files; without a record, one's own that belong to nothing yet.", Tag).Filters(of).Produces<PageOf<FileResource>>().Fails(400, 401, 403, 404, 429);
        files.MapPost("", UploadAsync).Describe("uploadFile", "Upload a file: the body is the file as it is.", Tag)
            .Filters([QueryParameter.Of<string>("name", "Name of the file."), .. of])
            .Accepts<byte[]>("application/octet-stream").Produces<FileResource>(StatusCodes.Status201Created).Fails(400, 401, 403, 404, 413, 429);
        files.MapGet("/{id}", GetAsync).Describe("getFile", "Get what is known of a file.", Tag).Gets<FileResource>();
        files.MapPatch("/{id}", AttachAsync).Describe("attachFile", "Attach a file that belongs to nothing yet.", Tag).Changes<FileAttachment, FileResource>();
        files.MapGet("/{id}/content", ContentAsync).Describe("getFileContent", "Download a file.", Tag).Produces<byte[]>(200, "application/octet-stream").Fails(400, 401, 403, 404, 409, 429);
        files.MapDelete("/{id}", DeleteAsync).Describe("deleteFile", "Delete a file.", Tag).Deletes();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        var files = await call.AskAsync(new ListFiles { RecordKind = call.Query.Text("recordKind"), RecordId = call.Query.Id("record") }, ct);
        return call.Page(files.Ok ? new Page<FileView>(files.Value, null) : (Result<Page<FileView>>)files.Failure, FileResource.From);
    }

    private static async Task<IResult> UploadAsync(ApiCall call, CancellationToken ct)
    {
        var command = new UploadFile { Name = call.Query.Text("name") ?? "", RecordKind = call.Query.Text("recordKind"), RecordId = call.Query.Id("record"), Content = default };
        var content = await call.BytesAsync(call.Service<CrmOptions>().MaxFileBytes, ct);
        return call.Created(await call.RunAsync(command with { Content = content }, ct), FileResource.From);
    }

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetFile { Id = call.Id(Kinds.File) }, ct), FileResource.From);

    private static async Task<IResult> AttachAsync(ApiCall call, CancellationToken ct)
    {
        var id = call.Id(Kinds.File);
        var body = await call.BodyAsync<FileAttachment>(ct);
        var command = new AttachFile { Id = id, RecordKind = body.Needed(body.Value.RecordKind, "recordKind", ""), RecordId = body.Needed(body.Value.Record, "record") };
        return call.Answer(await call.RunAsync(command, ct), FileResource.From);
    }

    private static async Task<IResult> ContentAsync(ApiCall call, CancellationToken ct)
    {
        var request = new ExportRequest { File = call.Id(Kinds.File) };
        return call.Failure is { } failure ? call.Problem(failure) : call.File(await call.Service<IExports>().MakeAsync(call.Actor, ApiCall.Origin, request, ct));
    }

    private static async Task<IResult> DeleteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteFile { Id = call.Id(Kinds.File) }, ct));
}
