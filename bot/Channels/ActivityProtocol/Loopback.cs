using System.Net;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>What counts as "this machine". Stricter than <see cref="Uri.IsLoopback"/>, which takes names that a DNS server may answer for.</summary>
internal static class Loopback
{
    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IsLoopbackAddress(address));

    public static bool IsLoopbackAddress(IPAddress address) =>
        IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
