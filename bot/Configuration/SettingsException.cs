namespace BotCrm.Bot.Configuration;

/// <summary>A setting stops the start. The message is one line for whoever starts the process; it never repeats a secret.</summary>
public sealed class SettingsException(string message) : Exception(message);
