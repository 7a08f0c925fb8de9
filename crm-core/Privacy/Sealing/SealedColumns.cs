using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Privacy.Sealing;

/// <summary>
/// Marks a map's text property as sealed: in memory it is plain, in the store AES-256-GCM bound to table, column and row. It can be neither
/// compared nor sorted by the store; exact values are found through a blind index column beside it (<see cref="SealedQuery"/>).
/// </summary>
internal static class SealedColumns
{
    private const string SealedAnnotation = "Crm:Sealed";
    private const string BlindOfAnnotation = "Crm:BlindOf";
    private const string BlindFormAnnotation = "Crm:BlindForm";

    /// <summary>The column stays text; a record's key must be its id.</summary>
    public static PropertyBuilder<string?> IsSealed(this PropertyBuilder<string?> property)
    {
        property.HasAnnotation(SealedAnnotation, true);
        return property;
    }

    /// <summary>
    /// Adds the shadow property <paramref name="column"/> (text, null; give it an index in the migration) with the blind index of a sealed
    /// property; it is kept by the store.
    /// </summary>
    public static void HasBlindIndex<T>(this EntityTypeBuilder<T> entity, string sealedProperty, BlindForm form, string column)
        where T : class
    {
        entity.Property<string?>(column).HasMaxLength(Limits.Blind).HasAnnotation(BlindOfAnnotation, sealedProperty).HasAnnotation(BlindFormAnnotation, form.ToString());
        entity.HasIndex(column);
    }

    public static bool IsSealed(this IReadOnlyProperty property) => property.FindAnnotation(SealedAnnotation) is not null;

    public static bool IsBlindIndex(this IReadOnlyProperty property) => property.FindAnnotation(BlindOfAnnotation) is not null;

    /// <summary>The blind indexes of a sealed property.</summary>
    public static IEnumerable<(IProperty Property, BlindForm Form)> BlindIndexes(this IProperty property) =>
        property.DeclaringType.GetProperties()
            .Where(other => (string?)other.FindAnnotation(BlindOfAnnotation)?.Value == property.Name)
            .Select(other => (other, Enum.Parse<BlindForm>((string)other.FindAnnotation(BlindFormAnnotation)!.Value!)));
}
