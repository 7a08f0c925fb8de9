using BotCrm.Core.Opportunities;
using BotCrm.Core.Storage.Backup;
using Microsoft.Extensions.Caching.Memory;

namespace BotCrm.Core;

/// <summary>Which database keeps the records.</summary>
public enum StoreProvider
{
    Sqlite,
    Postgres,
}

/// <summary>Settings of the core; bound and checked by the host.</summary>
public sealed record CrmOptions
{
    /// <summary>The SQLite file; its folder is made when missing. With PostgreSQL only its folder counts, for what is kept beside the records.</summary>
    public required string Path { get; init; }

    public StoreProvider Provider { get; init; }

    /// <summary>Where the PostgreSQL database is, as Npgsql writes it.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The file with the keys that wrap data keys; null: beside the data file, with <c>.key</c> after its name. Made when nothing was sealed yet.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The keys themselves, <c>id:base64</c>, newest last, parted by semicolons; then no key file is read or made.</summary>
    public string? Keys { get; init; }

    /// <summary>What is deleted or erased by itself, and when; none: everything is kept.</summary>
    public IReadOnlyList<Privacy.Retention.RetentionRule> Retention { get; init; } = [];

    /// <summary>The file that anchors of the audit chain are added to; null: beside the data file, with <c>.anchors</c> after its name. Best kept where the program may only append.</summary>
    public string? AnchorFile { get; init; }

    /// <summary>ISO 4217 code assumed when an amount names none.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Country calling code of numbers that are written without one, digits only (<c>49</c>); empty: nobody can tell, and they are found only as they were written.</summary>
    public string CallingCode { get; init; } = "";

    /// <summary>Largest attachment.</summary>
    public int MaxFileBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Where people reach the server, without a slash at the end; empty: not said, links are paths.</summary>
    public string PublicAddress { get; init; } = "";

    /// <summary>How long the file of an import is kept after the import's end; null: for good.</summary>
    public TimeSpan? ImportFilesKeptFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>IANA time zone whose days count for the company: when a payment is overdue, a contract over, a quote expired.</summary>
    public string TimeZone { get; init; } = "UTC";

    public BackupOptions Backup { get; init; } = new();

    /// <summary>The ways of selling; checked by the host with <see cref="Pipelines.Problems"/>.</summary>
    public Pipelines Pipelines { get; init; } = Pipelines.Default;

    public SalesOptions Sales { get; init; } = new();

    /// <summary>How many records one bulk change may touch.</summary>
    public int BulkLimit { get; init; } = 10_000;

    /// <summary>The company's own fields; checked by the host with <see cref="Fields.FieldBook.Problems"/>.</summary>
    public Fields.FieldBook Fields { get; init; } = BotCrm.Core.Fields.FieldBook.Empty;

    /// <summary>What the configured packs lay into the store.</summary>
    public IReadOnlyList<Packs.Pack> Packs { get; init; } = [];

    /// <summary>Categories, calendars, promises and surveys.</summary>
    public Tickets.ServiceOptions Service { get; init; } = new();

    /// <summary>Roles besides the built-in ones, by name.</summary>
    public IReadOnlyDictionary<string, Access.RoleSettings> Roles { get; init; } = new Dictionary<string, Access.RoleSettings>();

    /// <summary>True: an empty database is filled with the sample company. False: only the first administrator, login <c>admin</c>.</summary>
    public bool SampleData { get; init; }

    /// <summary>Sends webhooks; null: this process sends none, and checks no addresses.</summary>
    public Webhooks.IWebhookSender? WebhookSender { get; init; }

    /// <summary>Where queries are kept once they are translated; null: where EF Core keeps them, with room for those of one process's usual work.</summary>
    internal IMemoryCache? QueryCache { get; init; }
}
