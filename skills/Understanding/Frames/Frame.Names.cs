using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Names;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Understanding.Frames;

/// <summary>Linking what is named to records: a unique one becomes a reference, several stay the words (the skill asks which).</summary>
internal sealed partial class Frame
{
    public static string Reference(NameCandidate candidate) => $"{candidate.Entry.Kind}:{candidate.Entry.Id.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Finds the customer: named, or that of a named opportunity or contact, or an unknown name where one must stand, or the one talked about.</summary>
    public void FindCustomer(bool orFocus = true, bool orUnknown = true)
    {
        if (TakeNamed(HeadPieces, Kinds.Customer) || TakeNamed(Pieces, Kinds.Customer) || TakeFromOwned(Kinds.Opportunity) || TakeFromOwned(Kinds.Contact))
            return;
        if (orUnknown && TakeUnknown())
            return;
        if (Previous?.Customer is { } before && Previous.Request.Intent != "pipeline")
        {
            (Customer, CustomerSaid, CustomerId) = (before, Previous.CustomerSaid, Previous.CustomerId);
            return;
        }

        if (orFocus && FocusOf(Kinds.Customer) is { } focus)
            (Customer, CustomerSaid, CustomerId) = (focus.Reference, focus.Name, focus.Id);
    }

    public void SetCustomer(bool orFocus = true, bool orUnknown = true)
    {
        FindCustomer(orFocus, orUnknown);
        Set("customer", Customer);
    }

    public Piece? NamePiece(string kind, IEnumerable<Piece>? among = null)
    {
        foreach (var piece in among ?? Pieces)
        {
            if (piece.Name is { } hit && hit.Has(kind) && !IsUsed(piece))
                return piece;
        }

        return null;
    }

    /// <summary>A reference to the only candidate of a kind, else the words.</summary>
    public string Resolve(Piece piece, string kind, long? customerId = null)
    {
        NameCandidate? only = null;
        var count = 0;
        foreach (var candidate in piece.Name!.Candidates)
        {
            if (candidate.Entry.Kind != kind || (customerId is not null && candidate.Entry.CustomerId is not null && candidate.Entry.CustomerId != customerId))
                continue;
            count++;
            only ??= candidate;
        }

        return count == 1 ? Reference(only!.Value) : Said(piece);
    }

    public string? TakeUser(IEnumerable<Piece>? among = null)
    {
        if (NamePiece(Kinds.User, among) is { } piece)
            return Resolve(Use(piece), Kinds.User);
        return null;
    }

    /// <summary>All people of customers named, as references where unique within the customer.</summary>
    public List<string> Contacts(IEnumerable<Piece> among)
    {
        var list = new List<string>();
        foreach (var piece in among)
        {
            if (piece.Name is not { } hit || IsUsed(piece) || !hit.Has(Kinds.Contact) || hit.Has(Kinds.Customer))
                continue;
            var mine = CustomerId is null || hit.Candidates.Exists(c => c.Entry.Kind == Kinds.Contact && (c.Entry.CustomerId is null || c.Entry.CustomerId == CustomerId));
            if (!mine)
                continue;
            var reference = Resolve(piece, Kinds.Contact, CustomerId);
            if (!list.Contains(reference))
                list.Add(reference);
        }

        return list;
    }

    public string? TakeOpportunity()
    {
        if (NamePiece(Kinds.Opportunity) is { } piece)
        {
            var resolved = Resolve(Use(piece), Kinds.Opportunity);
            var entry = piece.Name!.Candidates.Find(c => c.Entry.Kind == Kinds.Opportunity).Entry;
            if (entry.CustomerId is { } id)
                CustomerId ??= id;
            return resolved;
        }

        return null;
    }

    /// <summary>The opportunity meant, or its customer, or the one talked about.</summary>
    public void SetOpportunity()
    {
        if (TakeOpportunity() is { } named)
        {
            Set("opportunity", named);
            return;
        }

        FindCustomer(orFocus: false);
        if (Customer is not null)
        {
            Set("customer", Customer);
            return;
        }

        if (FocusOf(Kinds.Opportunity) is { } focus)
            Set("opportunity", focus.Reference);
        else
            SetCustomer();
    }

    /// <summary>The ticket meant: by number, by subject, by its customer, or the one talked about.</summary>
    public void SetTicket()
    {
        if (TakeId("noun.ticket") is { } id)
        {
            Set("ticket", $"{Kinds.Ticket}:{id.ToString(CultureInfo.InvariantCulture)}");
            return;
        }

        if (NamePiece(Kinds.Ticket) is { } piece)
        {
            Set("ticket", Resolve(Use(piece), Kinds.Ticket));
            return;
        }

        FindCustomer(orFocus: false, orUnknown: false);
        if (Customer is not null)
        {
            Set("customer", Customer);
            if (WordsBefore("noun.ticket") is { } words)
                Set("ticket", words);
        }
        else if (WordsBefore("noun.ticket") is { } subject)
        {
            Set("ticket", subject);
        }
        else if (WordsMoved() is { } described)
        {
            Set("ticket", described);
        }
        else if (FocusOf(Kinds.Ticket) is { } focus)
        {
            Set("ticket", focus.Reference);
        }
        else if (Request.Begin < Request.First && Analysis.Pieces[From] is { Kind: PieceKind.Word or PieceKind.Unknown } topic)
        {
            // 三号仓网关恢复一半了,优先级降到高: what the message began with.
            Set("ticket", Said(Use(topic)));
        }
        else
        {
            SetCustomer();
        }
    }

    /// <summary>把汉阳站那个分给我: what stands between 把 and 那个 says which; it is not the one talked about.</summary>
    private string? WordsMoved()
    {
        for (var i = Head.From; i < Head.To; i++)
        {
            if (Analysis.Word(Analysis.Pieces[i]) is not ("把" or "将"))
                continue;
            var end = i + 1;
            while (end < Head.To && Analysis.Pieces[end].Kind is PieceKind.Word or PieceKind.Unknown)
                end++;
            if (end > i + 1)
                return Analysis.Slice(Analysis.Pieces[i + 1].Start, Analysis.Pieces[end - 1].End);
        }

        return null;
    }

    /// <summary>The number said with a noun: "ticket 12", "#12", 工单12.</summary>
    public long? TakeId(string noun)
    {
        for (var i = From; i < To; i++)
        {
            if (!Analysis.Pieces[i].Is(noun))
                continue;
            for (var j = i + 1; j < To && j <= i + 3; j++)
            {
                var piece = Analysis.Pieces[j];
                if (!IsUsed(piece) && piece is { Kind: PieceKind.Value, Value: { Number: { } number } value } && value.Kind is Values.ValueKind.Number or Values.ValueKind.Ordinal or Values.ValueKind.Money && number > 0 && number == decimal.Truncate(number))
                {
                    Use(piece);
                    return (long)number;
                }

                if (piece.Kind != PieceKind.Punct && piece.Kind != PieceKind.Word)
                    break;
            }
        }

        return null;
    }

    /// <summary>"the leaking valve ticket" → "leaking valve": free words right before a noun.</summary>
    public string? WordsBefore(string noun)
    {
        for (var i = From; i < Head.To; i++)
        {
            if (!Analysis.Pieces[i].Is(noun))
                continue;
            var end = i;
            while (end > From && Analysis.Word(Analysis.Pieces[end - 1]) is "的" or "那个" or "这个" or "那" or "这")
                end--;
            var start = end;
            while (start > From && Analysis.Pieces[start - 1] is { } p && !IsUsed(p) && (p.Kind is PieceKind.Word or PieceKind.Unknown || (p.Kind == PieceKind.Lexeme && !p.IsPlaceholder && !p.Is("namecue") && !p.Is("act.show") && !p.Is("priority") && !p.Is("self")
                && !(p.IsAny("act.") && !Tokenizer.IsCjk(Analysis.Text.Text[p.Start])))))
                start--;
            for (var j = start; j < end; j++)
            {
                if (Analysis.Pieces[j].Kind is PieceKind.Word or PieceKind.Unknown || Analysis.Pieces[j].Is("thing"))
                    return Analysis.Slice(Analysis.Pieces[start].Start, Analysis.Pieces[end - 1].End);
            }

            return null;
        }

        return null;
    }

    private bool TakeNamed(IEnumerable<Piece> among, string kind)
    {
        if (NamePiece(kind, among) is not { } piece)
            return false;
        Use(piece);
        Customer = Resolve(piece, kind);
        CustomerSaid = Said(piece);
        var only = piece.Name!.Candidates.FindAll(c => c.Entry.Kind == kind);
        if (only.Count == 1)
            CustomerId = only[0].Entry.Id;
        return true;
    }

    /// <summary>The customer of a named opportunity or contact, when all candidates hang on the same one.</summary>
    private bool TakeFromOwned(string kind)
    {
        foreach (var among in new[] { HeadPieces, Pieces })
        {
            foreach (var piece in among)
            {
                if (piece.Name is not { } hit || !hit.Has(kind))
                    continue;
                long? id = null;
                var same = true;
                foreach (var candidate in hit.Candidates)
                {
                    if (candidate.Entry.Kind != kind)
                        continue;
                    same &= id is null || id == candidate.Entry.CustomerId;
                    id ??= candidate.Entry.CustomerId;
                }

                if (!same && FocusOf(Kinds.Customer) is { } focus && hit.Candidates.Exists(c => c.Entry.CustomerId == focus.Id))
                    (same, id) = (true, focus.Id);
                if (!same || id is null || Lookup(Kinds.Customer, id.Value) is not { } customer)
                    continue;
                CustomerId = id;
                Customer = $"{Kinds.Customer}:{id.Value.ToString(CultureInfo.InvariantCulture)}";
                CustomerSaid = customer.Name;
                return true;
            }
        }

        return false;
    }

    private bool TakeUnknown()
    {
        foreach (var among in new[] { HeadPieces, Pieces })
        {
            foreach (var piece in among)
            {
                if (piece.Kind != PieceKind.Unknown || IsUsed(piece))
                    continue;
                Use(piece);
                Customer = CustomerSaid = Said(piece);
                return true;
            }
        }

        return false;
    }
}
