using System.Buffers;
using System.Globalization;

namespace BotCrm.Skills.Understanding.Values;

/// <summary>Cuts a text into lexemes in one pass. The work at each position is bounded, so a text costs what its length says.</summary>
internal ref struct LexemeReader
{
    private readonly ReadOnlySpan<char> text;
    private readonly bool monthFirst;
    private readonly Lexicon lexicon;
    private readonly List<Lexeme> found;
    private int opaqueCheckedTo;

    private LexemeReader(ReadOnlySpan<char> text, bool monthFirst, List<Lexeme> found)
    {
        this.text = text;
        this.monthFirst = monthFirst;
        this.found = found;
        lexicon = Lexicon.Default;
    }

    public static List<Lexeme> Read(string text, bool monthFirst)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            for (var i = 0; i < text.Length; i++) buffer[i] = Fold(text[i]);
            var reader = new LexemeReader(buffer.AsSpan(0, text.Length), monthFirst, new List<Lexeme>((text.Length / 3) + 4));
            reader.ReadAll();
            return reader.found;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>Lower case, full-width forms as ASCII, one kind of dash and apostrophe; never changes the length.</summary>
    public static char Fold(char c) => c switch
    {
        >= 'A' and <= 'Z' => (char)(c + 32),
        < '\x80' => c,
        '，' or '；' or '！' or '？' => '\n',
        '￥' => '¥',
        >= '！' and <= '～' => char.ToLowerInvariant((char)(c - 0xFEE0)),
        '\u00A0' or '\u202F' or '\u2009' or '\u3000' => ' ',
        '‘' or '’' or 'ʼ' => '\'',
        '‐' or '‑' or '–' or '—' or '−' => '-',
        '～' or '〜' => '~',
        _ => char.ToLowerInvariant(c),
    };

    private void ReadAll()
    {
        var at = 0;
        while (at < text.Length)
        {
            var spaced = false;
            while (at < text.Length && text[at] != '\n' && char.IsWhiteSpace(text[at]))
            {
                at++;
                spaced = true;
            }

            if (at < text.Length) at = ReadOne(at, spaced);
        }
    }

    private int ReadOne(int at, bool spaced)
    {
        var c = text[at];
        if (ReadOpaque(at) is var opaque and > 0) return Add(Lex.Opaque, at, opaque, spaced);
        if (lexicon.Match(text, at, out var length) is { } entry && !TouchesCode(at))
        {
            found.Add(new Lexeme(entry.Class, at, at + length, spaced, 0, 0, entry));
            return at + length;
        }

        if (char.IsAsciiDigit(c)) return ReadFigure(at, spaced);
        if (Lexicon.IsLatin(c))
        {
            var end = at + 1;
            while (end < text.Length && Lexicon.IsLatin(text[end])) end++;
            var suffix = found.Count > 0 && found[^1].Class == Lex.Digits && end - at <= 5 ? lexicon.MatchSuffix(text[at..end], touching: false) : null;
            found.Add(new Lexeme(suffix?.Class ?? Lex.Word, at, end, spaced, 0, 0, suffix));
            return end;
        }

        var isBreak = c is '\n' or ';' or '!' or '?' or '。' || (c is '.' or ',' && !(at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])));
        return Add(isBreak ? Lex.Break : c >= 0x2E80 && char.IsLetter(c) ? Lex.Word : Lex.Symbol, at, at + 1, spaced);
    }

    private readonly int Add(Lex kind, int at, int end, bool spaced, decimal number = 0, int extra = 0)
    {
        found.Add(new Lexeme(kind, at, end, spaced, number, extra, null));
        return end;
    }

    /// <summary>A figure inside a code ("S7-1200", "AB/12", "v2.1") belongs to the code. "Dec-03" is a date: its word is known.</summary>
    private readonly bool TouchesCode(int at) =>
        at >= 2 && text[at - 1] is '-' or '_' or '/' or '#' or '&' or '.' && at >= 2 && Lexicon.IsLatin(text[at - 2])
        && char.IsAsciiDigit(text[at]) && found.Count >= 2 && found[^2].Class is Lex.Word or Lex.Opaque && found[^1].End == at;

    private int ReadOpaque(int at)
    {
        var c = text[at];
        if (c == '#' && at + 1 < text.Length && Lexicon.IsLatin(text[at + 1]))
        {
            var end = at + 1;
            while (end < text.Length && (Lexicon.IsLatin(text[end]) || text[end] is '-')) end++;
            return end;
        }

        if (ReadPhone(at) is var phone and > 0) return phone;
        if (at < opaqueCheckedTo || !Lexicon.IsLatin(c)) return 0;

        // Addresses: a run of address characters with an @ inside, or one that starts like a URL. Each run is looked at once.
        var stop = at;
        var isAddress = false;
        while (stop < text.Length && (Lexicon.IsLatin(text[stop]) || text[stop] is '@' or '.' or '_' or '-' or '+' or '/' or ':' or '%' or '&' or '=' or '?' or '#'))
        {
            isAddress |= text[stop] == '@' && stop > at && stop + 1 < text.Length && Lexicon.IsLatin(text[stop + 1]);
            stop++;
        }

        opaqueCheckedTo = stop;
        var run = text[at..stop];
        return isAddress || run.StartsWith("www.") || run.Contains("://", StringComparison.Ordinal) ? stop : 0;
    }

    /// <summary>
    /// Telephone numbers: a leading + or 0 with seven digits or more, eleven digits that start with 1 (Chinese mobiles), or three dashed groups
    /// that are no date. At most 24 characters are looked at.
    /// </summary>
    private readonly int ReadPhone(int at)
    {
        var c = text[at];
        if (!(char.IsAsciiDigit(c) || c is '+' or '(') || (at > 0 && (char.IsAsciiDigit(text[at - 1]) || text[at - 1] is '.' or ','))) return 0;
        int digits = 0, dashes = 0, end = at, position = at;
        var limit = Math.Min(text.Length, at + 24);
        for (; position < limit; position++)
        {
            var d = text[position];
            if (char.IsAsciiDigit(d))
            {
                digits++;
                end = position + 1;
            }
            else if (d == '-')
            {
                dashes++;
            }
            else if (!(d is ' ' or '(' or ')' or '/' || (d == '+' && position == at)) || (position > at && !char.IsAsciiDigit(text[position - 1]) && text[position - 1] is not (')' or '(')))
            {
                break;
            }
        }

        if (end < text.Length && (Lexicon.IsLatin(text[end]) || text[end] == ':')) return 0;
        var first = char.IsAsciiDigit(c) ? c : at + 1 < text.Length ? text[at + 1] : ' ';
        var label = found.Count > 0 && (found[^1].Is(Lex.Label) || (found.Count > 1 && text[found[^1].Start] is ':' or '.' && found[^2].Is(Lex.Label)));
        var isPhone = digits >= 7 && (c == '+' || (c is '0' or '(' && first is '0' or '1'));
        isPhone |= digits == 11 && first == '1' && !text[at..end].Contains('/');
        isPhone |= digits >= 9 && dashes >= 2 && !(at + 4 < text.Length && text[at + 4] == '-' && c == '2');
        isPhone |= label && digits >= 5;
        return isPhone ? end : 0;
    }

    private int ReadFigure(int at, bool spaced)
    {
        if (TouchesCode(at))
        {
            var code = at;
            while (code < text.Length && Lexicon.IsLatin(text[code])) code++;
            return Add(Lex.Opaque, at, code, spaced);
        }

        if (FigureText.ReadDate(text, at, monthFirst, out var date) is var dateEnd and > 0) return Add(date.Class, at, dateEnd, spaced, date.Number, date.Extra);
        if (FigureText.ReadTime(text, at, out var minutes) is var timeEnd and > 0) return Add(Lex.TimeText, at, timeEnd, spaced, minutes);
        var end = FigureText.ReadNumber(text, at, out var number);
        if (end == 0)
        {
            end = at;
            while (end < text.Length && (Lexicon.IsLatin(text[end]) || (text[end] is '.' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])))) end++;
            return Add(Lex.Opaque, at, end, spaced);
        }

        if (end == text.Length || !Lexicon.IsLatin(text[end])) return Add(Lex.Digits, at, end, spaced, number);

        var run = end;
        while (run < text.Length && Lexicon.IsLatin(text[run])) run++;
        if (ReadHoursAndMinutes(at, end, run, spaced, number)) return run;
        var suffix = run - end <= 6 ? lexicon.MatchSuffix(text[end..run], touching: true) ?? MatchWhole(end, run) : null;
        if (suffix is null) return Add(Lex.Opaque, at, run, spaced);
        Add(Lex.Digits, at, end, spaced, number);
        found.Add(new Lexeme(suffix.Class, end, run, false, 0, 0, suffix));
        return run;
    }

    private readonly Entry? MatchWhole(int at, int end) => lexicon.Match(text, at, out var length) is { } entry && length == end - at ? entry : null;

    /// <summary>"1h30", "1h30m", "2hr15min": an hour figure and a minute figure in one word, kept as one figure of minutes.</summary>
    private readonly bool ReadHoursAndMinutes(int at, int end, int run, bool spaced, decimal hours)
    {
        var position = end;
        while (position < run && !char.IsAsciiDigit(text[position])) position++;
        if (position == run || text[end..position] is not ("h" or "hr" or "hrs") || hours > 99) return false;
        var minuteEnd = position;
        while (minuteEnd < run && char.IsAsciiDigit(text[minuteEnd])) minuteEnd++;
        if (minuteEnd - position > 2 || text[minuteEnd..run] is not ("" or "m" or "min" or "mins")) return false;
        var minutes = int.Parse(text[position..minuteEnd], CultureInfo.InvariantCulture);
        if (minutes > 59) return false;
        found.Add(new Lexeme(Lex.Unit, at, run, spaced, (hours * 60) + minutes, 1, null));
        return true;
    }
}
