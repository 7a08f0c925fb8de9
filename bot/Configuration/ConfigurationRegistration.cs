using System.Globalization;
using BotCrm.Bot.Api;
using BotCrm.Bot.Api.Tokens;
using BotCrm.Bot.Channels.ActivityProtocol;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Privacy.Retention;
using BotCrm.Core.Storage.Backup;
using BotCrm.Skills.Understanding.Llm;

namespace BotCrm.Bot.Configuration;

/// <summary>Checked settings, as the records that the rooms ask for.</summary>
internal static class ConfigurationRegistration
{
    private static readonly string[] RoleKeys = ["Base", "Permissions", "Rows", "HiddenFields"];

    public const string DefaultAddress = "http://localhost:3978";

    /// <exception cref="SettingsException">A setting is unknown or wrong.</exception>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        SettingsCheck.Run(builder.Configuration);

        if (string.IsNullOrEmpty(builder.Configuration["urls"])
            && string.IsNullOrEmpty(builder.Configuration["http_ports"])
            && string.IsNullOrEmpty(builder.Configuration["https_ports"])
            && !builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            builder.WebHost.UseUrls(DefaultAddress);

        if (DemoModeGuard.CheckConfiguration(builder.Configuration) is { } problem)
            throw new SettingsException(problem.TrimEnd('.'));

        var settings = new Settings(builder.Configuration);
        builder.Services.AddSingleton(Clock(settings));
        var core = Core(settings, builder.Configuration, builder.Environment.ContentRootPath);
        // The links are signed under the key that signs tokens; it is read, or made, when the first one is needed.
        var signing = new SigningKey(Api(settings, core));
        core = core with { Pipelines = PipelineSettings.Read(builder.Configuration), Service = ServiceSettings.Read(builder.Configuration, settings) with { LinkKey = () => signing.Bytes } };
        core = PackSettings.Under(core, builder.Configuration, builder.Environment.ContentRootPath);
        builder.Services.AddCrmCore(core);
        builder.Services.AddSingleton(new DemoMode(settings.Text("Bot:AppId").Length == 0));
        builder.Services.AddSingleton(Api(settings, core));
        if (LlmSettings.Read(settings) is { } llm)
            builder.Services.AddLlm(llm);
    }

    private static TimeProvider Clock(Settings settings) =>
        RunningClock.TryParse(settings.Text("Clock:Start"), out var start) ? new RunningClock(start) : TimeProvider.System;

    private static CrmOptions Core(Settings settings, IConfiguration configuration, string home)
    {
        var path = Path.GetFullPath(settings.Text("Data:Path"), home);
        if (Directory.Exists(path))
            throw new SettingsException($"setting 'Data:Path' must be the path of a file, but {path} is a folder");

        var postgres = settings.Text("Data:Provider").Equals("postgres", StringComparison.OrdinalIgnoreCase);
        var connection = settings.Text("Data:ConnectionString");
        if (postgres != connection.Length > 0)
            throw new SettingsException(postgres ? "setting 'Data:Provider' is postgres, so 'Data:ConnectionString' must say where the database is" : "setting 'Data:ConnectionString' is only for PostgreSQL: set 'Data:Provider' to postgres as well, or leave it empty");

        return new CrmOptions
        {
            Path = path,
            Provider = postgres ? StoreProvider.Postgres : StoreProvider.Sqlite,
            ConnectionString = postgres ? connection : null,
            Backup = Backup(settings, home),
            KeyFile = settings.Text("Privacy:KeyFile") is { Length: > 0 } keyFile ? Path.GetFullPath(keyFile, home) : null,
            Keys = settings.Text("Privacy:Key") is { Length: > 0 } keys ? keys : null,
            AnchorFile = settings.Text("Audit:AnchorFile") is { Length: > 0 } anchors ? Path.GetFullPath(anchors, home) : null,
            Retention = [.. settings.List("Privacy:Retention").Select(static text => RetentionRule.TryParse(text, out var rule) ? rule : throw new SettingsException($"setting 'Privacy:Retention' must be {RetentionRule.Form}, not '{text}'"))],
            Currency = settings.Text("Crm:Currency").ToUpperInvariant(),
            TimeZone = settings.Text("Crm:TimeZone"),
            CallingCode = settings.Text("Crm:CallingCode"),
            Sales = new SalesOptions
            {
                DiscountApprovalAbove = decimal.Parse(settings.Text("Sales:DiscountApprovalAbove"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture),
                ManagersApproveOwn = settings.Text("Sales:ManagersApproveOwn").Equals("on", StringComparison.OrdinalIgnoreCase),
                WinNeedsAcceptedQuote = settings.Text("Sales:WinNeedsAcceptedQuote").Equals("on", StringComparison.OrdinalIgnoreCase),
            },
            MaxFileBytes = settings.Number("Files:MaxMegabytes") * 1024 * 1024,
            ImportFilesKeptFor = settings.Number("Files:ImportDays") is > 0 and var days ? TimeSpan.FromDays(days) : null,
            PublicAddress = settings.Text("Web:PublicAddress").TrimEnd('/'),
            BulkLimit = settings.Number("Bulk:MaxRecords"),
            Roles = Roles(configuration),
            SampleData = settings.Text("Demo:Data").Equals("sample", StringComparison.OrdinalIgnoreCase),
            WebhookSender = new Webhooks.WebhookSender(settings.Text("Bot:AppId").Length == 0, settings.Text("Webhooks:PrivateNetworks").Equals("on", StringComparison.OrdinalIgnoreCase)),
        };
    }

    private static BackupOptions Backup(Settings settings, string home) => new()
    {
        Folder = FullPath(settings.Text("Backup:Folder"), home),
        Every = TimeSpan.FromHours(settings.Number("Backup:EveryHours")),
        Keep = settings.Number("Backup:Keep"),
        CopyTo = FullPath(settings.Text("Backup:CopyTo"), home),
    };

    private static string? FullPath(string path, string home) => path.Length == 0 ? null : Path.GetFullPath(path, home);

    /// <summary>Roles of one's own; one that cannot be stops the start.</summary>
    private static Dictionary<string, RoleSettings> Roles(IConfiguration configuration)
    {
        var roles = new Dictionary<string, RoleSettings>();
        foreach (var section in configuration.GetSection("Roles").GetChildren())
        {
            foreach (var key in section.GetChildren().Select(static child => child.Key))
            {
                if (!RoleKeys.Contains(key, StringComparer.OrdinalIgnoreCase))
                    throw new SettingsException($"there is no setting 'Roles:{section.Key}:{key}'; a role has {string.Join(", ", RoleKeys)}");
            }
            roles[section.Key] = new RoleSettings
            {
                Base = section["Base"] ?? "",
                Rows = section["Rows"] ?? "",
                Permissions = Words(section.GetSection("Permissions")),
                HiddenFields = Words(section.GetSection("HiddenFields")),
            };
        }
        try
        {
            RoleBook.With(roles);
        }
        catch (RoleSettingsException wrong)
        {
            throw new SettingsException(wrong.Message);
        }
        return roles;
    }

    /// <summary>A list, or one text with commas, as it is handy in an environment variable.</summary>
    private static IReadOnlyList<string> Words(IConfigurationSection section) =>
        [.. section.GetChildren().Select(static item => item.Value).Append(section.Value)
            .SelectMany(static value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    private static ApiOptions Api(Settings settings, CrmOptions core) => new(
        Path.GetDirectoryName(core.Path)!,
        settings.Text("Api:SigningKey"),
        TimeSpan.FromMinutes(settings.Number("Api:TokenMinutes")),
        settings.Number("Api:RequestsPerMinute"),
        settings.Number("Api:MaxBodyKilobytes") * 1024);
}

/// <summary>Reads checked settings; an empty one has its default.</summary>
internal sealed class Settings(IConfiguration configuration)
{
    public string Text(string key) => configuration[key] is { Length: > 0 } text ? text : SettingsCatalogue.Get(key).Default;

    public int Number(string key) => int.Parse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public IReadOnlyList<string> List(string key) =>
        [.. configuration.GetSection(key).GetChildren().Select(static item => item.Value).Append(configuration[key]).Where(static value => !string.IsNullOrEmpty(value)).Select(static value => value!)];
}
