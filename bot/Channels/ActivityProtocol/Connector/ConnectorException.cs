using System.Net;

namespace BotCrm.Bot.Channels.ActivityProtocol.Connector;

/// <summary>A connector, or the token endpoint in front of it, would not take what was sent. <paramref name="status"/> is null when it could not be reached.</summary>
internal sealed class ConnectorException(string message, HttpStatusCode? status, Exception? inner = null) : Exception(message, inner)
{
    public HttpStatusCode? Status => status;
}
