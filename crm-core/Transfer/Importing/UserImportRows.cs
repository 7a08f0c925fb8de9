using BotCrm.Core.Access;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer.Mapping;
using BotCrm.Core.Users;

namespace BotCrm.Core.Transfer.Importing;

/// <summary>
/// Colleagues: first everybody, with teams made as they are met, then who reports to whom, so that a manager may stand below the people managed.
/// Who is there already, by login, is left out or changed as the plan says; nobody's login is changed.
/// </summary>
internal sealed class UserImportRows : IRowImporter
{
    public async Task ImportAsync(CrmSession session, ImportContext context, IReadOnlyList<RowData> rows, CancellationToken ct)
    {
        var items = rows.Select(row => new Item(row, context)).ToList();
        await context.LoadKeysAsync(session, items.Select(item => item.Key), ct);
        foreach (var item in items)
            await PlaceAsync(session, context, item, items, ct);
        foreach (var item in items.Where(item => item is { Outcome: RowOutcome.Created or RowOutcome.Updated, Row.Problem: null }))
            await ReportAsync(session, context, item, ct);
        foreach (var item in items)
        {
            if (item.Row.Problem is not null)
            {
                context.Failed(item.Row, Kinds.User);
                continue;
            }
            context.Add(item.Row, item.Outcome, Kinds.User, item.Id, item.Note);
            if (item.Outcome != RowOutcome.Skipped)
                context.Remember(session, item.Key, item.Id, item.Hash, item.Row.Number);
        }
    }

    private static async Task PlaceAsync(CrmSession session, ImportContext context, Item item, List<Item> all, CancellationToken ct)
    {
        var row = item.Row;
        var directory = await session.DirectoryAsync(ct);
        if (row.Text("name") is not { } name)
        {
            row.Fail("required", "name", "The colleague's name is missing; fill it in.");
            return;
        }
        if (item.Login.Length == 0)
        {
            row.Fail("required", "login", "Neither a login nor an e-mail address says how this colleague signs in; fill one in.");
            return;
        }
        if (all.Find(other => other != item && other.Login == item.Login && other.Row.Number < row.Number) is { } first)
        {
            (item.Outcome, item.Id) = (RowOutcome.Skipped, first.Id);
            item.Note = new RowProblem("duplicate_in_file", row.ColumnOf("login") ?? row.ColumnOf("email"), RowData.Shown(item.Login), $"The login {item.Login} stands in row {first.Row.Number} already; this row was left out.");
            return;
        }
        if (!Known(context, directory, all, row.Text("manager"), out var manager))
        {
            row.Fail("unknown_manager", "manager", $"There is no colleague '{row.Text("manager")}' and no row of this file for one; add a row, correct the name, or leave the cell empty.");
            return;
        }
        if (row.ChoiceOr("role", ChoiceWords.Role) is { } said && !session.Roles.Knows(new Role(said)))
        {
            row.Fail("unknown_value", "role", $"'{row.Text("role")}' is none of the roles: {string.Join(", ", session.Roles.All.Select(rights => rights.Role.Name))}.");
            return;
        }
        var role = row.ChoiceOr("role", ChoiceWords.Role) is { } known ? new Role(known) : (Role?)null;
        var language = row.Text("language") is { } tongue ? ChoiceWords.Find(ChoiceWords.Language, tongue) ?? tongue : null;
        var there = context.Known(item.Key) is { RecordId: var id } && directory.Find(id) is { } before ? before : directory.People.FirstOrDefault(person => person.Login == item.Login);
        if (there is not null && context.Known(item.Key) is { } same && same.Hash == item.Hash)
        {
            (item.Outcome, item.Id) = (RowOutcome.Unchanged, there.Id);
            return;
        }
        if (there is not null && context.Known(item.Key) is null && context.Plan.Policy != DuplicatePolicy.Update)
        {
            (item.Outcome, item.Id) = (RowOutcome.Skipped, there.Id);
            item.Note = new RowProblem("duplicate_user", row.ColumnOf("login") ?? row.ColumnOf("email"), RowData.Shown(item.Login), $"{there.Name} has the login {there.Login} already; the row was left out. Choose to update it.");
            return;
        }
        var team = await TeamAsync(session, item, ct);
        if (row.Problem is not null)
            return;
        var above = manager is null ? null : Meant(await session.DirectoryAsync(ct), manager);
        if (there is null)
        {
            var made = await session.TryAsync(
                new CreateUser { Login = item.Login, Name = name, Role = role ?? Role.Rep, TeamId = team, ManagerId = above, Language = language ?? "en", TimeZone = row.Text("timeZone") ?? session.Actor.TimeZone.Id },
                ct);
            if (!made.Ok)
            {
                row.Fail(made.Failure);
                return;
            }
            (item.Outcome, item.Id) = (RowOutcome.Created, made.Value.Id);
        }
        else
        {
            var changed = await session.TryAsync(new UpdateUser { Id = there.Id, Name = name, Role = role, TeamId = team, ManagerId = above, Language = language, TimeZone = row.Text("timeZone") }, ct);
            if (!changed.Ok)
            {
                row.Fail(changed.Failure);
                return;
            }
            (item.Outcome, item.Id) = (RowOutcome.Updated, there.Id);
        }
        // Who is there already is set; the rest follows when all rows are in.
        item.Manager = above is null ? manager : null;
    }

    /// <summary>The team that the row names; made when there is none of the name.</summary>
    private static async Task<long?> TeamAsync(CrmSession session, Item item, CancellationToken ct)
    {
        if (item.Row.Text("team") is not { } said)
            return null;
        var name = Checks.Clean(said);
        var key = NameForms.Key(name);
        var directory = await session.DirectoryAsync(ct);
        if (directory.Teams.Where(one => NameForms.Key(one.Value) == key).Select(one => (long?)one.Key).FirstOrDefault() is { } known)
            return known;
        var made = await session.TryAsync(new CreateTeam { Name = name }, ct);
        if (!made.Ok)
        {
            item.Row.Fail(made.Failure with { Field = "team" });
            return null;
        }
        item.Note = new RowProblem("team_made", item.Row.ColumnOf("team"), RowData.Shown(name), $"There was no team {name}; this row makes it.");
        return made.Value.Id;
    }

    private static async Task ReportAsync(CrmSession session, ImportContext context, Item item, CancellationToken ct)
    {
        if (item.Manager is not { } said)
            return;
        var directory = await session.DirectoryAsync(ct);
        if (Meant(directory, said) is not { } manager)
        {
            // Its own row had a problem; or, in a dry run, it stood in an earlier batch, of which nothing was kept.
            if (!context.Dry || !context.People.Contains(NameForms.Key(said)))
                item.Note = new RowProblem("manager_missing", item.Row.ColumnOf("manager"), RowData.Shown(said), $"The row of {said} has a problem, so nobody is set as manager; correct it and import the file again.");
            return;
        }
        if (directory.Find(item.Id)?.ManagerId != manager && await session.TryAsync(new UpdateUser { Id = item.Id, ManagerId = manager }, ct) is { Ok: false } refused)
            item.Note = Note(item.Row, "manager", refused.Failure);
    }

    private static RowProblem Note(RowData row, string field, Failure failure) => new(failure.Code, row.ColumnOf(field), RowData.Shown(row.Text(field)), failure.Message);

    /// <summary>Whether a manager can be told by what the cell says: there already, in this batch, or in an earlier row.</summary>
    private static bool Known(ImportContext context, UserDirectory directory, List<Item> all, string? said, out string? manager)
    {
        manager = said;
        if (said is null || Meant(directory, said) is not null)
            return true;
        var key = NameForms.Key(said);
        return context.People.Contains(key) || all.Exists(item => item.Login == Local(said) || NameForms.Key(item.Row.Text("name") ?? "") == key);
    }

    private static long? Meant(UserDirectory directory, string said)
    {
        var key = NameForms.Key(said);
        return directory.People.FirstOrDefault(person => person.Login == Local(said))?.Id
            ?? (directory.People.Where(person => person.Active && NameForms.Key(person.Name) == key).Take(2).ToList() is [var only] ? only.Id : null);
    }

    private static string Local(string text) => (text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? text[..at] : text).Trim().ToLowerInvariant();

    private sealed class Item
    {
        public Item(RowData row, ImportContext context)
        {
            Row = row;
            Login = Local(row.Text("login") ?? row.Text("email") ?? "");
            Key = context.Key(Kinds.User, row.Text("externalId") is { } external ? "x:" + external : "n:" + Login);
            Hash = row.Hash(static _ => true);
            context.People.Add(NameForms.Key(row.Text("name") ?? ""));
            context.People.Add(NameForms.Key(Login));
        }

        public RowData Row { get; }

        public string Login { get; }

        public string Key { get; }

        public string Hash { get; }

        public long Id { get; set; }

        public string? Manager { get; set; }

        public RowOutcome Outcome { get; set; } = RowOutcome.Unchanged;

        public RowProblem? Note { get; set; }
    }
}
