using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace BotCrm.Core.Storage.Backup;

/// <summary>Runs PostgreSQL's own programs. Where the database is and the password go by the environment, which other users of the machine cannot read.</summary>
internal static class PostgresTools
{
    /// <returns>What it printed.</returns>
    /// <exception cref="StoreException">It is not installed, or failed; the message is its own.</exception>
    public static async Task<string> RunAsync(string tool, IReadOnlyList<string> arguments, NpgsqlConnectionStringBuilder? address, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Find(tool), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        if (address is not null)
            Tell(start, address);
        using var process = Start(start, tool);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            if (process.ExitCode != 0)
                throw new StoreException($"{tool} failed: {string.Join(' ', (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(3))}");
            return await output;
        }
        catch (OperationCanceledException)
        {
            process.Kill(true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start, string tool)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new StoreException($"{tool} is needed and cannot be run; install PostgreSQL's client programs (Debian: postgresql-client), not older than the server.", missing);
        }
    }

    private static void Tell(ProcessStartInfo start, NpgsqlConnectionStringBuilder address)
    {
        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                start.Environment[name] = value;
        }

        Set("PGHOST", address.Host);
        Set("PGPORT", address.Port.ToString(CultureInfo.InvariantCulture));
        Set("PGDATABASE", address.Database);
        Set("PGUSER", address.Username);
        Set("PGPASSWORD", address.Password);
        Set("PGPASSFILE", address.Passfile);
        Set("PGSSLROOTCERT", address.RootCertificate);
        Set("PGSSLMODE", address.SslMode switch
        {
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant(),
        });
    }

    /// <summary>The newest that Debian has put beside each other, which can read every older server; else the one on the path.</summary>
    private static string Find(string tool)
    {
        const string versions = "/usr/lib/postgresql";
        if (!Directory.Exists(versions))
            return tool;
        return Directory.GetDirectories(versions)
            .Select(folder => (Version: double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0, File: Path.Combine(folder, "bin", tool)))
            .Where(one => File.Exists(one.File))
            .OrderByDescending(one => one.Version)
            .Select(one => one.File)
            .FirstOrDefault(tool);
    }
}
