using BotCrm.Core.Access;
using BotCrm.Testing;
using BotCrm.Skills.Understanding;
using BotCrm.Skills.Understanding.Intents;
using BotCrm.Skills.Understanding.Names;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;
using BotCrm.Skills.Assistant;

namespace BotCrm.Skills.Tests.Understanding;

public sealed class Probe
{
    [Fact]
    public async Task Out()
    {
        var o = new System.Text.StringBuilder();
        foreach (var l in File.ReadAllLines("/tmp/talk2_probe.txt"))
        {
            var line = l;
            var dialogue = Dialogue.Empty;
            while (line.StartsWith('@'))
            {
                var sp = line.IndexOf(' ');
                dialogue = dialogue with { Focus = [new RecordRef(line[1..sp], 1, "X")] };
                line = line[(sp + 1)..];
            }
            o.AppendLine("> " + line);
            foreach (var c in await Understand.CallsAsync(line, dialogue)) o.AppendLine("   " + Understand.Line(c));
            foreach (var f in Debug(line, dialogue)) o.AppendLine("      " + f);
        }
        File.WriteAllText("/tmp/talk2_probe.out", o.ToString());
    }

    private static IEnumerable<string> Debug(string line, Dialogue dialogue)
    {
        var facts = new TurnFacts(SampleNames.Admin, TestClock.Monday, dialogue);
        using var names = new NameIndex(new NameOnlyCrm(SampleNames.All));
        names.RefreshAsync(default).GetAwaiter().GetResult();
        using var view = names.Read(SampleNames.Admin);
        var a = Analysis.Of(line, facts, view, new ValueReader());
        new RequestReader(RuleRanker.Default).Read(a, out _);
        foreach (var c in a.Clauses)
        {
            yield return string.Join(" ", Enumerable.Range(c.From, c.To - c.From).Select(i => a.Pieces[i]).Select(p => "[" + a.Slice(p.Start, p.End) + (p.Kind == PieceKind.Lexeme ? "" : ":" + p.Kind + (p.Value is null ? "" : "/" + p.Value.Kind)) + "]"));
            yield return "   " + string.Join(" ", c.Features.Names) + (c.ForbidsWrites ? " FORBIDS" : "");
            yield return "   => " + string.Join(" ", RuleRanker.Default.Rank(c.Features).Take(4).Select(x => x.Intent + " " + x.Score));
        }
    }
}
