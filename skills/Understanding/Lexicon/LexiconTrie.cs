using BotCrm.Core.Opportunities;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Understanding.Lexicon;

/// <summary>All surfaces of both languages, matched over characters: Latin ones at word boundaries, Chinese ones anywhere.</summary>
internal sealed class LexiconTrie
{
    private sealed class Node
    {
        public readonly Dictionary<char, Node> Next = [];
        public List<Sense>? Senses;
    }

    private readonly Node root = new();
    private readonly HashSet<string> words = new(StringComparer.Ordinal);

    public static readonly LexiconTrie Default = Load();

    /// <summary>Ordinary words: no slips of names, and names only where a name must stand.</summary>
    public bool IsOrdinary(string word) => words.Contains(word);

    /// <summary>Calls back for every surface that begins at a position.</summary>
    public void Match(string lower, int start, List<(int End, List<Sense> Senses)> into)
    {
        if (!Tokenizer.IsBoundary(lower, start))
            return;
        var node = root;
        for (var i = start; i < lower.Length; i++)
        {
            if (!node.Next.TryGetValue(lower[i], out var next))
                return;
            node = next;
            if (node.Senses is not null && Tokenizer.IsBoundary(lower, i + 1))
                into.Add((i + 1, node.Senses));
        }
    }

    /// <summary>
    /// The lexicon with the company's stages: their codes and their names in both languages, as far as they are not in it already.
    /// </summary>
    public static LexiconTrie For(Pipelines pipelines)
    {
        if (ReferenceEquals(pipelines, Pipelines.Default))
            return Default;
        var trie = Load();
        foreach (var stage in pipelines.All.SelectMany(pipeline => pipeline.Stages))
        {
            var name = stage.Kind switch { StageKind.Won => "stagewon", StageKind.Lost => "stagelost", _ => "stage" };
            var sense = new Sense(name, stage.Kind == StageKind.Open ? stage.Code : null, WordForm.None);
            foreach (var said in new[] { stage.Code.Replace('_', ' '), stage.Name.En, stage.Name.Zh })
            {
                var surface = said.Trim().ToLowerInvariant();
                trie.Add(surface, sense);
                trie.Add(surface + (surface[^1] < 128 ? " stage" : "阶段"), sense);
            }
        }

        return trie;
    }

    private static LexiconTrie Load()
    {
        var trie = new LexiconTrie();
        foreach (var (surface, sense) in LexiconFile.Read("en.txt", chinese: false))
        {
            trie.Add(surface, sense);
            foreach (var word in surface.Split(' '))
                trie.words.Add(word);
        }

        foreach (var (surface, sense) in LexiconFile.Read("zh.txt", chinese: true))
            trie.Add(surface, sense);
        foreach (var line in LexiconFile.Lines("common-en.txt"))
        {
            foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                trie.words.Add(word);
        }

        return trie;
    }

    private void Add(string surface, Sense sense)
    {
        var node = root;
        foreach (var ch in surface)
        {
            if (!node.Next.TryGetValue(ch, out var next))
                node.Next[ch] = next = new Node();
            node = next;
        }

        node.Senses ??= [];
        if (!node.Senses.Contains(sense))
            node.Senses.Add(sense);
    }
}
