using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using BotCrm.Bot.Tests.Web;

namespace BotCrm.Bot.Tests.Manifest;

public sealed class ManifestTests
{
    private static readonly JsonNode Manifest = JsonNode.Parse(File.ReadAllText(Repository.Path("manifest", "manifest.json")))!;

    [Fact]
    public async Task Manifest_and_translations_follow_Microsofts_schemas() =>
        Assert.Equal("[]", (await NodeScript.RunAsync("check-manifest.mjs")).Trim());

    [Fact]
    public void Every_command_is_translated_and_nothing_else()
    {
        var words = JsonNode.Parse(File.ReadAllText(Repository.Path("manifest", "zh.json")))!.AsObject();
        var expected = new HashSet<string> { "$schema", "name.short", "name.full", "description.short", "description.full" };
        var lists = Manifest["bots"]![0]!["commandLists"]!.AsArray();
        for (var list = 0; list < lists.Count; list++)
        {
            for (var command = 0; command < lists[list]!["commands"]!.AsArray().Count; command++)
            {
                expected.Add($"bots[0].commandLists[{list}].commands[{command}].title");
                expected.Add($"bots[0].commandLists[{list}].commands[{command}].description");
            }
        }

        Assert.Equal(expected.Order(), words.Select(w => w.Key).Order());
    }

    [Theory]
    [InlineData("color", 192)]
    [InlineData("outline", 32)]
    public void Icons_have_the_size_Teams_asks_for(string icon, int size)
    {
        var png = File.ReadAllBytes(Repository.Path("manifest", (string)Manifest["icons"]![icon]!));
        Assert.Equal("PNG"u8.ToArray(), png[1..4]);
        Assert.Equal(size, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(size, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.Equal((8, 6), (png[24], png[25]));
    }

    [Fact]
    public void The_outline_is_white_on_nothing()
    {
        var png = File.ReadAllBytes(Repository.Path("manifest", "outline.png"));
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var pixels = new MemoryStream();
        using (var inflate = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress))
            inflate.CopyTo(pixels);
        var raw = pixels.ToArray();
        var seen = 0;
        for (var row = 0; row < 32; row++)
        {
            Assert.Equal(0, raw[row * 129]);
            for (var column = 0; column < 32; column++)
            {
                var pixel = raw.AsSpan(row * 129 + 1 + column * 4, 4);
                if (pixel[3] == 0)
                    continue;
                seen++;
                Assert.True(pixel[0] == 255 && pixel[1] == 255 && pixel[2] == 255, $"The pixel at {column}, {row} is not white.");
            }
        }

        Assert.InRange(seen, 100, 700);
    }
}
