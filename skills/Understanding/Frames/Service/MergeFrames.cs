using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Parsing;

namespace BotCrm.Skills.Understanding.Frames.Service;

internal static class MergeFrames
{
    private static readonly string[] Fields = ["name", "phone", "email", "city", "industry", "source", "notes", "website", "address", "country", "title", "wechat"];

    public static void Customers(Frame frame) => Merge(frame, Kinds.Customer, "customer");

    public static void Contacts(Frame frame) => Merge(frame, Kinds.Contact, "contact");

    public static void Duplicates(Frame frame) => frame.SetCustomer();

    /// <summary>Two names: the first goes up in the second. One alone: the other is asked for.</summary>
    private static void Merge(Frame frame, string kind, string argument)
    {
        var names = new List<string>();
        foreach (var piece in frame.Pieces)
        {
            if (names.Count < 2 && !frame.IsUsed(piece) && (piece.Name?.Has(kind) == true || piece.Kind == PieceKind.Unknown))
                names.Add(piece.Name?.Has(kind) == true ? frame.Resolve(frame.Use(piece), kind) : frame.Said(frame.Use(piece)));
        }

        if (names.Count > 0)
            frame.Set(argument, names[0]);
        if (names.Count > 1)
            frame.Set("into", names[1]);
        else if (names.Count == 1 && frame.Has("pron.it") && frame.FocusOf(kind) is { } focus && focus.Reference != names[0])
        {
            // "merge it into Acme": what was talked about goes.
            frame.Args[argument] = focus.Reference;
            frame.Set("into", names[0]);
        }

        if (!frame.Has("act.keep"))
            return;
        var keep = frame.Pieces.SelectMany(p => p.Senses).Where(s => s.Class == "attr" && Fields.Contains(s.Value)).Select(s => s.Value!).Distinct().ToList();
        if (keep.Count > 0)
            frame.Set("keep", keep);
    }

    private static readonly (string Noun, string Records)[] Kind =
    [
        ("noun.contact", "contacts"), ("noun.customer", "customers"), ("noun.opportunity", "opportunities"), ("noun.ticket", "tickets"), ("noun.task", "tasks"), ("noun.article", "articles"), ("noun.interaction", "interactions"),
    ];

    public static void Search(Frame frame)
    {
        string? records = null;
        foreach (var (noun, name) in Kind)
        {
            if (frame.First(noun) is not { } piece || records is not null)
                continue;
            records = name;
            frame.Use(piece);
        }

        frame.Set("records", records);
        if (frame.Quoted() is { } quoted)
        {
            frame.Set("text", quoted);
            return;
        }

        var pieces = frame.Analysis.Pieces;
        var start = frame.Head.From;
        while (start < frame.To && (pieces[start].IsPlaceholder || pieces[start].Is("polite") || pieces[start].Is("act.search.any") || pieces[start].Is("everywhere") || pieces[start].Is("act.find") || pieces[start].Is("act.show") || pieces[start].Kind == PieceKind.Punct || frame.IsUsed(pieces[start]) || frame.Analysis.Word(pieces[start]) is "for" or "in" or "在" or "里" or "all"))
            start++;
        var end = frame.To;
        while (end > start && (pieces[end - 1].Is("everywhere") || pieces[end - 1].Kind == PieceKind.Punct || frame.Analysis.Word(pieces[end - 1]) is "please" or "吧"))
            end--;
        if (start < end)
            frame.Set("text", Frame.Tidy(frame.Analysis.Slice(pieces[start].Start, pieces[end - 1].End)).TrimEnd('?', '？'));
    }
}
