using System.Text.Json;
using BotCrm.Bot.Configuration;

namespace BotCrm.Bot.Tests.Configuration;

/// <summary>The list in the code, appsettings.json and docs/configuration.md say the same.</summary>
public sealed class SettingsDocumentTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Every_setting_is_described_with_its_default()
    {
        var document = File.ReadAllText(Path.Combine(Root, "docs", "configuration.md"));
        Assert.All(SettingsCatalogue.All, setting =>
            Assert.Contains($"| `{setting.Key}` | {(setting.Default.Length == 0 ? "" : $"`{setting.Default}`")} | {setting.Meaning} |", document, StringComparison.Ordinal));
        var described = document.Split('\n').Count(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains(':', StringComparison.Ordinal) && !line.Contains("dotnet", StringComparison.Ordinal));
        Assert.Equal(SettingsCatalogue.All.Count, described);
    }

    [Fact]
    public void The_file_holds_every_setting_at_its_default()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "appsettings.json")), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var found = new List<string>();
        foreach (var section in file.RootElement.EnumerateObject().Where(section => section.Name != "Logging"))
        {
            foreach (var value in section.Value.EnumerateObject())
            {
                var setting = SettingsCatalogue.Get($"{section.Name}:{value.Name}");
                found.Add(setting.Key);
                Assert.Equal((setting.Key, setting.Default), (setting.Key, value.Value.ValueKind == JsonValueKind.Array ? string.Join(',', value.Value.EnumerateArray()) : value.Value.ToString()));
            }
        }

        Assert.Equal(SettingsCatalogue.All.Select(setting => setting.Key).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_line_of_the_file_is_explained()
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "appsettings.json"));
        var unexplained = lines
            .Select((line, i) => (Line: line.Trim(), Before: i == 0 ? "" : lines[i - 1].Trim(), Next: i < 2 ? "" : lines[i - 2].Trim()))
            .TakeWhile(at => !at.Line.StartsWith("// ASP.NET Core's own", StringComparison.Ordinal))
            .Where(at => at.Line.StartsWith('"') && !at.Line.EndsWith('{') && !at.Before.StartsWith("//", StringComparison.Ordinal) && !at.Next.StartsWith("//", StringComparison.Ordinal));
        Assert.Empty(unexplained);
    }

    [Fact]
    public void Every_default_is_accepted() =>
        Assert.All(SettingsCatalogue.All.Where(setting => setting.Default.Length > 0), setting => Assert.True(setting.Accepts(setting.Default), setting.Key));

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "BotCrm.sln")))
            at = at.Parent;
        return at.FullName;
    }
}
