using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Frames.Service;
using BotCrm.Skills.Understanding.Parsing;

namespace BotCrm.Skills.Understanding.Frames.Company;

/// <summary>Teams, who is in them, and colleagues' accounts.</summary>
internal static class TeamFrames
{
    private static readonly string[] Verbs =
    [
        "act.create", "act.delete", "act.rename", "act.move", "act.assign", "act.update", "x.dissolve", "x.switch", "x.partof", "x.alone", "act.show", "polite", "ctx.in", "q.wh", "x.whoin", "x.users",
    ];

    public static IReadOnlyDictionary<string, Action<Frame>> Fillers { get; } = new Dictionary<string, Action<Frame>>(StringComparer.Ordinal)
    {
        ["create_team"] = Create,
        ["update_team"] = Update,
        ["delete_team"] = frame => frame.Set("team", Known(frame) ?? Named.Of(frame, "x.team", Verbs)),
        ["move_user"] = Move,
        ["update_user"] = Colleague,
        ["list_users"] = List,
        ["who_am_i"] = _ => { },
        ["funnel"] = Sales.SalesReports.OverTime,
        ["import_file"] = Sales.TransferFrames.ImportFile,
    };

    private static void Create(Frame frame)
    {
        frame.Set("parent", Known(frame));
        frame.Set("name", Named.New(frame, "x.team", [.. Verbs, "namecue"]));
    }

    /// <summary>The team it becomes part of stands last; what is renamed stands first.</summary>
    private static void Update(Frame frame)
    {
        if (frame.Has("act.rename"))
        {
            frame.Set("team", Known(frame));
            frame.Set("name", frame.Quoted() ?? NewName(frame));
            frame.Set("team", Named.Of(frame, "x.team", Verbs));
            return;
        }

        if (frame.Has("x.alone"))
        {
            frame.Set("on_its_own", true);
            frame.Set("team", Known(frame) ?? Named.Of(frame, "x.team", Verbs));
            return;
        }

        var teams = frame.Pieces.Where(p => p.Name?.Has(Kinds.Team) == true).ToList();
        frame.Set("parent", frame.Resolve(frame.Use(teams[^1]), Kinds.Team));
        frame.Set("team", teams.Count > 1 ? frame.Resolve(frame.Use(teams[0]), Kinds.Team) : Unknown(frame) ?? Named.Of(frame, "x.team", Verbs));
    }

    private static void Move(Frame frame)
    {
        frame.Set("colleague", frame.TakeUser());
        if (frame.Features.Has("x.leave"))
            return;
        frame.Set("team", Known(frame) ?? Named.Of(frame, "x.team", Verbs));
    }

    private static void Colleague(Frame frame)
    {
        if (frame.Has("x.manages") || frame.Has("x.reports"))
        {
            var users = frame.Pieces.Where(p => p.Name?.Has(Kinds.User) == true).ToList();
            // "Marta is Tom's new manager" names the manager first; "Tom reports to Marta", 汤姆的上级是玛塔 names her last.
            var first = frame.Has("x.manages") && !frame.IsChinese;
            if (users.Count > 1)
                frame.Set("manager", frame.Resolve(frame.Use(users[first ? 0 : 1]), Kinds.User));
            frame.Set("colleague", frame.TakeUser());
            return;
        }

        frame.Set("colleague", frame.TakeUser() ?? UserBefore(frame) ?? frame.FocusOf(Kinds.User)?.Reference);
        if (frame.Has("act.rename"))
            frame.Set("name", frame.Quoted() ?? NewName(frame));
        else if (frame.Has("x.openaccount") || frame.Has("act.on") || frame.Has("act.undo"))
            frame.Set("active", true);
        else if (frame.Has("x.closeaccount") || frame.Has("act.off") || frame.Has("act.delete"))
            frame.Set("active", false);
        else
            frame.Set("new_role", RoleWords.First(frame));
    }

    private static void List(Frame frame)
    {
        frame.Set("team", Known(frame));
        if (frame.Has("x.whoin") && !frame.Args.ContainsKey("team"))
            frame.Set("team", frame.Pieces.Any(p => p.Is("noun.team") && frame.Analysis.Word(p) is "my team" or "our team" or "我的团队" or "我们团队" or "团队") ? "my team" : Named.Of(frame, "x.team", Verbs));
        if (frame.NamePiece(Kinds.User) is { } user)
            frame.Set("search", frame.Lookup(Kinds.User, user.Name!.Candidates.Find(c => c.Entry.Kind == Kinds.User).Entry.Id)?.Name ?? frame.Said(user));
        if (frame.Has("x.closed"))
            frame.Set("active", false);
        frame.Set("with_role", RoleWords.First(frame));
    }

    /// <summary>Somebody the clause before told of: "Tom has left the company, close his account".</summary>
    private static string? UserBefore(Frame frame)
    {
        for (var i = frame.From - 1; i >= 0 && i >= frame.From - 12; i--)
        {
            if (frame.Analysis.Pieces[i].Name?.Has(Kinds.User) == true)
                return frame.Resolve(frame.Analysis.Pieces[i], Kinds.User);
        }

        return null;
    }

    private static string? Known(Frame frame) => frame.NamePiece(Kinds.Team) is { } team ? frame.Resolve(frame.Use(team), Kinds.Team) : null;

    private static string? Unknown(Frame frame) => frame.Pieces.FirstOrDefault(p => p.Kind == PieceKind.Unknown && !frame.IsUsed(p)) is { } unknown ? frame.Said(frame.Use(unknown)) : null;

    /// <summary>What follows "to" or 改名为.</summary>
    private static string? NewName(Frame frame)
    {
        var pieces = frame.Analysis.Pieces;
        var at = -1;
        for (var i = frame.From; i < frame.To; i++)
        {
            if (frame.Analysis.Word(pieces[i]) == "to" || (pieces[i].Is("act.rename") && frame.Analysis.Word(pieces[i]) is not ("rename" or "renamed" or "改名")))
                at = i;
        }

        if (at < 0 || at + 1 >= frame.To)
            return null;
        for (var i = at + 1; i < frame.To; i++)
            frame.Use(pieces[i]);
        var text = Frame.Tidy(frame.Analysis.Slice(pieces[at].End, pieces[frame.To - 1].End));
        return text.Length == 0 ? null : text;
    }
}
