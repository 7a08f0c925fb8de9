using System.Net;
using System.Net.Http.Headers;
using System.Text;
using BotCrm.Bot.Reach;
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
        ConnectCallback = (context, ct) => Reachable.ConnectAsync(context.DnsEndPoint, demo, privateNetworks, "setting Webhooks:PrivateNetworks allows that", ct),
    });

    public string? Refuses(Uri address)
    {
        if (address.Scheme != "https" && !(demo && address.IsLoopback))
            return "Webhooks are sent over https only; without encryption only to this machine, in demo mode.";
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && !Reachable.May(ip, demo, privateNetworks))
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
}
