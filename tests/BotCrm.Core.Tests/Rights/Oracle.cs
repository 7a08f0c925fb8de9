using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tests.Rights;

/// <summary>A planted record: what it is, in which state, and whose. Several owners: who sees any one of them sees it.</summary>
internal sealed record Planted(string Kind, string State, IReadOnlyList<long> Owners);

/// <summary>
/// Who sees what, written once more from docs/rights.md. Nothing in here asks the code under test: not its row scope, not its field rights, not
/// its table of roles.
/// </summary>
internal sealed class Oracle(IReadOnlyDictionary<string, string?> parents, IReadOnlyDictionary<long, (string Role, string? Team)> staff)
{
    private static readonly string[] Carers = ["support", "auditor"];
    private static readonly string[] OfFinance = [Kinds.Customer, Kinds.Contract, Kinds.Payment, Kinds.Task, Kinds.User, Kinds.Team, "change_set"];
    private static readonly string[] NotOfCarers = [Kinds.Quote, Kinds.Contract, Kinds.Payment, Import, Kinds.Webhook];
    private static readonly string[] OnInvoices = ["Name", "Alias", "City", "Address"];
    private static readonly string[] Details = ["Phone", "Email", "WeChat", "IdNumber"];

    public const string Import = "import";

    /// <summary>A task without a customer.</summary>
    public const string Todo = "todo";

    public const string Sentence = "sentence";

    /// <summary>The rule for rows: one's own, the team's with all its sub-teams, or everybody's.</summary>
    public bool SeesRowsOf(Actor actor, long owner) => actor.UserId == owner || actor.Role.Name switch
    {
        "admin" or "support" or "auditor" or "finance" => true,
        "manager" or "assistant" => staff[actor.UserId].Team is { } team && staff.TryGetValue(owner, out var person) && IsWithin(person.Team, team),
        _ => false,
    };

    public bool SeesRowsOf(Actor actor, IReadOnlyList<long> owners) => owners.Any(owner => SeesRowsOf(actor, owner));

    public bool Sees(Actor actor, Planted record) => Reads(actor, record.Kind) && record.Kind switch
    {
        Kinds.Segment => record.State == "shared" || record.Owners.Contains(actor.UserId) || Is(actor, "admin"),
        Kinds.Article => record.State == "approved" || record.Owners.Contains(actor.UserId) || Is(actor, "admin", "manager"),
        Import => record.Owners.Contains(actor.UserId) || Is(actor, "admin"),
        Kinds.File when record.State == "loose" => record.Owners.Contains(actor.UserId) || Is(actor, "admin"),
        Kinds.Task when Is(actor, "finance") => record.Owners.Contains(actor.UserId),
        Kinds.Task when record.State == Todo => record.Owners.Contains(actor.UserId) || (!Is(actor, Carers) && SeesRowsOf(actor, record.Owners)),
        _ => SeesRowsOf(actor, record.Owners),
    };

    /// <summary>The rule for a text, by what it was written in.</summary>
    public bool SeesText(Actor actor, IReadOnlyList<long> owners, string kind, string field)
    {
        if (kind == Sentence)
            return Is(actor, "admin") || owners.Contains(actor.UserId) || (Is(actor, "manager") && SeesRowsOf(actor, owners));
        // The audit tells of an import, and who sees what the maker changed reads there where it came from.
        if (kind == Import && field == "File" && Is(actor, "manager") && SeesRowsOf(actor, owners))
            return true;
        if (!Sees(actor, new Planted(kind == Todo ? Kinds.Task : kind, kind == Todo ? Todo : field is "shared" or "approved" or "loose" ? field : "", owners)))
            return false;
        return kind switch
        {
            Kinds.Customer when Is(actor, "finance") => OnInvoices.Contains(field),
            Kinds.Customer when field == "Notes" => !Is(actor, "auditor"),
            Kinds.Ticket when field == "Description" => !Is(actor, "auditor"),
            Kinds.Contact when Details.Contains(field) => Is(actor, "admin") || owners.Contains(actor.UserId) || (Is(actor, "manager") && SeesRowsOf(actor, owners)),
            Kinds.Opportunity when field == "Amount" => !Is(actor, Carers),
            _ => true,
        };
    }

    public static bool Reads(Actor actor, string kind) => actor.Role.Name switch
    {
        "finance" => OfFinance.Contains(kind),
        "support" or "auditor" => !NotOfCarers.Contains(kind),
        _ => kind != Kinds.Webhook || Is(actor, "admin"),
    };

    private static bool Is(Actor actor, params string[] roles) => roles.Contains(actor.Role.Name);

    private bool IsWithin(string? team, string above)
    {
        for (var one = team; one is not null; one = parents[one])
        {
            if (one == above)
                return true;
        }
        return false;
    }
}
