using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BotCrm.Bot.Api.Tokens;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.Net.Http.Headers;

namespace BotCrm.Bot.Api.Requests;

/// <summary>
/// One request of an authenticated user. What is wrong with the request is remembered (the first thing only), and from then on nothing is
/// run: an endpoint reads all it needs, runs its command, and answers, without looking at every step.
/// </summary>
internal sealed class ApiCall
{
    public static readonly Origin Origin = new("api");

    private readonly HttpContext http;

    private ApiCall(HttpContext http)
    {
        this.http = http;
        Actor = http.GetActor() ?? throw new InvalidOperationException("An endpoint of the API was reached without authentication.");
        Crm = http.RequestServices.GetRequiredService<ICrm>();
        Query = new QueryReader(http.Request.Query, Actor, Fail);
        References = new ReferenceResolver(this);
        Query.RefuseUnknown(http.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>());
    }

    public Actor Actor { get; }

    public ICrm Crm { get; }

    public QueryReader Query { get; }

    public ReferenceResolver References { get; }

    /// <summary>The first thing that is wrong with the request.</summary>
    public Failure? Failure { get; private set; }

    public T Service<T>()
        where T : notnull => http.RequestServices.GetRequiredService<T>();

    public TimeProvider Clock => http.RequestServices.GetRequiredService<TimeProvider>();

    /// <summary>How minimal APIs make one for an endpoint's parameter.</summary>
    [SuppressMessage("Design", "CA1024", Justification = "Called by the framework by this name.")]
    public static ValueTask<ApiCall?> BindAsync(HttpContext context) => ValueTask.FromResult<ApiCall?>(new ApiCall(context));

    public void Fail(Failure failure) => Failure ??= failure;

    /// <summary>The record's id in the path. What is no number is no record.</summary>
    public long Id(string kind)
    {
        var text = (string?)http.GetRouteValue("id") ?? "";
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return id;

        Fail(new Failure("not_found", FailureKind.NotFound, $"There is no {kind} '{(text.Length <= 40 ? text : text[..40] + "…")}'."));
        return 0;
    }

    public async Task<Body<T>> BodyAsync<T>(CancellationToken ct)
        where T : class, new()
    {
        if (Failure is not null)
            return new Body<T>(new T(), [], this);

        var read = await JsonBody.ReadAsync<T>(http.Request, http.RequestServices.GetRequiredService<ApiOptions>().MaxBodyBytes, ct);
        if (read.Ok)
            return new Body<T>(read.Value.Body, read.Value.Nulls, this);

        Fail(read.Failure);
        return new Body<T>(new T(), [], this);
    }

    /// <summary>A body that is a file, as it is.</summary>
    public async Task<ReadOnlyMemory<byte>> BytesAsync(int maxBytes, CancellationToken ct)
    {
        if (Failure is not null)
            return default;
        // The host's own limit is made for JSON.
        if (http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = maxBytes + 1024;
        var read = await JsonBody.ReadBytesAsync(http.Request, maxBytes, ct);
        if (read.Ok)
            return read.Value;
        Fail(read.Failure);
        return default;
    }

    /// <summary>Hands a file out: to be saved, never to be shown or run by a browser.</summary>
    public IResult File(Result<Core.Transfer.ExportFile> file) => file.Ok ? Transfer.Downloads.Send(http, file.Value) : Problem(file.Failure);

    /// <summary>The version that the client saw: header <c>If-Match: "3"</c>, else the field <c>version</c>.</summary>
    public int? Version(int? inBody = null)
    {
        var header = http.Request.Headers.IfMatch.ToString();
        if (http.Request.Headers.IfMatch.Count == 0 || header is "*")
            return inBody;
        if (int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            if (inBody is { } other && other != version)
                Fail(Failure.Invalid("two_versions", $"The header If-Match says version {version} and the body says {other}; send one of them.", "version"));
            return version;
        }

        Fail(Failure.Invalid("wrong_type", "The header If-Match must be the ETag of the record, such as \"3\".", "If-Match"));
        return null;
    }

    public async Task<Result<T>> AskAsync<T>(Query<T> query, CancellationToken ct) =>
        Failure is { } failure ? failure : await Crm.AskAsync(Actor, Origin, query, ct);

    /// <summary>Runs commands in one transaction; each is given the version to check, which is only the first one's business.</summary>
    public async Task<Result<T>> RunAsync<T>(int? version, IReadOnlyList<Func<int?, Command<T>>> commands, CancellationToken ct)
    {
        if (Failure is { } failure)
            return failure;

        await using var session = await Crm.OpenWriteAsync(Actor, Origin, ct);
        Result<T> result = default;
        for (var i = 0; i < commands.Count; i++)
        {
            result = await session.RunAsync(commands[i](i == 0 ? version : null), ct);
            if (!result.Ok)
                return result;
        }

        if (await session.CommitAsync(ct) is { } changeSet)
            http.Response.Headers["Change-Set"] = changeSet.ToString(CultureInfo.InvariantCulture);
        return result;
    }

    /// <summary>What a command would do: it is run and thrown away.</summary>
    public async Task<Result<T>> TryAsync<T>(Command<T> command, CancellationToken ct)
    {
        if (Failure is { } failure)
            return failure;

        await using var session = await Crm.OpenWriteAsync(Actor, Origin, ct);
        return await session.RunAsync(command, ct);
    }

    public Task<Result<T>> RunAsync<T>(Command<T> command, CancellationToken ct) => RunAsync<T>(null, [_ => command], ct);

    public IResult Page<TView, TResource>(Result<Page<TView>> page, Func<TView, TResource> shape) =>
        page.Ok ? Results.Json(new PageOf<TResource>([.. page.Value.Items.Select(shape)], page.Value.Next), ApiJson.Options) : Problem(page.Failure);

    public IResult Answer<TView, TResource>(Result<TView> result, Func<TView, TResource> shape, int status = StatusCodes.Status200OK)
    {
        if (!result.Ok)
            return Problem(result.Failure);

        var resource = shape(result.Value);
        if (resource is IVersioned versioned)
        {
            http.Response.Headers.ETag = new EntityTagHeaderValue($"\"{versioned.Version.ToString(CultureInfo.InvariantCulture)}\"").ToString();
            if (status == StatusCodes.Status201Created)
                http.Response.Headers.Location = $"{http.Request.PathBase}{http.Request.Path.Value!.TrimEnd('/')}/{versioned.Id}";
        }

        return Results.Json(resource, ApiJson.Options, statusCode: status);
    }

    public IResult Created<TView, TResource>(Result<TView> result, Func<TView, TResource> shape) =>
        Answer(result, shape, StatusCodes.Status201Created);

    public IResult Gone<TView>(Result<TView> result) => result.Ok ? Results.NoContent() : Problem(result.Failure);

    public IResult Problem(Failure failure) =>
        Problems.From(failure, failure.Code == "version_changed" && http.Request.Headers.IfMatch.Count > 0);
}

/// <summary>A resource with the number of its version, for ETag and conflict checks.</summary>
internal interface IVersioned
{
    string Id { get; }

    int Version { get; }
}

/// <summary>A page of a list; <paramref name="Next"/> goes into <c>after</c> for the next one, null on the last.</summary>
internal sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next);
