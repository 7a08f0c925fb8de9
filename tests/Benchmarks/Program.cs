using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BotCrm.Benchmarks;
using BotCrm.Benchmarks.Scale;

return args.FirstOrDefault() switch
{
    "turn" => Micro<TurnBenchmarks>(),
    "load" => await LoadRun.RunAsync(),
    "start" => await ColdStart.RunAsync(),
    "import" => await ImportRun.RunAsync(args),
    "writes" => await WriteRun.RunAsync(args),
    "scale" => await ScaleRun.RunAsync(args),
    EmptyServer.Argument => await EmptyServer.RunAsync(args[1]),
    _ => Help(),
};

static int Micro<T>()
{
    // In process: the generated projects of the default toolchain would restore packages of their own.
    var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance);
    BenchmarkRunner.Run<T>(DefaultConfig.Instance.AddJob(job));
    return 0;
}

static int Help()
{
    Console.WriteLine(
        """
        dotnet run -c Release --project tests/Benchmarks -- <what>
          turn    time and allocation of one offline turn: understanding alone, a whole reading turn, a whole writing turn
          load    turns per second and server CPU per turn through expectReplies at 1, 16 and 256 conversations, as a ratio to an empty endpoint
          scale   [file | PostgreSQL connection string] [factor] [words]: a company with 1,000,000 customers, 300,000 opportunities and 5,000,000 interactions: every report and list page
          beside its raw SQL (built when it is not there; tests/scale starts a server for it too); words: only questions that hold one, with the statements of the slow ones
          import  [rows] [PostgreSQL connection string] [xlsx|csv]: 100,000 customers with a contact each: upload, dry run, import; the same file again; undo
          writes  [times]: log an interaction, create a customer, move a stage: writes a second on SQLite beside plain SQL for the same rows
          start   cold start to the first answer
        """);
    return 1;
}
