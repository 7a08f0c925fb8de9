namespace BotCrm.Core.Privacy;

/// <summary>
/// Seals bytes that stand outside mapped text columns (files' contents), with AES-256-GCM under the store's data key. What is sealed opens only
/// at the place it was sealed for. Text columns need no call: mark them <c>IsSealed()</c> in the map. Thread safe.
/// </summary>
public interface ISealer
{
    /// <summary>37 bytes longer than what goes in.</summary>
    byte[] Seal(ReadOnlySpan<byte> plain, string table, string column, long row);

    /// <exception cref="Keys.SealException">Altered, moved from another place, or its key is not to be had.</exception>
    byte[] Open(ReadOnlySpan<byte> sealedBytes, string table, string column, long row);
}
