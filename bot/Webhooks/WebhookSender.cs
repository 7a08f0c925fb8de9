using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using BotCrm.Core.Webhooks;

namespace BotCrm.Bot.Webhooks;

/// <summary>
/// Sends webhooks, and only to where they may go. An address's names are looked up here and the very address that was checked is connected to,
/// so that a name that answers differently the second time gains nothing; redirects are not followed, proxies not asked.
/// </summary>
internal sealed class WebhookSender(bool demo, bool privateNetworks) : IWebhookSender, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = Patience,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 16,
        ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, demo, privateNetworks, ct),
    });

    public string? Refuses(Uri address)
    {
        if (address.Scheme != "https" && !(demo && address.IsLoopback))
            return "Webhooks are sent over https only; without encryption only to this machine, in demo mode.";
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && !MayReach(ip, demo, privateNetworks))
            return "This address lies in a private network; setting Webhooks:PrivateNetworks allows that.";
        if (address.IsLoopback && !demo && !privateNetworks)
            return "This address lies on this machine; setting Webhooks:PrivateNetworks allows that.";
        return null;
    }

    public async Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken ct)
    {
        if (Refuses(message.Address) is { } problem)
            return new WebhookAnswer(null, problem);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Address)
        {
            Content = new StringContent(message.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("BotCrm", "1.0"));
        request.Headers.Add("X-BotCrm-Webhook", message.WebhookId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("X-BotCrm-Delivery", message.DeliveryId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("X-BotCrm-Timestamp", message.Timestamp);
        request.Headers.Add("X-BotCrm-Signature", "sha256=" + message.Signature);
        try
        {
            using var response = await http.SendAsync(request, patience.Token);
            return new WebhookAnswer((int)response.StatusCode, null);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new WebhookAnswer(null, "no answer within ten seconds");
        }
        catch (HttpRequestException e)
        {
            return new WebhookAnswer(null, e.InnerException?.Message ?? e.Message);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>Loopback in demo mode; anything else inside only where it is allowed; what is no single machine's address, never.</summary>
    internal static bool MayReach(IPAddress ip, bool demo, bool privateNetworks)
    {
        if (ip.IsIPv4MappedToIPv6)
            ip = ip.MapToIPv4();
        if (IPAddress.IsLoopback(ip))
            return demo || privateNetworks;
        if (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any) || ip.Equals(IPAddress.Broadcast) || ip.IsIPv6Multicast)
            return false;
        var bytes = ip.GetAddressBytes();
        if (ip.AddressFamily == AddressFamily.InterNetwork)
        {
            return bytes[0] switch
            {
                0 or >= 224 => false,
                // Link-local is where clouds keep their machines' credentials.
                169 when bytes[1] == 254 => false,
                10 => privateNetworks,
                100 when bytes[1] is >= 64 and < 128 => privateNetworks,
                172 when bytes[1] is >= 16 and < 32 => privateNetworks,
                192 when bytes[1] == 168 => privateNetworks,
                192 when bytes[1] == 0 && bytes[2] == 0 => false,
                198 when bytes[1] is 18 or 19 => false,
                _ => true,
            };
        }
        if (ip.IsIPv6LinkLocal || ip.IsIPv6SiteLocal)
            return false;
        // NAT64 and 6to4 carry an IPv4 address inside.
        if (bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == 0xff && bytes[3] == 0x9b)
            return MayReach(new IPAddress(bytes.AsSpan(12, 4)), demo, privateNetworks);
        if (bytes[0] == 0x20 && bytes[1] == 0x02)
            return MayReach(new IPAddress(bytes.AsSpan(2, 4)), demo, privateNetworks);
        return (bytes[0] & 0xfe) != 0xfc || privateNetworks;
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool demo, bool privateNetworks, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(to.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(to.Host, ct);
        var allowed = addresses.Where(ip => MayReach(ip, demo, privateNetworks)).ToArray();
        if (allowed.Length == 0)
            throw new HttpRequestException($"{to.Host} lies in a private network; setting Webhooks:PrivateNetworks allows that.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, to.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
