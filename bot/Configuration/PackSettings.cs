using System.Text.Json;
using BotCrm.Core;
using BotCrm.Core.Automation;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Fields;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Packs;
using BotCrm.Core.Tickets;

namespace BotCrm.Bot.Configuration;

/// <summary>
/// Packs: what companies of one kind need, as files of the same form as the configuration. Those named in <c>Packs</c> are laid under the
/// company's own configuration, which wins; what two packs say differently stops the start.
/// </summary>
internal static class PackSettings
{
    public const string Section = "Packs";

    private static readonly string[] Parts = [FieldSettings.Section, PipelineSettings.Section, "Tickets", "Rules", "Segments", "Description"];

    /// <summary>The packs that ship.</summary>
    public static readonly IReadOnlyList<string> Shipped = [.. typeof(PackSettings).Assembly.GetManifestResourceNames().Where(static name => name.StartsWith("packs/", StringComparison.Ordinal)).Select(static name => Path.GetFileNameWithoutExtension(name)).Order(StringComparer.Ordinal)];

    /// <exception cref="SettingsException">A pack is not there, cannot be read, or is at odds with another.</exception>
    public static CrmOptions Under(CrmOptions core, IConfiguration configuration, string home)
    {
        var packs = Names(configuration).Select(name => Load(name, home)).ToList();
        var own = FieldSettings.Read(configuration);
        var roles = Core.Access.RoleBook.With(new Dictionary<string, Core.Access.RoleSettings>()).All.Select(static rights => rights.Role.Name).Concat(core.Roles.Keys);
        var fields = Merge(own, packs, static pack => pack.Fields, static field => $"field {field.Code} of {field.Noun}", static (_, _) => false);
        var pipelines = HasOwn(configuration, PipelineSettings.Section) ? core.Pipelines.All : [];
        var ways = Merge(pipelines, packs, static pack => pack.Pipelines, static pipeline => $"pipeline {pipeline.Code}", static (_, _) => false);
        // What a pack brings comes first, so that new opportunities go its way; the standard one stays for what is there already.
        if (pipelines.Count == 0)
            ways = [.. ways, .. Pipelines.Default.All.Where(one => ways.All(other => other.Code != one.Code))];
        var all = new Pipelines(ways);
        if (all.Problems() is { Count: > 0 } problems)
            throw new SettingsException(string.Join("; ", problems.Take(5).Select(static problem => $"setting 'Pipelines', with the packs: {problem}")));
        var categories = HasOwn(configuration, "Tickets:Categories") ? core.Service.Categories : [];
        var kinds = Merge(categories, packs, static pack => pack.Categories, static category => $"ticket category {category.Code}", static (one, other) => one == other);
        kinds = [.. kinds, .. TicketCategory.Shipped.Where(one => kinds.All(other => other.Code != one.Code) && (categories.Count == 0 || one.Code == TicketCategory.Other))];
        return core with
        {
            Fields = FieldSettings.Book(fields, roles),
            Pipelines = all,
            Service = core.Service with { Categories = kinds },
            Packs = [.. packs.Select(static pack => pack.Contents)],
        };
    }

    private static bool HasOwn(IConfiguration configuration, string section) => configuration.GetSection(section).GetChildren().Any();

    private static List<string> Names(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var names = section.GetChildren().Select(static one => one.Value ?? "").Concat((section.Value ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries)).Where(static name => name.Length > 0).ToList();
        return names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count ? names : throw new SettingsException($"setting '{Section}' names a pack twice");
    }

    /// <summary>The company's own first, then what packs add. Two packs may not say different things under one name that the company has not settled.</summary>
    private static IReadOnlyList<T> Merge<T>(IReadOnlyList<T> own, IReadOnlyList<LoadedPack> packs, Func<LoadedPack, IReadOnlyList<T>> of, Func<T, string> name, Func<T, T, bool> same)
    {
        var all = own.Select(one => (Item: one, From: "")).ToList();
        foreach (var pack in packs)
        {
            foreach (var item in of(pack))
            {
                if (all.FindIndex(other => name(other.Item) == name(item)) is >= 0 and var at)
                {
                    if (all[at].From.Length > 0 && !same(all[at].Item, item))
                        throw new SettingsException($"setting '{Section}': the packs {all[at].From} and {pack.Contents.Code} both bring {name(item)}; leave one pack out, or write your own {name(item)}, which wins over both");
                    continue;
                }
                all.Add((item, pack.Contents.Code));
            }
        }
        return [.. all.Select(static one => one.Item)];
    }

    private static LoadedPack Load(string name, string home)
    {
        using var stream = Open(name, home);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var code = Path.GetFileNameWithoutExtension(name).ToLowerInvariant();
        try
        {
            memory.Position = 0;
            var configuration = new ConfigurationBuilder().AddJsonStream(memory).Build();
            foreach (var part in configuration.GetChildren().Where(static part => !Parts.Contains(part.Key, StringComparer.OrdinalIgnoreCase)))
                throw new SettingsException($"pack '{name}': there is no part '{part.Key}'; a pack has {string.Join(", ", Parts)}");
            using var json = JsonDocument.Parse(memory.ToArray(), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return new LoadedPack(
                FieldSettings.Read(configuration, $"pack '{name}',"),
                HasOwn(configuration, PipelineSettings.Section) ? PipelineSettings.Read(configuration).All : [],
                HasOwn(configuration, "Tickets:Categories") ? ServiceSettings.Categories(configuration.GetSection("Tickets:Categories"), withOther: false) : [],
                Pack.Read(code, json.RootElement));
        }
        catch (SettingsException wrong) when (!wrong.Message.StartsWith("pack '", StringComparison.Ordinal))
        {
            throw new SettingsException($"pack '{name}': {wrong.Message}");
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidDataException)
        {
            throw new SettingsException($"pack '{name}' cannot be read: {(unreadable.InnerException ?? unreadable).Message}");
        }
    }

    private static Stream Open(string name, string home)
    {
        if (Shipped.Contains(name, StringComparer.OrdinalIgnoreCase))
            return typeof(PackSettings).Assembly.GetManifestResourceStream($"packs/{name.ToLowerInvariant()}.json")!;
        if (!name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            throw new SettingsException($"setting '{Section}': there is no pack '{name}'; there are {string.Join(", ", Shipped)}, or name a file of your own, such as packs/mine.json");
        var path = Path.GetFullPath(name, home);
        return File.Exists(path) ? File.OpenRead(path) : throw new SettingsException($"setting '{Section}': there is no file {path}");
    }

    private sealed record LoadedPack(IReadOnlyList<CustomField> Fields, IReadOnlyList<PipelineDefinition> Pipelines, IReadOnlyList<TicketCategory> Categories, Pack Contents);
}
