using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace BotCrm.Bot.Channels.WebChat;

/// <summary>The page and its files, as <c>bot/web</c> bundled them into <c>wwwroot/dist</c>.</summary>
internal static class WebChatPage
{
    private const string NotBuilt =
        "The chat page was not built (it needs Node.js 20 or later at build time). The bot at /api/messages and the API at /api/v1 work. "
        + "To have the page, install Node.js and run: dotnet build bot\n\n"
        + "聊天页面尚未构建(构建时需要 Node.js 20 或更高版本)。/api/messages 和 /api/v1 可正常使用。如需页面,请安装 Node.js 后运行:dotnet build bot\n";

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
    };

    public static async Task<IResult> ShowAsync(HttpContext context, IWebHostEnvironment environment, CancellationToken ct)
    {
        var file = environment.WebRootFileProvider.GetFileInfo("dist/index.html");
        if (!file.Exists)
            return Results.Text(NotBuilt, "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable);

        string page;
        await using (var stream = file.CreateReadStream())
        {
            using var reader = new StreamReader(stream);
            page = await reader.ReadToEndAsync(ct);
        }

        // Web Chat writes style sheets while it runs; with the nonce it may, and nobody else.
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = Policy(context.Request, nonce);
        SetCommon(headers);
        return Results.Text(page.Replace("%NONCE%", nonce, StringComparison.Ordinal), "text/html; charset=utf-8");
    }

    /// <summary>A file whose name carries the hash of its content, compressed as the browser takes it.</summary>
    public static IResult Send(HttpContext context, string name, IWebHostEnvironment environment)
    {
        if (!Types.TryGetValue(Path.GetExtension(name), out var type) || name.AsSpan().ContainsAny('/', '\\', '%') || name.StartsWith('.'))
            return Results.NotFound();
        var files = environment.WebRootFileProvider;
        if (files.GetFileInfo("dist/" + name) is not { Exists: true } plain)
            return Results.NotFound();

        var (file, encoding) = Choose(context.Request, files, name, plain);
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        SetCommon(headers);
        return Results.Stream(file.CreateReadStream(), type);
    }

    private static (IFileInfo File, string? Encoding) Choose(HttpRequest request, IFileProvider files, string name, IFileInfo plain)
    {
        var taken = request.GetTypedHeaders().AcceptEncoding.Where(e => e.Quality is not 0).Select(e => e.Value.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (encoding, extension) in ((string, string)[])[("br", ".br"), ("gzip", ".gz")])
        {
            if (taken.Contains(encoding) && files.GetFileInfo("dist/" + name + extension) is { Exists: true } compressed)
                return (compressed, encoding);
        }

        return (plain, null);
    }

    /// <summary>
    /// Everything from here, nothing from elsewhere. Charts are pictures in data: addresses. The hash is that of an empty style sheet, which
    /// one of Web Chat's packages adds without the nonce before it fills it by script.
    /// </summary>
    private static string Policy(HttpRequest request, string nonce) =>
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + $"script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'nonce-{nonce}' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src 'self' data: blob:; font-src 'self'; "
        // 'self' does not cover ws: in every browser.
        + $"connect-src 'self' {(request.IsHttps ? "wss" : "ws")}://{request.Host}";

    private static void SetCommon(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
