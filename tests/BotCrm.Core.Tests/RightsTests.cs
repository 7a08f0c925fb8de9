using BotCrm.Core.Access;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Tests;

/// <summary>What holds for permissions, roles and nouns as such, whatever is added.</summary>
public sealed class RightsTests
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
        Assert.Empty(Records.Types.Select(type => Records.KindOf(type)!).Where(kind => !KindRights.Knows(kind)));

    private static IEnumerable<Type> UseCases() => typeof(ICrm).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, BaseType.IsGenericType: true })
        .Where(type => type.BaseType!.GetGenericTypeDefinition() is var open && (open == typeof(Command<>) || open == typeof(Query<>)));

    private static string? Needed(Type useCase) => ((RequiresAttribute?)Attribute.GetCustomAttribute(useCase, typeof(RequiresAttribute), false))?.Permission;
}
