using System.Globalization;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Intents;
using BotCrm.Skills.Understanding.Names;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Text;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames;

/// <summary>One request being turned into a call: its pieces, what of them is used up, and the arguments found so far.</summary>
internal sealed partial class Frame
{
    private readonly HashSet<Piece> used = [];

    public Frame(Analysis analysis, Request request, Func<string, long, NameEntry?> lookup, Frame? previous)
    {
        Analysis = analysis;
        Request = request;
        Lookup = lookup;
        Previous = previous;
        Head = analysis.Clauses[request.First];
        From = analysis.Clauses[request.Begin].From;
        To = analysis.Clauses[request.End - 1].To;
        IsChinese = Language.IsChinese(analysis, From, To);
    }

    public Analysis Analysis { get; }

    public Request Request { get; }

    public Func<string, long, NameEntry?> Lookup { get; }

    /// <summary>The frame of the request before this one in the message.</summary>
    public Frame? Previous { get; }

    public Clause Head { get; }

    public int From { get; }

    public int To { get; }

    public bool IsChinese { get; }

    public Dictionary<string, object?> Args { get; } = new(StringComparer.Ordinal);

    /// <summary>The customer the request is about, as a reference or as said, and how it was said.</summary>
    public string? Customer { get; set; }

    public string? CustomerSaid { get; set; }

    public long? CustomerId { get; set; }

    public FeatureSet Features => Head.Features;

    public IEnumerable<Piece> Pieces
    {
        get
        {
            for (var i = From; i < To; i++)
                yield return Analysis.Pieces[i];
        }
    }

    public IEnumerable<Piece> HeadPieces
    {
        get
        {
            for (var i = Head.From; i < Head.To; i++)
                yield return Analysis.Pieces[i];
        }
    }

    public bool IsUsed(Piece piece) => used.Contains(piece);

    public Piece Use(Piece piece)
    {
        used.Add(piece);
        return piece;
    }

    public string Said(Piece piece) => Analysis.Slice(piece.Start, piece.End);

    public void Set(string name, object? value)
    {
        if (value is not null)
            Args.TryAdd(name, value);
    }

    public bool Has(string senseClass)
    {
        foreach (var piece in Pieces)
        {
            if (piece.Is(senseClass))
                return true;
        }

        return false;
    }

    public Piece? First(string senseClass, string? value = null)
    {
        foreach (var piece in Pieces)
        {
            if (piece.Senses.Exists(s => s.Class == senseClass && (value is null || s.Value == value)))
                return piece;
        }

        return null;
    }

    /// <summary>The value of the first lexeme of a class ("stage" → negotiation).</summary>
    public string? ValueOf(string senseClass)
    {
        foreach (var piece in Pieces)
        {
            if (!used.Contains(piece) && piece.Sense(senseClass) is { Value: { } value })
            {
                used.Add(piece);
                return value;
            }
        }

        return null;
    }

    public ValueSpan? TakeValue(Func<ValueSpan, bool> wanted, IEnumerable<Piece>? among = null)
    {
        foreach (var piece in among ?? Pieces)
        {
            if (piece.Kind == PieceKind.Value && !used.Contains(piece) && wanted(piece.Value!))
            {
                used.Add(piece);
                return piece.Value;
            }
        }

        return null;
    }

    public void SetMoney(string argument = "amount", IEnumerable<Piece>? among = null)
    {
        var money = TakeValue(v => v.Kind == ValueKind.Money, among) ?? TakeValue(v => v is { Kind: ValueKind.Number, Number: >= 100 or < 0 }, among);
        // No amount is nothing: handed on, so that it is refused and not dropped.
        money ??= First("attr", "amount") is null ? null : TakeValue(v => v is { Kind: ValueKind.Number, Number: 0 }, among);
        if (money is null)
        {
            Set(argument, TakeEndlessFigure(among));
            return;
        }

        Set(argument, money.Number);
        Set("currency", money.Currency);
    }

    /// <summary>More figures than any amount has: no quantity to the value reader.</summary>
    private decimal? TakeEndlessFigure(IEnumerable<Piece>? among)
    {
        foreach (var piece in among ?? Pieces)
        {
            var said = Said(piece);
            if (!used.Contains(piece) && said.Length is > 15 and <= 28 && said.All(char.IsAsciiDigit))
            {
                used.Add(piece);
                return decimal.Parse(said, CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    /// <summary>A day or time as the contract writes it; a stretch of days gives its last.</summary>
    public static string? Format(ValueSpan value) => value.Kind switch
    {
        ValueKind.DateTime => value.At!.Value.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        ValueKind.Date => Day(value.Day!.Value),
        ValueKind.Period => (value.To ?? value.From) is { } day ? Day(day) : null,
        _ => null,
    };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool IsTime(ValueSpan value) => value.Kind is ValueKind.Date or ValueKind.DateTime or ValueKind.Period;

    public string? TakeDay(bool wholeDay = false)
    {
        if (TakeValue(IsTime) is not { } value)
            return TakeImpossible();
        return wholeDay && value.At is { } at ? Day(DateOnly.FromDateTime(at)) : Format(value);
    }

    /// <summary>"February 30" is no day: handed on as said, so that the skill asks instead of dropping it.</summary>
    public string? TakeImpossible(IEnumerable<Piece>? among = null)
    {
        foreach (var piece in among ?? Pieces)
        {
            if (piece.Value is { Kind: ValueKind.Impossible } && !piece.Quoted && used.Add(piece))
                return Said(piece);
        }

        return null;
    }

    public void SetPeriod(string from, string to, bool past)
    {
        if (TakeValue(v => v.Kind == ValueKind.Period) is { } period)
        {
            period = past ? Analysis.InPast(period) : period;
            Set(from, period.From is { } start ? Day(start) : null);
            Set(to, period.To is { } end ? Day(end) : null);
        }
        else if (TakeValue(v => v.Kind is ValueKind.Date or ValueKind.DateTime) is { } value)
        {
            value = past ? Analysis.InPast(value) : value;
            var day = Day(value.Day ?? DateOnly.FromDateTime(value.At!.Value));
            if (value.Relation != ValueRelation.By)
                Set(from, day);
            if (value.Relation != ValueRelation.Since)
                Set(to, day);
        }
    }

    /// <summary>A mark inside quoted words ("a thank-you note") does not end them.</summary>
    private bool IsQuotedAfter(Piece piece)
    {
        var next = Analysis.Pieces.IndexOf(piece) + 1;
        return next < To && Analysis.Pieces[next].Quoted;
    }

    public RecordRefText? FocusOf(string kind)
    {
        foreach (var record in Analysis.Facts.Dialogue.Focus)
        {
            if (record.Kind == kind)
                return new RecordRefText($"{kind}:{record.Id.ToString(CultureInfo.InvariantCulture)}", record.Name, record.Id);
        }

        return null;
    }

    /// <summary>The first quoted words, without their marks.</summary>
    public string? Quoted()
    {
        int start = -1, end = -1;
        foreach (var piece in Pieces)
        {
            if (piece.Quoted && !(start < 0 && used.Contains(piece)))
            {
                start = start < 0 ? piece.Start : start;
                end = piece.End;
                used.Add(piece);
            }
            else if (start >= 0 && !(piece.Kind == PieceKind.Punct && Said(piece) is "-" or "," or "." or "'" or "，" or "、" && IsQuotedAfter(piece)))
            {
                break;
            }
        }

        return start < 0 ? null : Analysis.Slice(start, end).Trim('"', '“', '”', '「', '」');
    }
}

internal sealed record RecordRefText(string Reference, string Name, long Id);

internal static class Language
{
    public static bool IsChinese(Analysis analysis, int from, int to)
    {
        int chinese = 0, latin = 0;
        for (var i = from; i < to && i < analysis.Pieces.Count; i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Kind is PieceKind.Punct or PieceKind.Email or PieceKind.Phone or PieceKind.Name)
                continue;
            if (Tokenizer.IsCjk(analysis.Text.Text[piece.Start]))
                chinese++;
            else if (char.IsLetter(analysis.Text.Text[piece.Start]))
                latin++;
        }

        return chinese > 0 && chinese >= latin;
    }
}
