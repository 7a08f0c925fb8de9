using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer;
using BotCrm.Core.Transfer.Mapping;
using BotCrm.Core.Transfer.Reading;

namespace BotCrm.Bot.Api.Transfer;

/// <summary>Upload, look at the mapping, check, start, fetch the result, undo.</summary>
internal static class ImportEndpoints
{
    private const string Tag = "Imports";
    private const string Kind = "import";

    public static void MapImports(this IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/imports");
        imports.MapGet("", ListAsync).Describe("listImports", "List the newest imports.", Tag).Filters().Produces<PageOf<ImportResource>>().Fails(400, 401, 403, 429);
        imports.MapPost("", CreateAsync).Describe("createImport", "Upload an Excel or CSV file; its mapping is guessed and nothing is imported yet.", Tag)
            .Filters(
                QueryParameter.Of<string>("fileName", "Name of the file."),
                QueryParameter.Of<string>("kind", $"What the rows are: {string.Join(", ", ImportFields.KindNames)}; guessed when not given."),
                QueryParameter.Of<string>("sheet", "Which sheet; the first with rows when not given."),
                QueryParameter.Of<string>("template", "Name of a saved mapping."),
                QueryParameter.Of<DuplicatePolicy>("duplicates", "What is done with rows that are in the CRM already."))
            .Accepts<byte[]>("application/octet-stream").Produces<ImportResource>(StatusCodes.Status201Created).Fails(400, 401, 403, 413, 429);
        imports.MapGet("/{id}", GetAsync).Describe("getImport", "Get an import with its mapping and figures.", Tag).Gets<ImportResource>();
        imports.MapPatch("/{id}", ChangeAsync).Describe("changeImport", "Change the mapping of an import that waits.", Tag).Changes<ImportChange, ImportResource>();
        imports.MapPost("/{id}/check", CheckAsync).Describe("checkImport", "Try it: every row is imported and rolled back, in the background.", Tag).Acts();
        imports.MapPost("/{id}/start", StartAsync).Describe("startImport", "Start it, in the background.", Tag).Acts();
        imports.MapPost("/{id}/cancel", CancelAsync).Describe("cancelImport", "Stop it.", Tag).Acts();
        imports.MapPost("/{id}/undo", UndoAsync).Describe("undoImport", "Take it back as one, in the background.", Tag).Takes<UndoOfImport>().Acts();
        imports.MapPost("/{id}/template", SaveTemplateAsync).Describe("saveImportTemplate", "Keep its mapping under a name.", Tag).Takes<NewImportTemplate>().Produces<ImportTemplateResource>().Fails(400, 401, 403, 404, 413, 415, 429);
        imports.MapGet("/{id}/rows", RowsAsync).Describe("listImportRows", "What became of its rows; after a check, of those with something to say.", Tag)
            .Filters(
                QueryParameter.Of<RowOutcome>("outcome", "Only rows that came to this."),
                QueryParameter.Of<int>("limit", $"How many at most, 1 to {ListImportRows.MaxLimit} (100 when not given)."),
                QueryParameter.Of<string>("after", "Cursor: the `next` of the page before."))
            .Produces<PageOf<ImportRowResource>>().Fails(400, 401, 403, 404, 429);
        imports.MapGet("/{id}/result", ResultAsync).Describe("getImportResult", "The row results as a file.", Tag)
            .Filters(QueryParameter.Of<ExportFormat>("format", "xlsx or csv (xlsx when not given).")).Produces<byte[]>(200, "application/octet-stream").Fails(400, 401, 403, 404, 429);
        api.MapGet("/import-templates", TemplatesAsync).Describe("listImportTemplates", "List the saved mappings.", Tag).Filters().Produces<PageOf<ImportTemplateResource>>().Fails(400, 401, 403, 429);
    }

    private static RouteHandlerBuilder Acts(this RouteHandlerBuilder route) => route.Produces<ImportResource>().Fails(400, 401, 403, 404, 409, 429);

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct) =>
        call.Page(Whole(await call.AskAsync(new ListImports(), ct)), ImportResource.From);

    private static async Task<IResult> TemplatesAsync(ApiCall call, CancellationToken ct) =>
        call.Page(Whole(await call.AskAsync(new ListImportTemplates(), ct)), ImportTemplateResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var command = new CreateImport
        {
            FileName = query.Text("fileName"),
            Kind = query.Text("kind"),
            Sheet = query.Text("sheet"),
            Template = query.Text("template"),
            Policy = query.OneOf<DuplicatePolicy>("duplicates"),
        };
        var content = await call.BytesAsync(TableLimits.FileBytes, ct);
        return call.Created(await call.RunAsync(command with { Content = content }, ct), ImportResource.From);
    }

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetImport { Id = call.Id(Kind) }, ct), ImportResource.From);

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var id = call.Id(Kind);
        var given = (await call.BodyAsync<ImportChange>(ct)).Value;
        return call.Answer(
            await call.RunAsync(
                new ChangeImport
                {
                    Id = id,
                    Kind = given.Kind,
                    Sheet = given.Sheet,
                    Columns = given.Columns ?? [],
                    Policy = given.Duplicates,
                    CreateCustomers = given.CreateCustomers,
                    DateOrder = given.DateOrder,
                    DecimalMark = given.DecimalMark,
                    Source = given.Source,
                },
                ct),
            ImportResource.From);
    }

    private static Task<IResult> CheckAsync(ApiCall call, CancellationToken ct) => ActAsync(call, new CheckImport { Id = call.Id(Kind) }, ct);

    private static Task<IResult> StartAsync(ApiCall call, CancellationToken ct) => ActAsync(call, new StartImport { Id = call.Id(Kind) }, ct);

    private static async Task<IResult> CancelAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.RunAsync(new CancelImport { Id = call.Id(Kind) }, ct), ImportResource.From);

    private static async Task<IResult> UndoAsync(ApiCall call, CancellationToken ct)
    {
        var id = call.Id(Kind);
        var given = (await call.BodyAsync<UndoOfImport>(ct)).Value;
        return await ActAsync(call, new UndoImport { Id = id, LeaveChanged = given.LeaveChanged ?? false }, ct);
    }

    /// <summary>A small file is done before the answer; a large one goes on behind it.</summary>
    private static async Task<IResult> ActAsync(ApiCall call, Core.Command<ImportView> command, CancellationToken ct)
    {
        var result = await call.RunAsync(command, ct);
        if (!result.Ok)
            return call.Problem(result.Failure);
        await call.Service<IImportRuns>().RunNowAsync(result.Value.Id, ct);
        return call.Answer(await call.AskAsync(new GetImport { Id = result.Value.Id }, ct), ImportResource.From);
    }

    private static async Task<IResult> SaveTemplateAsync(ApiCall call, CancellationToken ct)
    {
        var id = call.Id(Kind);
        var body = await call.BodyAsync<NewImportTemplate>(ct);
        return call.Answer(await call.RunAsync(new SaveImportTemplate { ImportId = id, Name = body.Needed(body.Value.Name, "name", "") }, ct), ImportTemplateResource.From);
    }

    private static async Task<IResult> RowsAsync(ApiCall call, CancellationToken ct)
    {
        var limit = call.Query.Number("limit") ?? 100;
        if (limit is < 1 or > ListImportRows.MaxLimit)
            call.Fail(Failure.Invalid("out_of_range", $"'limit' must be from 1 to {ListImportRows.MaxLimit}.", "limit"));
        return call.Page(
            await call.AskAsync(new ListImportRows { Id = call.Id(Kind), Outcome = call.Query.OneOf<RowOutcome>("outcome"), Limit = limit, After = call.Query.Text("after") }, ct),
            ImportRowResource.From);
    }

    private static async Task<IResult> ResultAsync(ApiCall call, CancellationToken ct)
    {
        var request = new ExportRequest { ImportRows = call.Id(Kind), Format = call.Query.OneOf<ExportFormat>("format") ?? ExportFormat.Xlsx, Language = call.Actor.Language };
        return call.Failure is { } failure ? call.Problem(failure) : call.File(await call.Service<IExports>().MakeAsync(call.Actor, ApiCall.Origin, request, ct));
    }

    private static Result<Page<T>> Whole<T>(Result<IReadOnlyList<T>> items) => items.Ok ? new Page<T>(items.Value, null) : items.Failure;
}
