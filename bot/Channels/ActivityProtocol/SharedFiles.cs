using System.Net;
using BotCrm.Bot.Reach;
using BotCrm.Bot.Turns;
using BotCrm.Core;
using BotCrm.Skills.Assistant;
using Microsoft.Extensions.Options;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>
/// Files dropped into a Teams chat: the activity names them and gives a short-lived address that needs no sign-in. The address comes from
/// outside, so only known hosts are asked, over https, by the very address that was checked, without redirects, and only so much is read.
/// Source: learn.microsoft.com, "Send and receive files through a bot".
/// </summary>
internal sealed class SharedFiles(IOptions<BotOptions> options, IServiceProvider services, ILogger<SharedFiles> log) : IDisposable
{
    public const string ContentType = "application/vnd.microsoft.teams.file.download.info";

    private const int MaxFiles = 10;

    /// <summary>Where OneDrive for Business and SharePoint keep what is shared in a chat, in the public and the national clouds.</summary>
    private static readonly string[] Microsofts = ["*.sharepoint.com", "*.sharepoint.us", "*.sharepoint-mil.us", "*.sharepoint.cn"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 32,
        ConnectCallback = (context, ct) => Reachable.ConnectAsync(context.DnsEndPoint, Loopback.IsLoopbackHost(context.DnsEndPoint.Host), false, "no file is fetched from there", ct),
    });

    /// <summary>The files, or why they could not be had, said to the sender.</summary>
    public async Task<(IReadOnlyList<TurnFile> Files, SaidReply? Refusal)> FetchAsync(ReceivedActivity received, CancellationToken ct)
    {
        var shared = (received.Activity.Attachments ?? []).Where(one => ContentType.Equals(one.ContentType, StringComparison.OrdinalIgnoreCase) && AddressOf(one) is not null).ToList();
        if (shared.Count == 0)
            return ([], null);
        var language = TurnSentences.LanguageOf(received.Activity.Text, IncomingActivities.LocaleOf(received.Activity));
        if (shared.Count > MaxFiles)
            return ([], TurnSentences.TooManyFiles(language, MaxFiles));
        var files = new List<TurnFile>();
        var left = services.GetService<CrmOptions>()?.MaxFileBytes ?? new CrmOptions { Path = "" }.MaxFileBytes;
        var most = left;
        foreach (var one in shared)
        {
            var name = one.Name is { Length: > 0 and <= 400 } given ? given : "file";
            if (Allowed(AddressOf(one)!, received.Caller.Kind == Tokens.CallerKind.Demo) is not { } address)
            {
                log.LogWarning("A file was not fetched: its host is none of those that files may come from.");
                return ([], TurnSentences.FileFromElsewhere(language, name));
            }
            var (content, tooLarge) = await ReadAsync(address, left, ct);
            if (content is null)
                return ([], tooLarge ? TurnSentences.FileTooLarge(language, name, most / 1024 / 1024) : TurnSentences.FileNotFetched(language, name));
            left -= content.Length;
            files.Add(new TurnFile(name, content));
        }
        return (files, null);
    }

    public void Dispose() => http.Dispose();

    private static string? AddressOf(Attachment attachment) =>
        attachment.Content is System.Text.Json.Nodes.JsonObject content && content["downloadUrl"] is System.Text.Json.Nodes.JsonValue value && value.TryGetValue<string>(out var address) && address.Length is > 0 and <= 8192 ? address : null;

    /// <summary>Loopback in demo mode, where only this machine may post, or where a setting names it; otherwise https and a known host.</summary>
    private Uri? Allowed(string text, bool demo)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.UserInfo.Length > 0)
            return null;
        var host = address.IdnHost;
        if (Loopback.IsLoopbackHost(host))
            return address.Scheme is "http" or "https" && (demo || options.Value.AllowedFileHosts.Any(pattern => Matches(pattern, host))) ? address : null;
        return address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && Microsofts.Concat(options.Value.AllowedFileHosts).Any(pattern => Matches(pattern, host)) ? address : null;
    }

    private static bool Matches(string pattern, string host) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > pattern.Length - 1 && host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(pattern.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);

    private async Task<(byte[]? Content, bool TooLarge)> ReadAsync(Uri address, int most, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await http.SendAsync(request, patience.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                log.LogWarning("A file was not fetched from {Host}: {Status}.", address.Host, (int)response.StatusCode);
                return (null, false);
            }
            if (response.Content.Headers.ContentLength > most)
                return (null, true);
            await using var stream = await response.Content.ReadAsStreamAsync(patience.Token);
            using var content = new MemoryStream();
            var buffer = new byte[81920];
            while (await stream.ReadAsync(buffer, patience.Token) is > 0 and var read)
            {
                if (content.Length + read > most)
                    return (null, true);
                content.Write(buffer, 0, read);
            }
            return (content.ToArray(), false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // The address itself is a key to the file and is not logged.
            log.LogWarning("A file was not fetched from {Host}: {Reason}", address.Host, e.GetType().Name);
            return (null, false);
        }
    }
}
