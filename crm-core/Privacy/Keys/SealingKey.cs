namespace BotCrm.Core.Privacy.Keys;

/// <summary>An opened data key: what seals, and the id by which sealed bytes name it.</summary>
internal sealed record SealingKey(long Id, byte[] Bytes);

/// <summary>Sealed data cannot be opened: it was altered or moved, or its key is not to be had. The message is for whoever runs the program and holds no data.</summary>
public sealed class SealException(string message, Exception? inner = null) : Exception(message, inner);
