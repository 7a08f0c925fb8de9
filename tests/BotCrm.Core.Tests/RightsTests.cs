using System.Text.RegularExpressions;
using BotCrm.Core.Access;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Tests;

/// <summary>What holds for permissions, roles and nouns as such, whatever is added.</summary>
public sealed partial class RightsTests
{
    [Fact]
    public void Every_use_case_needs_a_permission_that_exists()
    {
        var useCases = UseCases().ToList();
        Assert.True(useCases.Count > 50, $"only {useCases.Count} use cases found");
        Assert.Empty(useCases.Where(type => Needed(type) is not { } permission || !Permissions.All.Contains(permission)).Select(type => type.Name));
    }

    [Fact]
    public void Every_noun_says_what_reading_and_changing_it_needs() =>
        Assert.All(Records.Types.Select(type => Records.KindOf(type)!), kind => Assert.True(KindRights.Knows(kind), kind));

    [Fact]
    public void Every_permission_is_asked_for_somewhere()
    {
        var asked = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Root(), "crm-core"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("BuiltInRoles.cs", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        var used = Asked().Matches(asked).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Empty(typeof(Permissions).GetFields().Where(field => field.IsLiteral).Select(field => field.Name).Except(used));
    }

    [Fact]
    public void The_table_in_the_documentation_is_what_the_roles_may()
    {
        var rows = File.ReadAllLines(Path.Combine(Root(), "docs", "rights.md")).SkipWhile(line => !line.StartsWith("| permission |", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim(' ', '`')).ToArray()).ToList();
        Assert.Equal(RoleBook.BuiltIn.All.Select(role => role.Role.Name).Order(StringComparer.Ordinal), rows[0][1..].Order(StringComparer.Ordinal));
        Assert.Equal(Permissions.All.Order(StringComparer.Ordinal), rows.Skip(2).Select(row => row[0]));
        for (var column = 1; column < rows[0].Length; column++)
        {
            Assert.Equal(
                RoleBook.BuiltIn.Of(new Role(rows[0][column])).Permissions.Order(StringComparer.Ordinal),
                rows.Skip(2).Where(row => row[column] == "✓").Select(row => row[0]));
        }
    }

    [Theory]
    [InlineData("chief", "", "", "", "", "'Roles:chief:Base' must be one of admin, finance, manager, rep, support, not ''")]
    [InlineData("rep", "rep", "", "", "", "'Roles:rep': rep is built in; give your role another name and write rep as its Base")]
    [InlineData("a b", "rep", "", "", "", "a role's name has 1 to 20 letters, digits, _ or -; 'a b' has not")]
    [InlineData("chief", "rep", "some", "", "", "'Roles:chief:Rows' must be own, team or all, not 'some'")]
    [InlineData("chief", "rep", "1", "", "", "'Roles:chief:Rows' must be own, team or all, not '1'")]
    [InlineData("chief", "rep", "", "+quotes.aprove", "", "'Roles:chief:Permissions': there is no permission 'quotes.aprove'; there are quotes.approve, quotes.read, quotes.write")]
    [InlineData("chief", "rep", "", "+quotes.approve,quotes.read", "", "'Roles:chief:Permissions' must either all have a sign (+ or -), as changes to the base, or none")]
    [InlineData("chief", "rep", "", "quotes.write", "", "'Roles:chief:Permissions': quotes.write needs quotes.read as well")]
    [InlineData("chief", "rep", "", "", "planet.size", "'Roles:chief:HiddenFields': no field 'planet.size' can be hidden; it begins with one of ")]
    public void A_role_that_cannot_be_is_refused_in_one_line_that_says_what_can(string name, string basedOn, string rows, string permissions, string hidden, string message)
    {
        var settings = new RoleSettings { Base = basedOn, Rows = rows, Permissions = Words(permissions), HiddenFields = Words(hidden) };
        var wrong = Assert.Throws<RoleSettingsException>(() => RoleBook.With(new Dictionary<string, RoleSettings> { [name] = settings }));
        Assert.StartsWith(message, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Fact]
    public void A_role_of_ones_own_changes_its_base()
    {
        var role = RoleBook.With(new Dictionary<string, RoleSettings> { ["Lead"] = new() { Base = "rep", Rows = "team", Permissions = ["+quotes.approve", "-data.export"], HiddenFields = ["customer.notes"] } }).Of(new Role("lead"));
        Assert.Equal(RowRange.Team, role.Rows);
        Assert.Contains(Permissions.QuotesApprove, role.Permissions);
        Assert.DoesNotContain(Permissions.DataExport, role.Permissions);
        Assert.Contains(Permissions.CustomersRead, role.Permissions);
        Assert.Contains("customer.notes", role.HiddenFields);
        // Whose role is no longer configured may nothing.
        Assert.Empty(RoleBook.BuiltIn.Of(new Role("lead")).Permissions);
    }

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "BotCrm.sln")))
                return at.FullName;
        }
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    private static IEnumerable<Type> UseCases() => typeof(ICrm).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, BaseType.IsGenericType: true })
        .Where(type => type.BaseType!.GetGenericTypeDefinition() is var open && (open == typeof(Command<>) || open == typeof(Query<>)));

    private static string? Needed(Type useCase) => ((RequiresAttribute?)Attribute.GetCustomAttribute(useCase, typeof(RequiresAttribute), false))?.Permission;

    [GeneratedRegex(@"Permissions\.(\w+)")]
    private static partial Regex Asked();
}
