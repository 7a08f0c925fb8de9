using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Service;

/// <summary>The further fields of customers and contacts.</summary>
internal static class ProfileFrames
{
    private static readonly string[] Texts = ["website", "address", "country", "registration_number", "preferences"];

    public static void Customer(Frame frame)
    {
        for (var i = frame.From; i < frame.To; i++)
        {
            var piece = frame.Analysis.Pieces[i];
            foreach (var sense in piece.Senses)
            {
                if (sense.Class != "attr" || frame.IsUsed(piece))
                    continue;
                if (sense.Value == "employees" && NumberNear(frame, i) is { } staff)
                    frame.Set("employees", (long)Math.Clamp(staff, -1m, 100000000m));
                else if (sense.Value == "annual_revenue")
                    Revenue(frame);
                else if (sense.Value == "size" && frame.First("csize") is { } size)
                    frame.Set("size", size.Sense("csize")!.Value);
                else if (Texts.Contains(sense.Value) && After(frame, i) is { } text)
                    frame.Set(sense.Value!, text);
                else if (sense.Value == "founded_on")
                    frame.Set("founded_on", frame.TakeDay(wholeDay: true));
                else if (sense.Value == "phone" && frame.Request.Intent == "update_customer")
                    frame.Set("phone", frame.Pieces.FirstOrDefault(p => p.Kind == PieceKind.Phone) is { } phone ? frame.Said(frame.Use(phone)) : After(frame, i));
            }
        }

        if ((frame.First("attr", "rating") is not null || frame.Has("score") || frame.Has("act.rate")) && frame.Request.Intent == "update_customer" && frame.Args.Count == 0)
            frame.Set("rating", TicketWorkFrames.Score(frame));
    }

    /// <summary>"Acme is the parent of Acme Labs", 恒通科技的母公司是恒通物流: which is whose.</summary>
    public static bool Parent(Frame frame)
    {
        var above = frame.First("attr", "parent");
        var below = frame.First("attr", "subsidiary");
        if (above is null && below is null)
            return false;
        var names = frame.Pieces.Where(p => p.Name?.Has(Kinds.Customer) == true).Take(2).ToList();
        if (names.Count < 2)
            return false;
        var cue = (above ?? below)!;
        // "A is the parent of B" names the parent first; "A's parent is B" and "A is a subsidiary of B" last.
        var parentFirst = above is not null && names[0].End <= cue.Start && frame.Analysis.Word(cue).EndsWith(" of", StringComparison.Ordinal);
        var (parent, child) = parentFirst ? (names[0], names[1]) : (names[1], names[0]);
        frame.Set("customer", frame.Resolve(frame.Use(child), Kinds.Customer));
        frame.Set("parent", frame.Resolve(frame.Use(parent), Kinds.Customer));
        return true;
    }

    public static void Contact(Frame frame)
    {
        if (frame.First("drole") is { } role && (frame.Has("attr") || frame.Features.Has("act.now") || frame.Features.Has("len.short") || frame.Features.Has("act.update")))
            frame.Set("decision_role", role.Sense("drole")!.Value);
        if (frame.First("prefers") is { } prefers && frame.Pieces.LastOrDefault(p => p.Is("chan") && p.Start >= prefers.End) is { } channel)
            frame.Set("preferred_channel", channel.Sense("chan")!.Value);
        if (frame.First("attr", "birthday") is not null)
            frame.Set("birthday", Birthday(frame));
        else if (frame.First("attr", "anniversary") is not null)
            frame.Set("anniversary", Birthday(frame));
        if (frame.Has("dnc"))
            frame.Set("do_not_contact", true);
        if (frame.Has("speaks") && frame.First("lang") is { } language)
            frame.Set("language", language.Sense("lang")!.Value);
    }

    /// <summary>A birthday of which no year was said is the one of this year, or the last.</summary>
    private static string? Birthday(Frame frame)
    {
        if (frame.TakeValue(v => v.Kind is ValueKind.Date or ValueKind.DateTime) is not { } value)
            return frame.TakeImpossible();
        var day = value.Day ?? DateOnly.FromDateTime(value.At!.Value);
        return Frame.Day(day > frame.Analysis.Today ? day.AddYears(-1) : day);
    }

    private static void Revenue(Frame frame)
    {
        var money = frame.TakeValue(v => v.Kind == ValueKind.Money) ?? frame.TakeValue(v => v is { Kind: ValueKind.Number });
        frame.Set("annual_revenue", money?.Number);
        frame.Set("revenue_currency", money?.Currency);
    }

    private static decimal? NumberNear(Frame frame, int at)
    {
        foreach (var i in new[] { at - 1, at + 1, at - 2, at + 2, at + 3 })
        {
            if (i >= frame.From && i < frame.To && frame.Analysis.Pieces[i].Value is { Kind: ValueKind.Number or ValueKind.Money, Number: { } number })
            {
                frame.Use(frame.Analysis.Pieces[i]);
                return number;
            }
        }

        return null;
    }

    private static string? After(Frame frame, int at)
    {
        var pieces = frame.Analysis.Pieces;
        var clause = frame.Analysis.Clauses.Find(c => c.From <= at && at < c.To)!;
        var start = at + 1;
        while (start < clause.To && (pieces[start].Kind == PieceKind.Punct || pieces[start].Name is not null && frame.IsUsed(pieces[start]) || frame.Analysis.Word(pieces[start]) is "to" or "is" or "now" or "of" or "改成" or "改为" or "是" or "为" or "设为" or "更新为" or "换成" or "the" or "at"))
            start++;
        if (start >= clause.To)
            return null;
        // "Hafenstr. 12": an address has marks of its own.
        var end = pieces[at].Senses.Exists(s => s is { Class: "attr", Value: "address" }) ? frame.To : clause.To;
        var text = Frame.Tidy(frame.Analysis.Slice(pieces[start].Start, pieces[end - 1].End));
        for (var i = at; i < end; i++)
            frame.Use(pieces[i]);
        return text.Length is 0 or > 200 ? null : text;
    }
}
