using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Fields;

/// <summary>The company's own fields that the actor may see, of one noun or of all.</summary>
[Requires(Permissions.CustomersRead)]
public sealed record ListFields : Query<IReadOnlyList<CustomField>>
{
    public string? Noun { get; init; }

    protected internal override Task<Result<IReadOnlyList<CustomField>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (Noun is not null && !FieldBook.Nouns.Contains(Noun))
        {
            Result<IReadOnlyList<CustomField>> unknown = Failure.Invalid("unknown_value", $"noun must be one of: {string.Join(", ", FieldBook.Nouns)}.", "noun");
            return Task.FromResult(unknown);
        }
        Result<IReadOnlyList<CustomField>> all = session.Fields.All
            .Where(one => (Noun is null || one.Noun == Noun) && session.Actor.MayRead(one.Noun) && session.Actor.SeesField(one.RightsName)).ToList();
        return Task.FromResult(all);
    }
}
