namespace BotCrm.Core.Storage;

/// <summary>The store cannot be used. The message is for the person who starts the program.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
