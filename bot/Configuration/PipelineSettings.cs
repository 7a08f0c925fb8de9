using System.Globalization;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Configuration;

/// <summary>Reads the pipelines from configuration, strictly: what nobody knows and what cannot be stops the start.</summary>
internal static class PipelineSettings
{
    public const string Section = "Pipelines";

    /// <exception cref="SettingsException">The pipelines cannot be used; the message says why.</exception>
    public static Pipelines Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (!section.GetChildren().Any())
        {
            return string.IsNullOrEmpty(section.Value)
                ? Pipelines.Default
                : throw new SettingsException($"setting '{Section}' must be a list of pipelines; docs/configuration.md shows one");
        }
        var problems = new List<string>();
        var pipelines = new Pipelines([.. section.GetChildren().Select(one => Pipeline(one, problems))]);
        if (problems.Count == 0)
            problems.AddRange(pipelines.Problems());
        return problems.Count == 0 ? pipelines : throw new SettingsException(string.Join("; ", problems.Take(5).Select(problem => $"setting '{Section}': {problem}")));
    }

    private static PipelineDefinition Pipeline(IConfigurationSection section, List<string> problems)
    {
        Known(section, problems, "Code", "Name", "Stages");
        return new PipelineDefinition(section["Code"] ?? "", Name(section.GetSection("Name"), problems), [.. section.GetSection("Stages").GetChildren().Select(one => Stage(one, problems))]);
    }

    private static StageDefinition Stage(IConfigurationSection section, List<string> problems)
    {
        Known(section, problems, "Code", "Name", "Probability", "Kind", "RotDays");
        var kind = StageKind.Open;
        if (section["Kind"] is { Length: > 0 } said && !(Enum.TryParse(said, true, out kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(said[0])))
            problems.Add($"{Place(section)}: Kind must be open, won or lost");
        if (section["Probability"] is null or "")
            problems.Add($"{Place(section)}: Probability is needed");
        return new StageDefinition(
            section["Code"] ?? "",
            Name(section.GetSection("Name"), problems),
            Number(section, "Probability", problems) ?? 0,
            kind,
            Number(section, "RotDays", problems));
    }

    private static LocalName Name(IConfigurationSection section, List<string> problems)
    {
        Known(section, problems, "En", "Zh");
        return new LocalName(section["En"] ?? "", section["Zh"] ?? "");
    }

    private static int? Number(IConfigurationSection section, string key, List<string> problems)
    {
        if (section[key] is not { Length: > 0 } text)
            return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        problems.Add($"{Place(section)}: {key} must be a whole number");
        return null;
    }

    private static void Known(IConfigurationSection section, List<string> problems, params ReadOnlySpan<string> keys)
    {
        foreach (var child in section.GetChildren())
        {
            var known = false;
            foreach (var key in keys)
                known |= key.Equals(child.Key, StringComparison.OrdinalIgnoreCase);
            if (!known)
                problems.Add($"{Place(section)}: there is no '{child.Key}'; there are {string.Join(", ", keys.ToArray())}");
        }
    }

    private static string Place(IConfigurationSection section) => section.Path;
}
