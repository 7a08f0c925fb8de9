using System.Text.Json;
using BotCrm.Core.Audit;

namespace BotCrm.Core.Contracts;

/// <summary>Reads what an audit entry says of a record that is gone.</summary>
internal static class Undoable
{
    public static long? ContractIn(AuditEntry entry)
    {
        using var image = JsonDocument.Parse(entry.After ?? entry.Before ?? "{}");
        return image.RootElement.TryGetProperty("contractId", out var id) && id.TryGetInt64(out var contract) ? contract : null;
    }
}
