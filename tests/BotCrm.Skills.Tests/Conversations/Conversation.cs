namespace BotCrm.Skills.Tests.Conversations;

/// <summary>A field of a change line: <c>due=2026-12-01</c>, <c>summary~"3% off"</c> (contains), <c>due=none</c> (empty).</summary>
public sealed record FieldExpectation(string Field, bool Contains, string Value)
{
    public override string ToString() => $"{Field}{(Contains ? "~" : "=")}\"{Value}\"";
}

/// <summary>One expected audit entry: <c>+</c> created, <c>-</c> deleted, <c>~</c> updated, <c>^</c> corrected (updated, or taken back and written anew).</summary>
public sealed record ChangeExpectation(char Sign, string Kind, string? Name, IReadOnlyList<FieldExpectation> Fields)
{
    public override string ToString() => $"{Sign} {Kind}{(Name is null ? "" : $" \"{Name}\"")} {string.Join(" ", Fields)}".TrimEnd();
}

/// <summary>One thing said or pressed, and everything that must come of it.</summary>
public sealed class Turn(int line, string login, string? text, string? button)
{
    public int Line { get; } = line;

    public string Login { get; } = login;

    public string? Text { get; } = text;

    /// <summary>What is pressed on the last reply: undo, confirm, cancel, more, or choose with a label.</summary>
    public string? Button { get; } = button;

    public TimeSpan WaitBefore { get; init; }

    public List<ChangeExpectation> Changes { get; } = [];

    public List<string> Says { get; } = [];

    public List<string> SaysNot { get; } = [];

    /// <summary>The labels of a question's choices, empty for any question; null when none may be asked.</summary>
    public IReadOnlyList<string>? Question { get; set; }

    public bool Confirms { get; set; }

    /// <summary>The reply's kind, without "Reply": list, chart, customer, notunderstood.</summary>
    public string? ReplyKind { get; set; }

    public string? NotReplyKind { get; set; }

    public override string ToString() => Text is null ? $"[{Button}]" : $"> {Text}";
}

/// <summary>A golden conversation; see docs beside the files in tests/conversations.</summary>
public sealed class Conversation(string file, int line, string title)
{
    public string File { get; } = file;

    public int Line { get; } = line;

    public string Title { get; } = title;

    public string Login { get; set; } = "lena";

    public string Skill { get; set; } = "";

    public DateTimeOffset At { get; set; } = Testing.TestClock.Monday;

    public bool Sample { get; set; } = true;

    /// <summary>Why it is known to fail for now.</summary>
    public string? Open { get; set; }

    public List<Turn> Turns { get; } = [];

    /// <summary>en, zh or mixed, by what the person types.</summary>
    public string Language
    {
        get
        {
            var said = string.Concat(Turns.Select(turn => turn.Text));
            var chinese = said.Count(c => c is >= '\u4e00' and <= '\u9fff');
            var latin = said.Count(char.IsAsciiLetter);
            return chinese == 0 ? "en" : latin > chinese / 4 + 2 ? "mixed" : "zh";
        }
    }

    public override string ToString() => $"{File}: {Title}";
}
