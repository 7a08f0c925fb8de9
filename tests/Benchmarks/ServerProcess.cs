using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace BotCrm.Benchmarks;

/// <summary>A server in a process of its own, with its CPU time; ended on dispose.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public long WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static ServerProcess Start(string assembly, Func<Uri, string[]> arguments)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        probe.Stop();
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        info.ArgumentList.Add(assembly);
        foreach (var argument in arguments(address))
        {
            info.ArgumentList.Add(argument);
        }

        var process = Process.Start(info)!;
        // Drained, so that a full pipe never stops the server.
        process.OutputDataReceived += (_, line) =>
        {
            if (Environment.GetEnvironmentVariable("BENCH_SERVER_LOG") is not null && line.Data is { Length: > 0 } text)
                Console.Error.WriteLine(text);
        };
        process.ErrorDataReceived += (_, line) => { if (line.Data is { Length: > 0 } text) Console.Error.WriteLine(text); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ServerProcess(process, address);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
