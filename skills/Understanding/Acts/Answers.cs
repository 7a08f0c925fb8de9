using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Understanding.Frames;
using BotCrm.Skills.Understanding.Names;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Acts;

/// <summary>Reads a message as the answer to the open question.</summary>
internal static class Answers
{
    /// <summary>The value answered, or null when this is no answer. <paramref name="currency"/> goes with an amount.</summary>
    public static object? Read(Analysis analysis, PendingQuestion question, out string? currency)
    {
        currency = null;
        if (question.Choices.Count > 0 && Choose(analysis, question.Choices) is { } chosen)
            return chosen.Value;
        switch (question.Kind)
        {
            case AnswerKind.Date:
                return FirstValue(analysis, Frame.IsTime) is { } when ? Frame.Format(when) : null;
            case AnswerKind.Amount:
                var money = FirstValue(analysis, v => v.Kind is ValueKind.Money) ?? FirstValue(analysis, v => v.Kind is ValueKind.Number);
                currency = money?.Currency;
                return money?.Number;
            case AnswerKind.Record:
                return Record(analysis, question);
            case AnswerKind.Text:
                var text = Whole(analysis);
                return text.Length > 0 ? text : null;
            default:
                return null;
        }
    }

    private static string Whole(Analysis analysis) =>
        Frame.TrimLead(analysis.Slice(0, analysis.Text.Length).Trim(), "because", "it's because", "因为", "原因是");

    private static ValueSpan? FirstValue(Analysis analysis, Func<ValueSpan, bool> wanted)
    {
        foreach (var piece in analysis.Pieces)
        {
            if (piece.Value is { } value && wanted(value))
                return value;
        }

        return null;
    }

    /// <summary>A choice by its label, by a part of it that fits only one, or by its place in the list.</summary>
    public static Choice? Choose(Analysis analysis, IReadOnlyList<Choice> choices)
    {
        var said = NameKeys.Tokens(WithoutPointer(analysis.Text.Original.Trim()));
        while (said.Count > 1 && said[0] is "the" or "i" or "mean" or "meant" or "it" or "is" or "its" or "to" or "with" or "for")
            said.RemoveAt(0);
        while (said.Count > 1 && said[^1] is "one" or "please")
            said.RemoveAt(said.Count - 1);
        if (said.Count == 0)
            return null;
        var key = NameKeys.Join(said, 0, said.Count);
        Choice? part = null;
        var parts = 0;
        foreach (var choice in choices)
        {
            var label = NameKeys.Tokens(choice.Label);
            if (string.Equals(choice.Value, analysis.Text.Original.Trim(), StringComparison.OrdinalIgnoreCase) || (label.Count > 0 && NameKeys.Join(label, 0, label.Count) == key))
                return choice;
            var whole = label.Count == 0 ? "" : NameKeys.Join(label, 0, label.Count);
            var detail = choice.Detail is null ? [] : NameKeys.Tokens(choice.Detail);
            var fits = said.TrueForAll(label.Contains) || (key.Length >= 2 && whole.Contains(key, StringComparison.Ordinal) && Text.Tokenizer.IsCjk(key[0])) || (key.Length > 2 && said.TrueForAll(s => label.Contains(s) || detail.Contains(s)));
            if (fits)
            {
                part = choice;
                parts++;
            }
        }

        if (parts == 1)
            return part;
        // "create a new one", 新建一个: what the choice does, said in other words.
        if (choices.FirstOrDefault(c => c.Value == "create") is { } anew && (said.Contains("create") || said.Contains("new") || said.Contains("anyway") || key.Contains('新', StringComparison.Ordinal)))
            return anew;
        return Position(analysis, choices.Count) is { } at ? choices[at] : Embedded(analysis, choices);
    }

    /// <summary>精度那个, 华创那家: the pointing word is no part of the name.</summary>
    private static string WithoutPointer(string said)
    {
        foreach (var end in new[] { "的那个", "那个", "那一个", "那条", "那张", "那份", "那家", "那位", "那单" })
        {
            if (said.Length >= end.Length + 2 && said.EndsWith(end, StringComparison.Ordinal))
                return said[..^end.Length];
        }

        return said;
    }

    /// <summary>"the second one", 第二个, "2", "the last".</summary>
    public static int? Position(Analysis analysis, int count)
    {
        foreach (var piece in analysis.Pieces)
        {
            if (piece.Value is { Kind: ValueKind.Ordinal or ValueKind.Number, Number: { } number } && number == decimal.Truncate(number))
            {
                var at = number < 0 ? count + (int)number : (int)Math.Min(number, 1000) - 1;
                if (at >= 0 && at < count)
                    return at;
            }

            if (analysis.Word(piece) is "last" or "the last one" or "the last" or "last one" or "latter" or "最后一个" or "后者" && count > 0)
                return count - 1;
            if (analysis.Word(piece) is "first" or "former" or "前者" && count > 0)
                return 0;
        }

        return null;
    }

    /// <summary>"Acme Labs I think": a whole label inside the words.</summary>
    private static Choice? Embedded(Analysis analysis, IReadOnlyList<Choice> choices)
    {
        Choice? best = null;
        foreach (var choice in choices)
        {
            if (choice.Label.Length >= 2 && analysis.Text.Original.Contains(choice.Label, StringComparison.OrdinalIgnoreCase) && (best is null || choice.Label.Length > best.Label.Length))
                best = choice;
        }

        return best;
    }

    private static string? Record(Analysis analysis, PendingQuestion question)
    {
        foreach (var piece in analysis.Pieces)
        {
            if (piece.Name is { Candidates.Count: > 0 } hit)
            {
                var wanted = question.Argument switch
                {
                    "owner" or "assignee" or "author" => Kinds.User,
                    "contact" => Kinds.Contact,
                    "opportunity" => Kinds.Opportunity,
                    "ticket" => Kinds.Ticket,
                    _ => Kinds.Customer,
                };
                var fitting = hit.Candidates.FindAll(c => c.Entry.Kind == wanted);
                if (fitting.Count == 1)
                    return Frame.Reference(fitting[0]);
                if (fitting.Count == 0 && wanted == Kinds.Customer && hit.Candidates is [{ Entry.CustomerId: { } owner }])
                    return $"{Kinds.Customer}:{owner.ToString(CultureInfo.InvariantCulture)}";
                return analysis.Slice(piece.Start, piece.End);
            }
        }

        foreach (var piece in analysis.Pieces)
        {
            if (piece.Kind == PieceKind.Unknown)
                return analysis.Slice(piece.Start, piece.End);
            if (piece.Is("self") && question.Argument is "owner" or "assignee" or "author")
                return "me";
        }

        // A name nobody knows yet is still an answer: the skill says that it does not know it.
        var words = analysis.Pieces.Count(p => p.Kind != PieceKind.Punct);
        return words is > 0 and <= 4 && !analysis.Pieces.Exists(p => p.IsAny("act.") || p.IsAny("q.")) ? Frame.Tidy(analysis.Slice(0, analysis.Text.Length)) : null;
    }
}
