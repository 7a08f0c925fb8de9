using BotCrm.Skills.Understanding.Parsing;

namespace BotCrm.Skills.Understanding.Intents;

/// <summary>One thing asked for or reported: an intent over one or several clauses, the later of which may be what is told.</summary>
internal sealed class Request(string intent, double score, int first)
{
    public string Intent { get; set; } = intent;

    public double Score { get; } = score;

    /// <summary>Index of the clause that carries the intent.</summary>
    public int First { get; } = first;

    /// <summary>Index of the first clause that belongs to it: words before the head ("Acme, Maria called").</summary>
    public int Begin { get; set; } = first;

    /// <summary>Index after its last clause.</summary>
    public int End { get; set; } = first + 1;

    /// <summary>The clause, if any, that says what comes next: its own words are the next step.</summary>
    public Clause? NextStep { get; set; }

    /// <summary>The request this one hangs on ("and add contact Jens" after "create customer Nordlicht").</summary>
    public Request? Before { get; set; }
}
