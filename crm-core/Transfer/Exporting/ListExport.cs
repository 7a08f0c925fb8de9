using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotCrm.Core.Access;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer.Exporting;

namespace BotCrm.Core.Transfer;

/// <summary>Writes a list to its end, page by page.</summary>
internal static class ListExport
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string NameOf(ExportRequest request, CrmSession session) =>
        string.Create(CultureInfo.InvariantCulture, $"{request.List}{(request.ImportRows is { } id ? "-" + id : "")}-{session.Today:yyyy-MM-dd}.{(request.Format == ExportFormat.Csv ? "csv" : "xlsx")}");

    public static string ContentTypeOf(ExportFormat format) =>
        format == ExportFormat.Csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static Task<Result<int>> WriteAsync(CrmSession session, ExportRequest request, Stream stream, CancellationToken ct) => request switch
    {
        { Customers: { } list } => WriteAsync(session, request, stream, [.. ExportColumns.Customers, .. Own<Customers.CustomerView>(session, Kinds.Customer, one => one.Custom)], list.Paging, paging => list with { Paging = paging }, ct),
        { Contacts: { } list } => WriteAsync(session, request, stream, [.. ExportColumns.Contacts, .. Own<Contacts.ContactView>(session, Kinds.Contact, one => one.Custom)], list.Paging, paging => list with { Paging = paging }, ct),
        { Opportunities: { } list } => WriteAsync(session, request, stream, [.. ExportColumns.Opportunities, .. Own<Opportunities.OpportunityView>(session, Kinds.Opportunity, one => one.Custom)], list.Paging, paging => list with { Paging = paging }, ct),
        { Interactions: { } list } => WriteAsync(session, request, stream, ExportColumns.Interactions, list.Paging, paging => list with { Paging = paging }, ct),
        { Tickets: { } list } => WriteAsync(session, request, stream, [.. ExportColumns.Tickets, .. Own<Tickets.TicketView>(session, Kinds.Ticket, one => one.Custom)], list.Paging, paging => list with { Paging = paging }, ct),
        { Tasks: { } list } => WriteAsync(session, request, stream, ExportColumns.Tasks, list.Paging, paging => list with { Paging = paging }, ct),
        { Quotes: { } list } => WriteAsync(session, request, stream, ExportColumns.Quotes, list.Paging, paging => list with { Paging = paging }, ct),
        { Contracts: { } list } => WriteAsync(session, request, stream, ExportColumns.Contracts, list.Paging, paging => list with { Paging = paging }, ct),
        { Payments: { } list } => WriteAsync(session, request, stream, ExportColumns.Payments, list.Paging, paging => list with { Paging = paging }, ct),
        { Segments: { } list } => WriteAsync(session, request, stream, ExportColumns.Segments, list.Paging, paging => list with { Paging = paging }, ct),
        { ImportRows: { } id } => WriteAsync(session, request, stream, ExportColumns.ImportRows, Paging.Default, paging => new ListImportRows { Id = id, Limit = ListImportRows.MaxLimit, After = paging.After }, ct),
        _ => Task.FromResult<Result<int>>(Failure.Invalid("nothing_to_export", "Say which list is to be exported.", "list")),
    };

    /// <summary>The company's own fields that the role sees, under their names.</summary>
    private static IEnumerable<ExportColumn<T>> Own<T>(CrmSession session, string noun, Func<T, IReadOnlyDictionary<string, object>> values) =>
        session.Fields.Of(noun).Where(field => session.Actor.SeesField(field.RightsName)).Select(field => new ExportColumn<T>(field.Name.En, field.Name.Zh, one => Cell(values(one).GetValueOrDefault(field.Code))));

    private static object? Cell(object? value) => value is IReadOnlyList<string> texts ? string.Join("; ", texts) : value;

    private static async Task<Result<int>> WriteAsync<T>(
        CrmSession session, ExportRequest request, Stream stream, IReadOnlyList<ExportColumn<T>> columns, Paging paging, Func<Paging, Query<Page<T>>> query, CancellationToken ct)
    {
        var rows = 0;
        string? after = null;
        // The first page before the file: what is refused leaves none behind.
        var page = await session.AskAsync(query(paging with { Limit = Paging.MaxLimit, After = null, CountTotal = false }), ct);
        if (!page.Ok)
            return page.Failure;
        using var writer = TableWriter.To(stream, request.Format, session.Actor.TimeZone);
        writer.Write([.. columns.Select(column => column.Header(request.Language))], header: true);
        while (true)
        {
            foreach (var item in page.Value.Items)
                writer.Write([.. columns.Select(column => column.Value(item))]);
            rows += page.Value.Items.Count;
            after = page.Value.Next;
            if (after is null)
                return rows;
            ct.ThrowIfCancellationRequested();
            page = await session.AskAsync(query(paging with { Limit = Paging.MaxLimit, After = after, CountTotal = false }), ct);
            if (!page.Ok)
                return page.Failure;
        }
    }
}
