using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BotCrm.Bot.Channels.ActivityProtocol;

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>
/// One conversation's newest activities, as they go over the wire, and who waits for more. Costs no thread. A watermark is
/// <c>epoch.number</c>: one from before a restart is another epoch, so everything known now is new to its holder.
/// </summary>
internal sealed class Conversation(string id, string user, DateTimeOffset now)
{
    public const int MaxActivities = 500;
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>Own activities remembered, to answer a repeated send with the id of the first.</summary>
    private const int MaxRemembered = 64;

    private readonly Lock gate = new();
    private readonly Queue<byte[]> kept = new();
    private readonly Queue<(string ClientId, string Id)> sent = new();
    private readonly HashSet<ConversationListener> listeners = [];
    private readonly string epoch = Guid.NewGuid().ToString("N")[..8];

    /// <summary>Number of the first kept activity, and of the next one.</summary>
    private long first;
    private long next;
    private long ids;

    public string Id => id;

    public string User => user;

    /// <summary>Changed by the store, under its own lock.</summary>
    public DateTimeOffset LastUsed { get; set; } = now;

    public long Bytes { get; private set; }

    /// <summary>Guards the order of turns; see <see cref="DirectLineTurns"/>.</summary>
    public TurnQueue Turns { get; } = new();

    /// <summary>An id that no activity of this conversation had before, restarts included.</summary>
    public string NewActivityId()
    {
        var number = Interlocked.Increment(ref ids);
        return string.Create(CultureInfo.InvariantCulture, $"{id}|{epoch}{number:D7}");
    }

    /// <summary>Up to where a client has fetched what was said.</summary>
    public long Fetched { get; private set; }

    /// <summary>Keeps an activity and tells those who wait. Answers the position that a client has when it has fetched it.</summary>
    public long Append(Activity activity)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(activity, ActivityJson.Wire.Activity);
        ConversationListener[] told;
        long position;
        lock (gate)
        {
            kept.Enqueue(bytes);
            next++;
            Bytes += bytes.Length;
            while (kept.Count > 1 && (kept.Count > MaxActivities || Bytes > MaxBytes))
            {
                Bytes -= kept.Dequeue().Length;
                first++;
            }

            told = [.. listeners];
            position = next;
        }

        foreach (var listener in told)
            listener.Wake();
        return position;
    }

    /// <summary>The id given to a send of the client before; null when this is the first.</summary>
    public string? Remember(string clientId, string activityId)
    {
        lock (gate)
        {
            foreach (var (known, answered) in sent)
            {
                if (known == clientId)
                    return answered;
            }

            sent.Enqueue((clientId, activityId));
            if (sent.Count > MaxRemembered)
                sent.Dequeue();
            return null;
        }
    }

    /// <summary>Where a reader with this watermark goes on; without one at the beginning.</summary>
    public long Position(string? watermark)
    {
        if (watermark is null || !watermark.StartsWith(epoch + ".", StringComparison.Ordinal)
            || !long.TryParse(watermark.AsSpan(epoch.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return 0;
        return number;
    }

    /// <summary>The activity set after <paramref name="position"/>, which moves on; null when there is nothing new and <paramref name="evenEmpty"/> is false.</summary>
    public byte[]? Read(ref long position, bool evenEmpty)
    {
        var body = new ArrayBufferWriter<byte>();
        lock (gate)
        {
            var from = Math.Clamp(position, first, next);
            if (from == next && !evenEmpty)
                return null;
            body.Write("""{"activities":["""u8);
            var comma = false;
            foreach (var activity in kept.Skip((int)(from - first)))
            {
                if (comma)
                    body.Write(","u8);
                comma = true;
                body.Write(activity);
            }

            position = next;
            Fetched = Math.Max(Fetched, next);
        }

        body.Write(Encoding.UTF8.GetBytes($$"""],"watermark":"{{Watermark(position)}}"}"""));
        return body.WrittenSpan.ToArray();
    }

    public string Watermark(long position) => string.Create(CultureInfo.InvariantCulture, $"{epoch}.{position}");

    public bool Add(ConversationListener listener, int most)
    {
        lock (gate)
            return listeners.Count < most && listeners.Add(listener);
    }

    public void Remove(ConversationListener listener)
    {
        lock (gate)
            listeners.Remove(listener);
    }

    /// <summary>Somebody looks at it or waits for an answer.</summary>
    public bool InUse
    {
        get
        {
            lock (gate)
                return listeners.Count > 0 || Turns.Waiting > 0;
        }
    }
}
