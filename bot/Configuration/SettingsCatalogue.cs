using System.Globalization;
using BotCrm.Core.Privacy;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Privacy.Retention;

namespace BotCrm.Bot.Configuration;

/// <summary>Every setting BotCrm knows. docs/configuration.md and appsettings.json say the same; a test compares the three.</summary>
internal static class SettingsCatalogue
{
    public static readonly IReadOnlyList<Setting> All =
    [
        new("Data:Path", "data/botcrm.db", "the path of a file", IsFilePath, "The SQLite file with everything. A relative path starts at the folder of appsettings.json. The folder is made when missing; it also holds the key that signs REST tokens, also with PostgreSQL."),

        Setting.OneOf("Data:Provider", "sqlite", ["sqlite", "postgres"], "Where the records are kept: `sqlite` is one file (`Data:Path`), `postgres` a PostgreSQL database (`Data:ConnectionString`), which several processes can share."),
        Setting.Hidden("Data:ConnectionString", "The PostgreSQL database, such as `Host=db.example.com;Database=botcrm;Username=botcrm;Password=...`; it must exist and have the encoding UTF8. Better given as the environment variable `Data__ConnectionString`."),

        Setting.Text("Backup:Folder", "", "Where backups go. Empty: the folder `backups` beside the data file. A relative path starts at the folder of appsettings.json."),
        Setting.Number("Backup:EveryHours", 24, 0, 8760, "Hours from one backup to the next; 0: none by itself."),
        Setting.Number("Backup:Keep", 14, 1, 10000, "How many backups are kept; older ones are deleted once a newer one was checked."),
        Setting.Text("Backup:CopyTo", "", "A second folder, on another machine or medium, that each backup is copied to as well. Empty: none."),

        Setting.OneOf("Demo:Data", "sample", ["sample", "none"], "What an empty database is filled with: `sample` is a company of forty customers, `none` only the first administrator, login `admin`."),

        new("Clock:Start", "", "an instant with its offset, such as 2026-11-23T10:00:00+01:00", value => RunningClock.TryParse(value, out _), "Sets the clock to this instant at start, from which it runs on. Empty: the machine's clock."),

        new("Crm:Currency", "EUR", "a currency's ISO 4217 code, such as EUR", static value => value.Length == 3 && value.All(char.IsAsciiLetter), "The currency of an amount that names none."),
        new("Crm:TimeZone", "UTC", "an IANA time zone such as Europe/Berlin", static value => TimeZoneInfo.TryFindSystemTimeZoneById(value, out _), "The time zone whose days count for the company: when a payment is overdue, a contract over, a quote expired."),
        new("Crm:CallingCode", "", "one to three digits, such as 49", static value => value.Length is >= 1 and <= 3 && value[0] != '0' && value.All(char.IsAsciiDigit), "The country calling code of phone numbers that are written without one, such as 49 or 86: 030 1234 then finds +49 30 1234, and the other way round. Empty: found only as written."),
        new("Sales:DiscountApprovalAbove", "20", "a percentage from 0 to 100", static value => decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100, "The discount in percent of the list price, all in all, above which a quote needs somebody with the right to approve it."),
        Setting.OneOf("Sales:ManagersApproveOwn", "on", ["on", "off"], "Whether who may approve quotes needs nobody else for the own ones; `off`: it always takes a second person."),
        Setting.OneOf("Sales:WinNeedsAcceptedQuote", "off", ["on", "off"], "Whether an opportunity is won only with an accepted quote."),

        Setting.Number("Files:MaxMegabytes", 20, 1, 200, "Largest file that can be attached or dropped into a chat; all files of one chat message together."),
        Setting.Number("Files:ImportDays", 90, 0, 36500, "How many days after its end the file of an import, and the values of its rows with problems, are kept; 0: for good."),
        Setting.Number("Bulk:MaxRecords", 10000, 1, 1000000, "How many records one bulk change may touch."),
        Setting.Url("Web:PublicAddress", "", "Where people reach this server, such as https://crm.example.com; links to downloads shown in chats start with it. Empty: they are shown as paths, which only the own page can follow."),

        Setting.OneOf("Automation:Background", "on", ["on", "off"], "Whether this instance does the background work (rules, reminders, deliveries to webhooks). Of several instances that do, each piece of work is done by one."),

        Setting.OneOf("Webhooks:PrivateNetworks", "off", ["on", "off"], "Whether webhooks may be sent to addresses inside: this machine and private networks. Link-local addresses never."),

        Setting.Text("Bot:AppId", "", "Application (client) id of the bot. Empty: demo mode, in which nobody is authenticated and the process listens on loopback only."),
        Setting.Hidden("Bot:AppPassword", "Client secret of the bot. Better given as the environment variable `Bot__AppPassword`."),
        Setting.Text("Bot:TenantId", "", "Microsoft Entra tenant of the bot (single tenant). Empty: tokens come from the Bot Framework alone."),
        Setting.Text("Bot:AllowedTenants", "", "Further tenants whose tokens are taken.") with { List = true },
        new("Bot:AllowedServiceHosts", "", "a host name such as smba.trafficmanager.net, or *.example.com", static value => value.Length <= 255 && !value.Contains('/', StringComparison.Ordinal), "Hosts that replies may be sent to, besides those that a checked token vouches for.") { List = true },
        new("Bot:AllowedFileHosts", "", "a host name such as files.example.com, or *.example.com", static value => value.Length <= 255 && !value.Contains('/', StringComparison.Ordinal), "Hosts that files dropped into a Teams chat may be fetched from, besides SharePoint's own; over https only.") { List = true },
        Setting.Url("Bot:BotFrameworkMetadata", "https://login.botframework.com/v1/.well-known/openidconfiguration", "Where the Bot Framework publishes its signing keys."),
        Setting.Url("Bot:LoginAuthority", "https://login.microsoftonline.com", "Where Microsoft Entra issues tokens and publishes its keys."),
        Setting.Text("Bot:BotFrameworkIssuer", "https://api.botframework.com", "Who issues the Bot Framework's tokens; another one for US Government."),
        Setting.Text("Bot:BotFrameworkScope", "https://api.botframework.com/.default", "Scope of the bot's own token; another one for US Government."),
        Setting.Text("Bot:AllowedCallers", "", "App ids of other bots and agents that may call with a tenant's token.") with { List = true },
        Setting.Text("Bot:IdentityChannels", "", "Channels whose word on who a person is counts. Empty: `msteams`.") with { List = true },
        Setting.Number("Bot:MaxBodyKilobytes", 256, 1, 16384, "Largest activity; a larger one is answered 413."),

        Setting.Hidden("DirectLine:Secret", "Lets a server of yours make Direct Line tokens for anybody. Empty: nobody may."),
        Setting.Text("DirectLine:Origins", "", "Addresses of web pages elsewhere that may call, such as https://www.example.com. Empty: only the own page.") with { List = true },
        Setting.Number("DirectLine:TokenMinutes", 60, 1, 1440, "How long a Direct Line token is good; the page renews its own."),

        Setting.OneOf("Llm:Provider", "none", ["none", "openai", "azure"], "Who understands the messages: `none` is the built-in offline model, `openai` anything that speaks OpenAI's chat completions, `azure` Azure OpenAI."),
        Setting.Url("Llm:BaseAddress", "", "Address of the service: `https://api.openai.com/v1` when empty (openai), or the resource's address (azure)."),
        Setting.Hidden("Llm:Key", "API key of the service. Better given as the environment variable `Llm__Key`. A local server may need none."),
        Setting.Text("Llm:Model", "", "Model (openai); also sent to azure when it has no deployment."),
        Setting.Text("Llm:Deployment", "", "Name of the deployment (azure)."),
        Setting.Text("Llm:ApiVersion", "2024-10-21", "API version (azure)."),
        Setting.Number("Llm:TimeoutSeconds", 30, 1, 600, "How long one request to the service may take."),
        Setting.Number("Llm:Retries", 2, 0, 10, "How often a request is tried again after 408, 429, 5xx or a broken connection."),
        Setting.Number("Llm:BreakerSeconds", 30, 1, 3600, "How long the service is left alone after it failed again and again; the offline model answers meanwhile."),
        Setting.Number("Llm:MaxOutputTokens", 1024, 16, 100000, "Most tokens that the model may write per request."),

        Setting.Text("Tickets:Categories", "", "Categories of tickets, each with `Code`, `English`, `Chinese`, and where wanted `Priority`, `Queue`, `Skill`. Empty: technical, billing, account, sales, complaint, question, other.") with { Tree = true },
        Setting.Text("Tickets:Calendars", "", "Business calendars, each with `Code`, `TimeZone`, `Hours` by weekday (`Monday`: `09:00-12:00,13:00-18:00`), `Holidays` (days) and `WorkingDays` (a day and its hours). Empty: office, europe, china, always.") with { Tree = true },
        Setting.Text("Tickets:Calendar", "office", "Code of the company's calendar: promised times go by it where a queue has none of its own, and rules' delays in working time and the morning's figures by its hours and days off, where each person lives."),
        Minutes("UrgentResponse", 30, "to the first answer to an urgent ticket"),
        Minutes("UrgentResolution", 240, "to the solution of an urgent ticket"),
        Minutes("HighResponse", 120, "to the first answer to a ticket of high priority"),
        Minutes("HighResolution", 480, "to the solution of a ticket of high priority"),
        Minutes("NormalResponse", 240, "to the first answer to a ticket of normal priority"),
        Minutes("NormalResolution", 1440, "to the solution of a ticket of normal priority"),
        Minutes("LowResponse", 480, "to the first answer to a ticket of low priority"),
        Minutes("LowResolution", 2400, "to the solution of a ticket of low priority"),
        Setting.Number("Tickets:EscalateMinutesBefore", 30, -1, 10080, "How many business minutes before a promised time a ticket is escalated by itself, at most half of what is promised; -1: never."),
        Setting.Number("Tickets:EscalateAtPercent", 0, 0, 99, "Instead of by minutes: a ticket is escalated when so much of the promised business time has passed; 0: by minutes."),

        Setting.Number("Surveys:LinkDays", 30, 1, 365, "How long the link of a survey is good."),
        Setting.Url("Surveys:PublicAddress", "", "Where customers reach this server, such as https://crm.example.com; survey links start with it. Empty: links are shown as paths."),

        new("Api:SigningKey", "", "at least 32 bytes in Base64", IsSigningKey, "Key that signs REST tokens. Empty: one is made at first start and kept beside the data file, readable by its owner only.") { Secret = true },
        Setting.Number("Api:TokenMinutes", 480, 1, 43200, "How long a REST token is good."),
        Setting.Number("Api:RequestsPerMinute", 3000, 1, 1000000, "Requests that one user may make per minute; more are answered 429."),
        Setting.Number("Api:MaxBodyKilobytes", 1024, 1, 65536, "Largest request body; a larger one is answered 413."),

        new("Privacy:KeyFile", "", "the path of a file", IsFilePath, "The file with the keys that wrap data keys (docs/privacy.md). Empty: beside the data file, with `.key` after its name; made at first start, readable by its owner only. BACK IT UP, away from the backups of the data."),
        new("Privacy:Key", "", "id:base64 entries of 32 bytes each, parted by semicolons, newest last", IsKeys, "The keys themselves instead of a file. Better given as the environment variable `Privacy__Key`.") { Secret = true },
        new("Privacy:Retention", "", RetentionRule.Form, static value => RetentionRule.TryParse(value, out _), "What is deleted or erased by itself after so long without activity, such as `contact:36m:erase`. None: everything is kept.") { List = true },
        new("Audit:AnchorFile", "", "the path of a file", IsFilePath, "The file that anchors of the audit chain are added to. Empty: beside the data file, with `.anchors` after its name. Best on another machine's append-only share."),
    ];

    public static IEnumerable<string> Sections => All.Select(static setting => setting.Section).Distinct();

    public static Setting Get(string key) => All.First(setting => setting.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    private static Setting Minutes(string name, int standard, string what) =>
        Setting.Number($"Tickets:{name}Minutes", standard, 1, 600000, $"Business minutes {what}.");

    private static bool IsFilePath(string value) =>
        value.Length <= 1000
        && value.IndexOfAny(Path.GetInvalidPathChars()) < 0
        && !value.EndsWith('/') && !value.EndsWith('\\')
        && !value.StartsWith(':');

    private static bool IsKeys(string value)
    {
        try
        {
            return KeyAdministration.CountKeys(value) > 0;
        }
        catch (SealException)
        {
            return false;
        }
    }

    private static bool IsSigningKey(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var written) && written >= 32;
    }
}
