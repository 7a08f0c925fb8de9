using BotCrm.Core.Privacy.Sealing;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Fields;

/// <summary>How own fields stand in a noun's table.</summary>
internal static class CustomColumns
{
    private const string JsonAnnotation = "Crm:Json";

    public static void HasCustomFields<T>(this EntityTypeBuilder<T> entity)
        where T : CustomRecord
    {
        entity.Property(record => record.Custom).HasAnnotation(JsonAnnotation, true);
        entity.Property(record => record.CustomSealed).IsSealed().HasAnnotation(JsonAnnotation, true);
    }

    /// <summary>A text that is JSON; images show it as such.</summary>
    public static bool IsJson(this IReadOnlyProperty property) => property.FindAnnotation(JsonAnnotation) is not null;
}
