using BotCrm.Core.Audit;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace BotCrm.Core.Customers.Merging;

/// <param name="Field">camelCase, as in the record's image.</param>
/// <param name="Kept">Of which record the value is kept: target or source.</param>
public sealed record MergeConflict(string Field, string? Target, string? Source, string Kept);

/// <summary>
/// How two records of a type become one, field by field: the target's value wins, an empty one is filled from the source, lists are united. A caller
/// may ask for the source's value of a field.
/// </summary>
internal static class MergeFields
{
    // Kept by the store or by the merge itself.
    private static readonly string[] NotMerged = ["Id", "Version", "CreatedAt", "UpdatedAt", "LastInteractionAt", "Name", "Aliases", "OwnerId", "CustomerId"];

    public static IReadOnlyList<string> Choosable(IEntityType type) =>
        [.. Fields(type).Select(RecordImage.FieldName), "name", .. type.FindProperty("OwnerId") is null ? (string[])[] : ["ownerId"]];

    public static List<MergeConflict> Merge(EntityEntry target, EntityEntry source, IReadOnlyCollection<string> fromSource)
    {
        var conflicts = new List<MergeConflict>();
        var (before, after) = (Image(target), Image(source));
        var chosen = new HashSet<string>(fromSource, StringComparer.Ordinal);
        // A sum without its currency would be another sum.
        if (chosen.Contains("annualRevenue"))
            chosen.Add("revenueCurrency");
        var keepsRevenue = target.Metadata.FindProperty(nameof(Customer.AnnualRevenueMinor)) is not null && target.Property(nameof(Customer.AnnualRevenueMinor)).CurrentValue is not null && !chosen.Contains("annualRevenue");
        foreach (var property in Fields(target.Metadata))
        {
            var name = RecordImage.FieldName(property);
            var (ours, theirs) = (target.Property(property.Name), source.Property(property.Name));
            if (ours.CurrentValue is IReadOnlyList<string> list && theirs.CurrentValue is IReadOnlyList<string> more)
            {
                ours.CurrentValue = (string[])[.. list, .. more.Where(one => !list.Contains(one, StringComparer.OrdinalIgnoreCase))];
                continue;
            }
            if (theirs.CurrentValue is null || Equals(theirs.CurrentValue, ours.CurrentValue))
                continue;
            // Who asked to be left alone is left alone, whichever record says so.
            if (property.ClrType == typeof(bool))
            {
                ours.CurrentValue = (bool)ours.CurrentValue! || (bool)theirs.CurrentValue;
                continue;
            }
            if (property.Name == nameof(Customer.RevenueCurrency) && keepsRevenue)
                continue;
            if (ours.CurrentValue is null)
            {
                ours.CurrentValue = theirs.CurrentValue;
                continue;
            }
            if (property.Name is "Notes" or "Preferences" && !chosen.Contains(name) && Joined((string)ours.CurrentValue, (string)theirs.CurrentValue, property) is { } both)
            {
                ours.CurrentValue = both;
                continue;
            }
            // Whoever was further along with either record is as far along with the one.
            if (ours.CurrentValue is Lifecycle.Potential or Lifecycle.Interested && theirs.CurrentValue is Lifecycle.Interested or Lifecycle.Won && (Lifecycle)theirs.CurrentValue > (Lifecycle)ours.CurrentValue)
            {
                ours.CurrentValue = theirs.CurrentValue;
                continue;
            }
            var kept = chosen.Contains(name);
            conflicts.Add(new MergeConflict(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name), kept ? "source" : "target"));
            if (kept)
                ours.CurrentValue = theirs.CurrentValue;
        }
        return conflicts;
    }

    /// <summary>Both notes, when they fit.</summary>
    private static string? Joined(string ours, string theirs, IProperty property)
    {
        var both = ours.Contains(theirs, StringComparison.Ordinal) ? ours : $"{ours}\n\n{theirs}";
        return both.Length <= (property.GetMaxLength() ?? int.MaxValue) ? both : null;
    }

    private static IEnumerable<IProperty> Fields(IEntityType type) =>
        type.GetProperties().Where(property => !property.IsShadowProperty() && !NotMerged.Contains(property.Name) && !Records.IsDerived(type.ClrType, property.Name));

    private static Dictionary<string, string?> Image(EntityEntry entry) =>
        System.Text.Json.Nodes.JsonNode.Parse(RecordImage.Write(entry.CurrentValues))!.AsObject().ToDictionary(field => field.Key, field => field.Value?.ToString());
}
