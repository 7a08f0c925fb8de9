using System.Data.Common;
using System.Net.Sockets;
using BotCrm.Bot.Configuration;
using BotCrm.Core;
using BotCrm.Core.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace BotCrm.Bot.Commands;

/// <summary>What the process was started for. Whatever stops it is told in one line on stderr.</summary>
internal static class CommandLine
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongInput = 2;

    private const string Help = """
        BotCrm, a CRM people talk to.

          dotnet run --project bot                    starts it on http://localhost:3978
          dotnet run --project bot -- audit verify    checks the hash chain of the audit; exit code 0 when whole, 1 when broken
          dotnet run --project bot -- rotate-keys     a new key wraps the data keys; with --data fields are sealed anew as well
          dotnet run --project bot -- retention       lists what the retention rules would delete or erase; changes nothing
          dotnet run --project bot -- backup [FILE]   takes a backup now, into the backup folder or the given file, and checks it
          dotnet run --project bot -- restore FILE    restores a backup into an empty place, and checks it
          dotnet run --project bot -- move-to-postgres "CONNECTION"    moves the SQLite file's company into an empty PostgreSQL database
          dotnet run --project bot -- --help          shows this

        Every setting of docs/configuration.md can be given after --, such as --Data:Path /var/lib/botcrm/botcrm.db
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args switch
            {
                _ when args.Any(static arg => arg is "--help" or "-h" or "-?") => ShowHelp(),
                ["audit", "verify", .. var settings] => await VerifyAuditCommand.RunAsync(settings, Console.Out) ? Done : Failed,
                ["rotate-keys", .. var settings] => await DoneAsync(PrivacyCommands.RotateKeysAsync(settings, Console.Out)),
                ["retention", .. var settings] => await DoneAsync(PrivacyCommands.RetentionAsync(settings, Console.Out)),
                ["backup", var file, .. var settings] when IsFile(file) => await DoneAsync(BackupCommands.BackupAsync(file, settings, Console.Out)),
                ["backup", .. var settings] => await DoneAsync(BackupCommands.BackupAsync(null, settings, Console.Out)),
                ["restore", var file, .. var settings] when IsFile(file) => await DoneAsync(BackupCommands.RestoreAsync(file, settings, Console.Out)),
                ["restore", ..] => throw new SettingsException("restore needs the file of a backup; docs/backup.md says how"),
                ["move-to-postgres", var connection, .. var settings] when !connection.StartsWith('-') => await DoneAsync(MoveToPostgresCommand.RunAsync(connection, settings, Console.Out)),
                ["move-to-postgres", ..] => throw new SettingsException("move-to-postgres needs a connection string, such as \"Host=db.example.com;Database=botcrm;Username=botcrm;Password=...\""),
                [var word, ..] when IsWord(word) => throw new SettingsException($"there is no command '{word}'; --help shows what there is"),
                _ => await ServeAsync(args),
            };
        }
        catch (Exception exception) when (Explain(exception) is { } line)
        {
            await Console.Error.WriteLineAsync("BotCrm cannot start: " + line);
            return exception is SettingsException or InvalidDataException or OptionsValidationException ? WrongInput : Failed;
        }
    }

    private static async Task<int> DoneAsync(Task command)
    {
        await command;
        return Done;
    }

    private static int ShowHelp()
    {
        Console.WriteLine(Help);
        return Done;
    }

    private static async Task<int> ServeAsync(string[] args)
    {
        await using var app = BotApplication.Build(args);
        await CrmStartup.PrepareAsync(app.Services);
        await app.StartAsync();
        app.Services.GetRequiredService<StartGate>().Starting = false;
        await app.WaitForShutdownAsync();
        return Done;
    }

    /// <summary>A path may begin like a switch of Windows; only the name of a section makes it one.</summary>
    private static bool IsFile(string argument) => argument is not ['-', ..] && !argument.Contains('=', StringComparison.Ordinal)
        && !SettingsCatalogue.Sections.Any(section => argument.StartsWith($"/{section}:", StringComparison.OrdinalIgnoreCase));

    /// <summary>A word is neither a switch (<c>--key</c>) nor a setting (<c>key=value</c>).</summary>
    private static bool IsWord(string argument) => argument is not ['-' or '/', ..] && !argument.Contains('=', StringComparison.Ordinal);

    /// <summary>The one line, for what a person can mend; null for a bug, which keeps its stack trace.</summary>
    private static string? Explain(Exception exception) => exception switch
    {
        SettingsException => exception.Message,
        OptionsValidationException => OneLine(exception.Message),
        InvalidDataException { InnerException: FormatException { InnerException: { } json } } => $"appsettings.json is not valid JSON: {OneLine(json.Message)}",
        InvalidDataException => OneLine(exception.Message),
        IOException { InnerException: AddressInUseException } => OneLine(exception.Message) + ". Stop the other program, or choose another port with --urls http://localhost:3979",
        StoreException => OneLine(exception.Message),
        DbException => $"the data cannot be read: {OneLine(exception.Message)}",
        IOException or SocketException or UnauthorizedAccessException => OneLine(exception.Message),
        _ => null,
    };

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
