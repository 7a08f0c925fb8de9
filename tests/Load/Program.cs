using System.Globalization;
using BotCrm.Load;

if (args.Contains("--help"))
{
    Console.WriteLine(
        """
        dotnet run -c Release --project tests/Load -- [--short] [--users N] [--seconds N] [--warm N] [--customers N] [--think SECONDS] [--store FILE | CONNECTION]
          Users of a seller's mix (60 % reads, 25 % lists and reports, 15 % writes) over REST against the real server in a process of its own.
          Ends with 1 when a request failed. Without arguments: 1,000 users, 60 seconds after a warm-up of as long, 100,000 customers, 3 seconds between two requests of a user.
          --short: 100 users, 10 seconds after 2, 5,000 customers, 1 second
        """);
    return 0;
}

var small = args.Contains("--short");
return await LoadTest.RunAsync(new LoadOptions(
    Number("--users", small ? 100 : 1_000),
    TimeSpan.FromSeconds(Number("--seconds", small ? 10 : 60)),
    TimeSpan.FromSeconds(Number("--warm", small ? 2 : 60)),
    (int)Number("--customers", small ? 5_000 : 100_000),
    TimeSpan.FromSeconds(Number("--think", small ? 1 : 3)),
    Text("--store")));

double Number(string name, double otherwise) => Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
