using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;

namespace BotCrm.Bot.Configuration;

/// <summary>Finds settings that nobody knows and values that cannot be, wherever they come from (file, environment, command line).</summary>
internal static class SettingsCheck
{
    /// <summary>Top-level keys that belong to ASP.NET Core; and <c>Roles</c>, whose names are the company's own (read and checked in <see cref="ConfigurationRegistration"/>).</summary>
    private static readonly HashSet<string> Framework = new(StringComparer.OrdinalIgnoreCase)
    {
        "Logging", "AllowedHosts", "Urls", "http_ports", "https_ports", "Kestrel", "Environment", "ContentRoot", "ApplicationName",
        "WebRoot", "StaticWebAssets", "Roles", "ShutdownTimeoutSeconds", "PreferHostingUrls", "SuppressStatusMessages",
    };

    /// <summary>Lists of records, which their own readers check.</summary>
    private static readonly HashSet<string> Structured = new(StringComparer.OrdinalIgnoreCase) { PipelineSettings.Section, FieldSettings.Section, PackSettings.Section };

    /// <exception cref="SettingsException">Something is wrong; the message names all of it in one line.</exception>
    public static void Run(IConfigurationRoot configuration)
    {
        var problems = UnknownSections(configuration).Concat(WrongSettings(configuration)).Concat(WrongAddresses(configuration)).Distinct().ToList();
        if (problems.Count > 0)
            throw new SettingsException(string.Join("; ", problems.Take(5)) + ". All settings are described in docs/configuration.md");
    }

    private static IEnumerable<string> UnknownSections(IConfigurationRoot configuration) =>
        // The environment is full of names that are not ours, so only what was written for this process is held to the list.
        from provider in configuration.Providers
        where provider is JsonConfigurationProvider or CommandLineConfigurationProvider
        from key in provider.GetChildKeys([], null).Distinct(StringComparer.OrdinalIgnoreCase)
        where !Framework.Contains(key) && !Structured.Contains(key)
            && (!SettingsCatalogue.Sections.Contains(key, StringComparer.OrdinalIgnoreCase) || provider.TryGet(key, out var text) && !string.IsNullOrEmpty(text))
        select $"there is no setting '{OneLine(key)}'{Suggest(key, SettingsCatalogue.Sections.Concat(Framework))}";

    private static IEnumerable<string> WrongSettings(IConfigurationRoot configuration)
    {
        foreach (var section in SettingsCatalogue.Sections)
        {
            foreach (var (key, value) in Leaves(configuration.GetSection(section)))
            {
                var setting = SettingsCatalogue.All.FirstOrDefault(setting => Means(setting, key));
                if (setting is null)
                    yield return $"there is no setting '{OneLine(key)}'{Suggest(key, SettingsCatalogue.All.Select(static known => known.Key))}";
                else if (!string.IsNullOrEmpty(value) && !setting.Accepts(value))
                    yield return $"setting '{setting.Key}' must be {setting.Expects}{(setting.Secret ? "" : $", not '{OneLine(value)}'")}";
            }
        }
    }

    private static IEnumerable<string> WrongAddresses(IConfiguration configuration) =>
        from address in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        where !IsAddress(address)
        select $"setting 'Urls' must be addresses such as http://localhost:3978, not '{OneLine(address)}'";

    private static bool IsAddress(string address)
    {
        try
        {
            var parsed = BindingAddress.Parse(address);
            return parsed.Scheme is "http" or "https" && parsed.Port is >= 0 and <= 65535;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static IEnumerable<(string Key, string? Value)> Leaves(IConfigurationSection section)
    {
        var any = false;
        foreach (var child in section.GetChildren())
        {
            any = true;
            foreach (var leaf in Leaves(child))
                yield return leaf;
        }

        // A section without children is a leaf, but for the whole section, which may just be empty.
        if (!any && section.Path.Contains(':', StringComparison.Ordinal))
            yield return (section.Path, section.Value);
    }

    private static bool Means(Setting setting, string key)
    {
        if (setting.Tree && key.StartsWith(setting.Key + ":", StringComparison.OrdinalIgnoreCase))
            return true;
        if (!setting.List)
            return setting.Key.Equals(key, StringComparison.OrdinalIgnoreCase);

        return setting.Key.Equals(key, StringComparison.OrdinalIgnoreCase)
            || (key.StartsWith(setting.Key + ":", StringComparison.OrdinalIgnoreCase) && int.TryParse(key.AsSpan(setting.Key.Length + 1), out _));
    }

    private static string Suggest(string key, IEnumerable<string> known)
    {
        var (nearest, distance) = known
            .Select(name => (name, Distance(key.ToUpperInvariant(), name.ToUpperInvariant())))
            .MinBy(static candidate => candidate.Item2);
        return distance is > 0 and <= 3 ? $" (did you mean '{nearest}'?)" : "";
    }

    /// <summary>Levenshtein distance.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }

    private static string OneLine(string text)
    {
        var line = new string([.. text.Where(static c => !char.IsControl(c))]);
        return line.Length <= 80 ? line : line[..80] + "…";
    }
}
