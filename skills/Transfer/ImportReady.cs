using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer;
using BotCrm.Core.Transfer.Mapping;

namespace BotCrm.Skills.Transfer;

internal static class ImportReady
{
    /// <summary>All that is needed is mapped, and nothing is to be asked.</summary>
    public static bool IsReady(ImportView import)
    {
        var mapped = import.Plan.Columns.Select(c => c.Field).ToHashSet();
        bool Has(ImportField field) => mapped.Contains(field.Name) || (import.Plan.Kind == Kinds.Contact && field.Name == "name" && (mapped.Contains("firstName") || mapped.Contains("lastName")));
        return import.Plan.Questions.Count == 0 && ImportFields.Of(import.Plan.Kind).Where(f => f.Required).All(Has);
    }
}
