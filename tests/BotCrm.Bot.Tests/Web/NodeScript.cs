using System.Diagnostics;

namespace BotCrm.Bot.Tests.Web;

/// <summary>Runs a script of tests/web, with the packages of its lock file, and hands back what it printed.</summary>
internal static class NodeScript
{
    private static readonly Lazy<Task> Packages = new(InstallAsync);

    public static async Task<string> RunAsync(string script, string? input = null, params string[] arguments)
    {
        await Packages.Value;
        return await StartAsync("node", [Repository.Path("tests", "web", script), .. arguments], input, TimeSpan.FromMinutes(1));
    }

    private static async Task InstallAsync()
    {
        var folder = Repository.Path("tests", "web");
        var stamp = Path.Combine(folder, "node_modules", ".installed");
        var wanted = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
            return;
        await StartAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], null, TimeSpan.FromMinutes(5));
        await File.WriteAllTextAsync(stamp, wanted);
    }

    private static async Task<string> StartAsync(string program, string[] arguments, string? input, TimeSpan patience)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Path("tests", "web"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"These tests need Node.js 20 or later; '{program}' could not be started: {e.Message}", e);
        }

        using (process)
        {
            using var limit = new CancellationTokenSource(patience);
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            if (input is not null)
                await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {patience}.");
            }

            return process.ExitCode == 0
                ? await output
                : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await errors}\n{await output}");
        }
    }
}
