using System.Reflection;
using System.Text.RegularExpressions;

namespace BotCrm.Architecture.Tests;

public sealed class HabitRules
{
    public static TheoryData<string, string> Forbidden => new()
    {
        { @"\bDateTime\.(Now|UtcNow|Today)\b", "take TimeProvider" },
        { @"\bDateTimeOffset\.(Now|UtcNow)\b", "take TimeProvider" },
        { @"\bnew HttpClient\(", "take IHttpClientFactory" },
        { @"\bThread\.Sleep\(", "nothing waits by sleeping" },
        { @"\.(Result|Wait\(\))\s*;\s*// sync", "await" },
        { @"\bTask\.Delay\((?![^;]*(time|clock))", "pass the TimeProvider" },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Forbidden_calls_do_not_occur(string pattern, string instead)
    {
        Assert.NotEmpty(SourceTree.Product);
        var hits =
            from file in SourceTree.Product
            from Match match in Regex.Matches(WithoutComments(file.Text), pattern, RegexOptions.IgnoreCase)
            select $"{file.Path}: {match.Value} ({instead})";
        Assert.Empty(hits);
    }

    [Theory]
    [InlineData("var x = DateTime.UtcNow;", @"\bDateTime\.(Now|UtcNow|Today)\b")]
    [InlineData("using var c = new HttpClient();", @"\bnew HttpClient\(")]
    public void The_patterns_find_what_they_are_for(string code, string pattern) => Assert.Matches(pattern, WithoutComments(code));

    [Fact]
    public void One_use_case_per_file_named_like_it()
    {
        var useCases = typeof(Core.ICrm).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, BaseType.IsGenericType: true })
            .Where(type => type.BaseType!.GetGenericTypeDefinition() is var open && (open == typeof(Core.Command<>) || open == typeof(Core.Query<>)))
            .ToList();
        Assert.True(useCases.Count > 40, $"only {useCases.Count} use cases found");

        var files = SourceTree.In("crm-core").Select(file => Path.GetFileNameWithoutExtension(file.Path)).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(useCases.Where(type => !files.Contains(type.Name)).Select(type => type.FullName));
    }

    [Fact]
    public void Entities_are_changed_only_by_the_core()
    {
        var setters =
            from type in typeof(Core.ICrm).Assembly.GetExportedTypes()
            where type.Namespace is not null && type.GetProperty("Version") is not null && !type.Name.EndsWith("View", StringComparison.Ordinal)
            from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where property.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))
            select $"{type.Name}.{property.Name}";
        Assert.Empty(setters);
    }

    [Fact]
    public void The_system_clock_is_named_in_one_room()
    {
        var files = SourceTree.Product.Where(file => WithoutComments(file.Text).Contains("TimeProvider.System", StringComparison.Ordinal)).Select(file => file.Room).Distinct().ToList();
        Assert.All(files, room => Assert.StartsWith("bot", room, StringComparison.Ordinal));
    }

    [Fact]
    public void Which_database_it_is_is_known_in_one_room()
    {
        var knows = new Regex(@"\b(SqliteConnection|NpgsqlConnection|Microsoft\.Data\.Sqlite|UseSqlite|UseNpgsql|sqlite_master|pg_catalog)\b|\busing Npgsql\b|EF\.Functions\.(Like|ILike|Glob|Collate)\b|INSERT OR (REPLACE|IGNORE)");
        var files = SourceTree.Product.Where(file => knows.IsMatch(WithoutComments(file.Text))).ToList();
        Assert.Contains(files, file => file.Room == "crm-core/Storage/Postgres");
        Assert.Empty(files.Where(file => !file.Room.StartsWith("crm-core/Storage", StringComparison.Ordinal)).Select(file => file.Path));
    }

    private static string WithoutComments(string text) => Regex.Replace(text, @"//[^\n]*", "");
}
