using System.Net;
using System.Net.Sockets;

namespace BotCrm.Bot.Reach;

/// <summary>Which machines may be called at an address that somebody gave: none inside the network unless that is allowed.</summary>
internal static class Reachable
{
    /// <summary>Loopback and what else lies inside only where it is allowed; what is no single machine's address, never.</summary>
    public static bool May(IPAddress ip, bool loopback, bool privateNetworks)
    {
        if (ip.IsIPv4MappedToIPv6)
            ip = ip.MapToIPv4();
        if (IPAddress.IsLoopback(ip))
            return loopback || privateNetworks;
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
            return May(new IPAddress(bytes.AsSpan(12, 4)), loopback, privateNetworks);
        if (bytes[0] == 0x20 && bytes[1] == 0x02)
            return May(new IPAddress(bytes.AsSpan(2, 4)), loopback, privateNetworks);
        return (bytes[0] & 0xfe) != 0xfc || privateNetworks;
    }

    /// <summary>Looks the name up and connects to one of the very addresses that were checked.</summary>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool loopback, bool privateNetworks, string remedy, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(to.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(to.Host, ct);
        var allowed = addresses.Where(ip => May(ip, loopback, privateNetworks)).ToArray();
        if (allowed.Length == 0)
            throw new HttpRequestException($"{to.Host} lies in a private network; {remedy}.");
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
