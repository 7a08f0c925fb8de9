using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BotCrm.Core.Storage;

/// <summary>
/// The line in which the writers of this process stand: one writes at a time, in the order of asking. People stand before what the program does
/// by itself, but of so many turns one goes to the latter, so that neither waits for ever. Keeps figures, and tells the log who kept everybody
/// waiting. Thread safe.
/// </summary>
internal sealed partial class WriterQueue(ILogger logger)
{
    /// <summary>After so many turns of people, one of the program's own has its turn.</summary>
    public const int PeopleInARow = 8;

    /// <summary>A turn of this length is a fault: a batch too big, a question that no index serves.</summary>
    public static readonly TimeSpan TooLong = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Queue<Place> people = new();
    private readonly Queue<Place> program = new();
    private readonly Spread waits = new();
    private readonly Spread turns = new();
    private bool taken;
    private int inARow;
    private string? longestBy;

    /// <summary>Waits for a turn; disposing it gives it to the next.</summary>
    /// <param name="by">Who writes, for figures and log: a channel, no names.</param>
    /// <param name="itself">The program does it by itself: nobody waits for the answer.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<Turn> EnterAsync(string by, bool itself, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Place place;
        lock (gate)
        {
            if (!taken)
            {
                taken = true;
                waits.Add(TimeSpan.Zero);
                return new Turn(this, by);
            }
            place = new Place();
            (itself ? program : people).Enqueue(place);
        }
        var asked = Stopwatch.GetTimestamp();
        await using (ct.UnsafeRegister(static (state, token) => ((Place)state!).Leave(token), place))
            await place.Come;
        waits.Add(Stopwatch.GetElapsedTime(asked));
        return new Turn(this, by);
    }

    public WriterFigures Figures()
    {
        lock (gate)
            return new WriterFigures(people.Count + program.Count, waits.Read(), turns.Read(), longestBy);
    }

    private void Leave(string by, TimeSpan held)
    {
        if (turns.Add(held))
            longestBy = by;
        if (held >= TooLong)
            LogLong(logger, by, (long)held.TotalMilliseconds);
        lock (gate)
        {
            while (Next() is { } next)
            {
                // Whoever went away meanwhile is passed over.
                if (next.Call())
                    return;
            }
            taken = false;
        }
    }

    private Place? Next()
    {
        var first = people.Count > 0 && (program.Count == 0 || inARow < PeopleInARow);
        inARow = first ? inARow + 1 : 0;
        return (first ? people : program).TryDequeue(out var next) ? next : null;
    }

    [LoggerMessage(EventId = 2020, Level = LogLevel.Warning, Message = "The store's write lock was held for {Milliseconds} ms by {By}; all other writers waited.")]
    private static partial void LogLong(ILogger logger, string by, long milliseconds);

    private sealed class Place
    {
        private readonly TaskCompletionSource come = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Come => come.Task;

        public bool Call() => come.TrySetResult();

        public void Leave(CancellationToken ct) => come.TrySetCanceled(ct);
    }

    /// <summary>The right to write, until disposed.</summary>
    public sealed class Turn(WriterQueue queue, string by) : IDisposable
    {
        private readonly long began = Stopwatch.GetTimestamp();
        private int done;

        /// <summary>Who writes, as precisely as is known.</summary>
        public string By { get; set; } = by;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref done, 1) == 0)
                queue.Leave(By, Stopwatch.GetElapsedTime(began));
        }
    }

    /// <summary>How often what length was met in this minute and the one before, in steps of a quarter; enough for percentiles, and always of the same size.</summary>
    private sealed class Spread
    {
        private readonly Lock gate = new();
        private Minute current = new();
        private Minute before = new();
        private long minute;

        /// <summary>True when it was the longest so far.</summary>
        public bool Add(TimeSpan length)
        {
            lock (gate)
            {
                Turn();
                var longest = Math.Max(current.Longest, before.Longest);
                current.Add(length.TotalMilliseconds);
                return length.TotalMilliseconds > longest;
            }
        }

        public SpreadOfTimes Read()
        {
            lock (gate)
            {
                Turn();
                var (count, longest) = (current.Count + before.Count, Math.Max(current.Longest, before.Longest));
                return new SpreadOfTimes(count, Math.Round(current.Sum + before.Sum, 1), At(.5), At(.99), Math.Round(longest, 1));

                double At(double part) => count == 0 ? 0 : Math.Round(Math.Min(longest, Minute.Up((long)Math.Ceiling(count * part), current, before)), 1);
            }
        }

        private void Turn()
        {
            var now = Environment.TickCount64 / 60_000;
            if (now == minute)
                return;
            before = now == minute + 1 ? current : new Minute();
            (current, minute) = (new Minute(), now);
        }
    }

    private sealed class Minute
    {
        private const double Step = 1.25, Least = 0.1;
        private readonly int[] counts = new int[64];

        public long Count { get; private set; }

        public double Sum { get; private set; }

        public double Longest { get; private set; }

        public void Add(double milliseconds)
        {
            counts[milliseconds <= Least ? 0 : Math.Min(counts.Length - 1, (int)Math.Ceiling(Math.Log(milliseconds / Least, Step)))]++;
            Count++;
            Sum += milliseconds;
            Longest = Math.Max(Longest, milliseconds);
        }

        /// <summary>The length that so many were not over.</summary>
        public static double Up(long many, Minute one, Minute other)
        {
            var at = -1;
            while (many > 0 && ++at < one.counts.Length)
                many -= one.counts[at] + other.counts[at];
            return Least * Math.Pow(Step, at);
        }
    }
}

/// <summary>Milliseconds: median and 99th percentile to a quarter, the sum and the longest exactly.</summary>
public sealed record SpreadOfTimes(long Count, double Sum, double Median, double P99, double Longest);

/// <param name="Waiting">How many wait now.</param>
/// <param name="Waits">How long writers of this process waited for their turn, in this minute and the one before.</param>
/// <param name="Turns">How long a turn took.</param>
/// <param name="LongestBy">Whose turn was the longest.</param>
public sealed record WriterFigures(int Waiting, SpreadOfTimes Waits, SpreadOfTimes Turns, string? LongestBy);
