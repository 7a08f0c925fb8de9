namespace BotCrm.Core.Automation;

/// <summary>
/// Work that the program does by itself, now and then. Registered as a service; <c>BackgroundWork</c> runs each when it is due, on one instance
/// at a time (a lease in the store), also with several instances and after restarts.
/// </summary>
public interface IBackgroundTask
{
    /// <summary>Names the lease: lower case, words joined by <c>-</c>; never changes.</summary>
    string Name { get; }

    /// <summary>From the start of one run to the start of the next.</summary>
    TimeSpan Every { get; }

    /// <summary>When it fails, the administrators are told, once until it goes well again, and the server's health says so.</summary>
    bool AlarmsWhenFailing => false;

    /// <summary>
    /// Does what is due at <paramref name="now"/>, in its own sessions (as <see cref="Access.Actor.System"/>), in pieces small enough not to
    /// hold the writers up. May be cut off at any point and run again: what it did is in the store, or was not done.
    /// </summary>
    /// <returns>True when there is more to do at once.</returns>
    Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct);
}
