using BotCrm.Core.Privacy.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Core.Privacy;

/// <summary>What a rotation did: the newest key-encryption key, and how many data keys each one wraps.</summary>
public sealed record KeyRotationReport(string NewestKey, IReadOnlyDictionary<string, int> Wrapped, string? KeyFile);

/// <summary>Changes keys from the command line, while other processes serve.</summary>
public static class KeyAdministration
{
    /// <summary>How many keys a setting holds.</summary>
    /// <exception cref="SealException">It is malformed.</exception>
    public static int CountKeys(string setting) => KeyEncryptionKey.Parse(setting, "The setting Privacy:Key").Count;

    /// <param name="services">Of a prepared CRM.</param>
    /// <param name="newDataKey">Also a new data key for fields, and all fields sealed anew under it.</param>
    /// <param name="ct">What was done by then stays done; the background task goes on with the rest.</param>
    public static async Task<KeyRotationReport> RotateAsync(IServiceProvider services, bool newDataKey, CancellationToken ct = default)
    {
        var crm = services.GetRequiredService<Crm>();
        var wrapping = crm.Sealer.Ring.Wrapping;
        if (!wrapping.FromSettings)
            KeyRotation.AddKey(crm);
        if (newDataKey)
            await KeyRotation.AddDataKeyAsync(crm, ct);
        while (await KeyRotation.StepAsync(crm, ct))
        {
        }
        return new KeyRotationReport(wrapping.Newest.Id, await KeyRotation.CountAsync(crm, ct), wrapping.FromSettings ? null : wrapping.FilePath);
    }
}
