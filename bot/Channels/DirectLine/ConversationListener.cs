using System.Threading.Channels;

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>A stream's bell: rings once however often it is pressed, and holds nothing.</summary>
internal sealed class ConversationListener
{
    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Wake() => bell.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken ct)
    {
        await bell.Reader.WaitToReadAsync(ct);
        bell.Reader.TryRead(out _);
    }
}
