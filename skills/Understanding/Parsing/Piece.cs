using BotCrm.Skills.Understanding.Lexicon;
using BotCrm.Skills.Understanding.Names;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Parsing;

internal enum PieceKind
{
    /// <summary>A word, or a run of Chinese characters, that the lexicon does not know.</summary>
    Word,
    Lexeme,
    Name,

    /// <summary>Reads like a name, but of nothing in the CRM.</summary>
    Unknown,
    Value,
    Email,
    Phone,
    Punct,
}

/// <summary>A stretch of the message with what it is; together the pieces cover all but blanks.</summary>
internal sealed class Piece(int start, int end, PieceKind kind)
{
    public int Start { get; } = start;

    public int End { get; set; } = end;

    public PieceKind Kind { get; set; } = kind;

    public List<Sense> Senses { get; set; } = [];

    public NameHit? Name { get; init; }

    public ValueSpan? Value { get; set; }

    /// <summary>Inside quotation marks: words quoted order nothing.</summary>
    public bool Quoted { get; set; }

    public bool Is(string senseClass)
    {
        foreach (var sense in Senses)
        {
            if (sense.Class == senseClass)
                return true;
        }

        return false;
    }

    public Sense? Sense(string senseClass)
    {
        foreach (var sense in Senses)
        {
            if (sense.Class == senseClass)
                return sense;
        }

        return null;
    }

    public bool IsAny(string prefix)
    {
        foreach (var sense in Senses)
        {
            if (sense.Class.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    public bool IsPlaceholder => Kind is PieceKind.Punct || Is("filler") || Is("polite");

    public override string ToString() => $"{Kind}[{Start}..{End}]";
}
