using System.Globalization;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Knowledge;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Knowledge;

internal static class ArticleEndpoints
{
    private const string Tag = "Knowledge";

    public static void MapArticles(this IEndpointRouteBuilder api)
    {
        var articles = api.MapGroup("/articles");
        articles.MapGet("", ListAsync).Describe("listArticles", "List articles and talk tracks; approved ones unless a status is given.", Tag).Lists<ArticleResource>(
            ["title", "updatedAt"],
            QueryParameter.Of<string>("search", "Words of title, text or tags."),
            QueryParameter.Of<ArticleKind>("kind", "Which sort."),
            QueryParameter.Of<string>("language", "Language tag."),
            QueryParameter.Of<ArticleStatus>("status", "Which state."),
            QueryParameter.Of<long>("article", "All revisions of this article."));
        articles.MapPost("", CreateAsync).Describe("createArticle", "Write an article as a draft.", Tag).Creates<ArticleBody, ArticleResource>();
        articles.MapGet("/{id}", GetAsync).Describe("getArticle", "Get one revision of an article.", Tag).Gets<ArticleResource>();
        articles.MapPatch("/{id}", ChangeAsync).Describe("editArticle", "Change a draft; of an approved article this makes a new draft.", Tag).Changes<ArticleBody, ArticleResource>();
        articles.MapPost("/{id}/approve", ApproveAsync).Describe("approveArticle", "Approve a draft.", Tag).Gets<ArticleResource>().Fails(409, 412);
        articles.MapPost("/{id}/retire", RetireAsync).Describe("retireArticle", "Take an article out of use.", Tag).Gets<ArticleResource>().Fails(409, 412);
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var list = new ListArticles
        {
            Search = query.Text("search"),
            Kind = query.OneOf<ArticleKind>("kind"),
            Language = query.Text("language"),
            Status = query.OneOf<ArticleStatus>("status"),
            ArticleId = query.Id("article"),
            Paging = query.Paging(),
        };
        return call.Page(await call.AskAsync(list, ct), ArticleResource.From);
    }

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetArticle { Id = call.Id(Kinds.Article) }, ct), ArticleResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<ArticleBody>(ct);
        var given = body.Value;
        var create = new CreateArticle
        {
            Title = body.Needed(given.Title, "title", ""),
            Body = body.Needed(given.Body, "body", ""),
            Kind = given.Kind ?? ArticleKind.Knowledge,
            Language = given.Language,
            Tags = given.Tags ?? [],
        };
        return call.Created(await call.RunAsync(create, ct), ArticleResource.From);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var given = (await call.BodyAsync<ArticleBody>(ct)).Value;
        if (given.Kind is not null)
            call.Fail(Failure.Invalid("fixed_field", "'kind' of an article stays as it was made.", "kind"));
        var edit = new EditArticle { Id = call.Id(Kinds.Article), Title = given.Title, Body = given.Body, Language = given.Language, Tags = given.Tags, IfVersion = call.Version(given.Version) };
        return call.Answer(await call.RunAsync(edit, ct), ArticleResource.From);
    }

    private static async Task<IResult> ApproveAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.RunAsync(new ApproveArticle { Id = call.Id(Kinds.Article), IfVersion = call.Version() }, ct), ArticleResource.From);

    private static async Task<IResult> RetireAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.RunAsync(new RetireArticle { Id = call.Id(Kinds.Article), IfVersion = call.Version() }, ct), ArticleResource.From);
}

/// <param name="Article">What all revisions share.</param>
internal sealed record ArticleResource(
    string Id,
    string Article,
    int Revision,
    string Title,
    string Body,
    ArticleKind Kind,
    string Language,
    IReadOnlyList<string> Tags,
    ArticleStatus Status,
    string AuthorName,
    string? ApprovedByName,
    DateTimeOffset? ApprovedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version) : IVersioned
{
    public static ArticleResource From(ArticleView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.ArticleId.ToString(CultureInfo.InvariantCulture), view.Revision, view.Title, view.Body, view.Kind, view.Language, view.Tags,
        view.Status, view.AuthorName, view.ApprovedByName, view.ApprovedAt, view.CreatedAt, view.UpdatedAt, view.Version);
}

internal sealed record ArticleBody
{
    public string? Title { get; init; }

    /// <summary>Markdown.</summary>
    public string? Body { get; init; }

    public ArticleKind? Kind { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public int? Version { get; init; }
}
