using System.Text.Json.Serialization;
using BotCrm.Core.Customers;
using BotCrm.Core.Tickets;

namespace BotCrm.Skills.Assistant;

/// <summary>
/// What is said back, free of channel types. <see cref="Text"/> says it whole in plain words for clients without cards (and for tests);
/// the other members let a card show it. All words are already in <see cref="Language"/> (<c>en</c> or <c>zh</c>).
/// </summary>
public abstract record Reply(string Language, string Text)
{
    /// <summary>Sentences offered as one-tap suggestions.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>IANA id of the zone in which a card shows its times: the actor's. Null: the client shows them in its own.</summary>
    public string? TimeZoneId { get; init; }
}

/// <summary>Plain words: an answer, a refusal with its reason, "nothing to undo".</summary>
public sealed record SaidReply(string Language, string Text) : Reply(Language, Text);

/// <summary>Something was not understood; nothing was written.</summary>
public sealed record NotUnderstoodReply(string Language, string Text) : Reply(Language, Text);

public sealed record Fact(string Label, string Value);

/// <summary>One change on a done or confirm card: what was done to which record, with its fields.</summary>
public sealed record ChangeLine(string Kind, long? RecordId, string Title, IReadOnlyList<Fact> Facts)
{
    /// <summary>create, update or delete. What is only about to be created has no <see cref="RecordId"/> yet.</summary>
    public string Operation { get; init; } = Updated;

    /// <summary>Facts that are there only once it is done, such as a link; a yes is not bound to them.</summary>
    [JsonIgnore]
    public IReadOnlyList<Fact> OnceDone { get; init; } = [];

    public const string Created = "create";
    public const string Updated = "update";
    public const string Deleted = "delete";
}

/// <summary>Saved. <paramref name="UndoChangeSet"/>: what Undo takes back; null when it cannot be undone (it was itself an undo).</summary>
public sealed record DoneReply(string Language, string Text, string Title, IReadOnlyList<ChangeLine> Changes, long? UndoChangeSet) : Reply(Language, Text);

/// <summary>An undo took something back.</summary>
public sealed record UndoneReply(string Language, string Text, string Title, IReadOnlyList<ChangeLine> Changes) : Reply(Language, Text);

/// <summary>A way to answer a question: <paramref name="Value"/> goes back unchanged in <c>choose</c>.</summary>
public sealed record Choice(string Label, string? Detail, string Value);

/// <summary>A question that must be answered before anything is written. Without choices the answer is free text.</summary>
public sealed record QuestionReply(string Language, string Text, string PendingId, IReadOnlyList<Choice> Choices) : Reply(Language, Text);

/// <summary>A risky plan that waits for a yes to exactly these changes until <paramref name="ExpiresAt"/>.</summary>
public sealed record ConfirmReply(string Language, string Text, string PendingId, string Title, IReadOnlyList<ChangeLine> Changes, DateTimeOffset ExpiresAt) : Reply(Language, Text);

public sealed record ListRow(RecordRef? Record, IReadOnlyList<string> Cells);

public sealed record RecordRef(string Kind, long Id, string Name);

/// <summary>A list or table. <paramref name="Reading"/> says how the question was read ("open opportunities of Marek closing in Q4, biggest first"). <paramref name="More"/>: token for the next page, null on the last.</summary>
public sealed record ListReply(string Language, string Text, string Title, string Reading, IReadOnlyList<string> Columns, IReadOnlyList<ListRow> Rows, int Total, string? More) : Reply(Language, Text);

public sealed record CustomerReply(string Language, string Text, CustomerSummary Summary) : Reply(Language, Text)
{
    /// <summary>The further fields of the customer that are known.</summary>
    public IReadOnlyList<Fact> Profile { get; init; } = [];

    /// <summary>Open quotes, running contracts and money owed.</summary>
    public IReadOnlyList<Fact> Sales { get; init; } = [];
}

public sealed record TicketReply(string Language, string Text, TicketView Ticket) : Reply(Language, Text)
{
    /// <summary>Queue, promised times, escalation, rating: what not every ticket has.</summary>
    public IReadOnlyList<Fact> Extra { get; init; } = [];

    /// <summary>The newest of its conversation, oldest first: who and when, and the words.</summary>
    public IReadOnlyList<Fact> Notes { get; init; } = [];
}

/// <summary>One record in full: its facts, and a table when it has parts (lines, instalments).</summary>
public sealed record DetailReply(string Language, string Text, string Title, string Subtitle, IReadOnlyList<Fact> Facts) : Reply(Language, Text)
{
    public IReadOnlyList<string> Columns { get; init; } = [];

    public IReadOnlyList<ListRow> Rows { get; init; } = [];
}

/// <summary>One bar (or line point): <paramref name="Shown"/> is the value as people read it.</summary>
public sealed record ChartBar(string Label, decimal Value, string Shown);

public enum ChartKind
{
    HorizontalBar,
    VerticalBar,
    Line,
}

/// <summary>Numbers with a picture.</summary>
public sealed record ChartReply(string Language, string Text, string Title, string Reading, ChartKind Kind, IReadOnlyList<ChartBar> Bars, IReadOnlyList<Fact> Facts) : Reply(Language, Text)
{
    /// <summary>A line over upright bars, one point a bar, on a scale of its own; empty: none.</summary>
    public IReadOnlyList<ChartBar> Line { get; init; } = [];

    /// <summary>What the line shows.</summary>
    public string? LineTitle { get; init; }

    /// <summary>The full table behind the picture.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    public IReadOnlyList<ListRow> Rows { get; init; } = [];
}

/// <summary>A press that an import's card offers: <paramref name="Operation"/> goes back unchanged in <c>import</c>.</summary>
public sealed record ImportButton(string Operation, string Label);

/// <summary>An import: its columns and what they are read as, its figures, and what can be done next.</summary>
/// <param name="Runs">The background works on it; what is shown is how far it has come.</param>
public sealed record ImportReply(
    string Language, string Text, string Title, long ImportId, IReadOnlyList<Fact> Figures, IReadOnlyList<string> Columns, IReadOnlyList<ListRow> Rows, IReadOnlyList<ImportButton> Buttons, bool Runs) : Reply(Language, Text)
{
    /// <summary>Rows that need a look, one a line.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>A file to fetch: <paramref name="Link"/> is a path that the host makes an address of.</summary>
public sealed record DownloadReply(string Language, string Text, string Title, string FileName, string Link) : Reply(Language, Text);

/// <summary>A way to act on a notice: runs a skill as if its reader had asked for it.</summary>
public sealed record NoticeButton(string Label, string Tool, IReadOnlyDictionary<string, object?> Arguments);

/// <summary>Something its reader is told unasked: a reminder, what a rule noticed.</summary>
public sealed record NoticeReply(string Language, string Text, IReadOnlyList<NoticeButton> Buttons) : Reply(Language, Text);

/// <summary>Passages of history with their sources.</summary>
public sealed record PassagesReply(string Language, string Text, string Title, IReadOnlyList<Core.Interactions.Passage> Passages) : Reply(Language, Text);

public sealed record HelpGroup(string Title, IReadOnlyList<string> Examples);

public sealed record HelpReply(string Language, string Text, string Title, IReadOnlyList<HelpGroup> Groups) : Reply(Language, Text);
