namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>
/// The conversations this process knows, in bounded memory: idle ones are forgotten after a day, and the longest unused first when there are
/// too many. What was done stays in the CRM; only the page's scroll-back goes.
/// </summary>
internal sealed class Conversations(TimeProvider time)
{
    public const int Most = 10_000;
    public const long MostBytes = 256L * 1024 * 1024;
    public static readonly TimeSpan Idle = TimeSpan.FromHours(24);
    /// <summary>A client that polls counts as looking for so long after.</summary>
    public static readonly TimeSpan LookedAt = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Conversation> known = new(StringComparer.Ordinal);
    private DateTimeOffset swept = time.GetUtcNow();

    public int Count
    {
        get
        {
            lock (gate)
                return known.Count;
        }
    }

    public Conversation? Find(string id)
    {
        lock (gate)
        {
            if (!known.TryGetValue(id, out var conversation))
                return null;
            conversation.LastUsed = time.GetUtcNow();
            return conversation;
        }
    }

    /// <summary>The conversation, made when this process does not know it (a new one, or one from before a restart).</summary>
    public Conversation Open(string id, string user, out bool isNew)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (known.TryGetValue(id, out var conversation))
            {
                isNew = false;
                conversation.LastUsed = now;
                return conversation;
            }

            if (now - swept >= SweepEvery || known.Count >= Most)
                Sweep(now);
            isNew = true;
            return known[id] = new Conversation(id, user, now);
        }
    }

    /// <summary>For each user the conversation used last, if somebody looks at it or has lately fetched from it.</summary>
    public IReadOnlyDictionary<string, Conversation> NewestByUser()
    {
        lock (gate)
        {
            var since = time.GetUtcNow() - LookedAt;
            return known.Values.Where(c => c.InUse || c.LastUsed >= since).GroupBy(c => c.User, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(group => group.Key, group => group.MaxBy(c => c.LastUsed)!, StringComparer.OrdinalIgnoreCase);
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        swept = now;
        foreach (var idle in known.Values.Where(c => now - c.LastUsed >= Idle && !c.InUse).ToList())
            known.Remove(idle.Id);

        var bytes = known.Values.Sum(c => c.Bytes);
        if (known.Count < Most && bytes <= MostBytes)
            return;

        // A tenth at once, so that a full house does not sort itself again for every newcomer.
        var room = Most / 10;
        foreach (var oldest in known.Values.OrderBy(c => c.InUse).ThenBy(c => c.LastUsed).ToList())
        {
            if (known.Count <= Most - room && bytes <= MostBytes * 9 / 10)
                break;
            known.Remove(oldest.Id);
            bytes -= oldest.Bytes;
        }
    }
}
