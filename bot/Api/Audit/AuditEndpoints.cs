using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;

namespace BotCrm.Bot.Api.Audit;

internal static class AuditEndpoints
{
    private const string Tag = "Audit";

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ListAsync).Describe("listAudit", "The change feed, oldest first. `next` is always good for asking again later; the end is reached when `items` is empty.", Tag).Filters(
            QueryParameter.Of<string>("entity", "Changes of this kind of record: user, team, customer, contact, interaction, opportunity, ticket, task."),
            QueryParameter.Of<long>("id", "Changes of the record with this id (together with `entity`)."),
            QueryParameter.Of<string>("actor", "Changes by this login."),
            QueryParameter.Of<string>("conversation", "Changes made in this conversation."),
            QueryParameter.Of<string>("channel", "What came through this channel: api, webchat, msteams, command …"),
            QueryParameter.Of<string>("operation", "create, update, delete (each also with undo_ in front), read, sign_in, sign_in_failed, export, import, erase, bulk."),
            QueryParameter.Of<long>("changeSet", "Changes of this change set."),
            QueryParameter.Of<Moment>("from", "Made then or later."),
            QueryParameter.Of<Moment>("to", "Made before this instant, or until the end of this day."),
            QueryParameter.Of<int>("limit", "How many items at most, 1 to 200 (50 when not given)."),
            QueryParameter.Of<string>("after", "Cursor: the `next` of the answer before.")).Gets<PageOf<AuditResource>>();
        api.MapGet("/audit/verify", VerifyAsync).Describe("verifyAudit", "Check the hash chain (administrators).", Tag).Gets<VerificationResource>();
        api.MapGet("/background", BackgroundAsync).Describe("listBackground", "How backups and what else the program does by itself are going (administrators).", Tag).Gets<IReadOnlyList<BackgroundState>>();
        api.MapGet("/background/writers", WritersAsync).Describe("getWriters", "How long writers have waited for one another in this instance, this minute and the one before, in milliseconds (administrators).", Tag).Gets<WriterFigures>();
        api.MapPost("/undo", UndoAsync).Describe("undo", "Take back a change set.", Tag).Changes<UndoBody, ChangeSetResource>();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var feed = await call.AskAsync(
            new ReadAudit
            {
                Entity = query.Text("entity"),
                EntityId = query.Id("id"),
                Actor = query.Text("actor"),
                Conversation = query.Text("conversation"),
                Channel = query.Text("channel"),
                Operation = query.Text("operation"),
                ChangeSetId = query.Id("changeSet"),
                From = query.From("from"),
                To = query.To("to"),
                Paging = query.Paging(),
            },
            ct);

        var images = await AuditImages.LoadAsync(call, feed.Ok ? feed.Value.Items : [], ct);

        // A feed has no last page: who has read it all asks again with the same cursor for what comes next.
        return call.Page(
            feed.Ok ? feed.Value with { Next = feed.Value.Next ?? (feed.Value.Items is [.., var newest] ? newest.Cursor : null) ?? query.Text("after") } : feed,
            entry => AuditResource.From(entry, images));
    }

    private static async Task<IResult> VerifyAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new VerifyAudit(), ct), VerificationResource.From);

    private static async Task<IResult> BackgroundAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetBackgroundState(), ct), static states => states);

    private static async Task<IResult> WritersAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetWriterFigures(), ct), static figures => figures);

    private static async Task<IResult> UndoAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<UndoBody>(ct);
        if (body.Needed(body.Value.ChangeSet, "changeSet", new Reference("")).Id("changeSet") is not { } id)
        {
            call.Fail(Failure.Invalid("wrong_type", "'changeSet' must be the id of a change set.", "changeSet"));
            id = 0;
        }

        return call.Answer(await call.RunAsync(new UndoChangeSet { Id = id }, ct), ChangeSetResource.From);
    }
}
