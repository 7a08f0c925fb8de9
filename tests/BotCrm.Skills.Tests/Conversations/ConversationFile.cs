using System.Globalization;

namespace BotCrm.Skills.Tests.Conversations;

/// <summary>Reads the plain format of tests/conversations; a line that it does not know is an error that names the place.</summary>
internal static class ConversationFile
{
    public const string Build = "build";

    /// <summary>
    /// The conversations of a part: <c>build</c>, which stand in tests/conversations itself and which every run holds to; <c>check</c> and <c>blind</c>, in
    /// folders of their own, of which only the figures are looked at.
    /// </summary>
    public static IReadOnlyList<Conversation> ReadAll(string part = Build)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "conversations");
        if (part != Build) folder = Path.Combine(folder, part);
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"tests/conversations has no part \"{part}\": build, check and blind are known.");
        var files = Directory.EnumerateFiles(folder, "*.md").Where(path => Path.GetFileName(path) != "README.md").Order(StringComparer.Ordinal);
        return [.. files.SelectMany(path => Parse(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllLines(path)))];
    }

    public static IReadOnlyList<Conversation> Parse(string file, IReadOnlyList<string> lines)
    {
        var found = new List<Conversation>();
        var login = "";
        var wait = TimeSpan.Zero;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0) continue;
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                found.Add(new Conversation(file, i + 1, line[2..].Trim()) { Skill = Path.GetFileNameWithoutExtension(file) });
                login = "";
                wait = TimeSpan.Zero;
                continue;
            }

            if (found.Count == 0) continue;
            var conversation = found[^1];
            var turn = conversation.Turns.Count > 0 ? conversation.Turns[^1] : null;
            var error = new FormatException($"{file}:{i + 1}: cannot be read: {line}");
            switch (line[0])
            {
                case '>':
                    conversation.Turns.Add(new Turn(i + 1, login.Length > 0 ? login : conversation.Login, line[1..].Trim(), null) { WaitBefore = wait });
                    wait = TimeSpan.Zero;
                    break;
                case '[' when line[^1] == ']':
                    conversation.Turns.Add(new Turn(i + 1, login.Length > 0 ? login : conversation.Login, null, line[1..^1].Trim()) { WaitBefore = wait });
                    wait = TimeSpan.Zero;
                    break;
                case '+' or '-' or '~' or '^' when turn is not null:
                    turn.Changes.Add(ParseChange(line, error));
                    break;
                case '<' when turn is not null:
                    if (line.StartsWith("<!", StringComparison.Ordinal)) turn.SaysNot.Add(line[2..].Trim());
                    else turn.Says.Add(line[1..].Trim());
                    break;
                case '?' when turn is not null:
                    var asked = line[1..].Trim();
                    if (asked == "confirm") turn.Confirms = true;
                    else if (asked.Length == 0) turn.Question = [];
                    else if (asked.StartsWith("choices:", StringComparison.Ordinal)) turn.Question = asked["choices:".Length..].Split(',', StringSplitOptions.TrimEntries);
                    else throw error;
                    break;
                case '=' when turn is not null:
                    var kind = line.TrimStart('=', '!').Replace(" ", "", StringComparison.Ordinal);
                    if (line.StartsWith("=!", StringComparison.Ordinal)) turn.NotReplyKind = kind;
                    else turn.ReplyKind = kind;
                    break;
                default:
                    var colon = line.IndexOf(':', StringComparison.Ordinal);
                    if (colon < 0) throw error;
                    var value = line[(colon + 1)..].Trim();
                    switch (line[..colon])
                    {
                        case "as" when turn is null:
                            conversation.Login = value;
                            break;
                        case "as":
                            login = value;
                            break;
                        case "wait":
                            wait = TimeSpan.Parse(value, CultureInfo.InvariantCulture);
                            break;
                        case "at" when turn is null:
                            conversation.At = DateTimeOffset.Parse(value, CultureInfo.InvariantCulture);
                            break;
                        case "with" when turn is null && value is "none" or "sample":
                            conversation.Sample = value == "sample";
                            break;
                        case "open" when turn is null:
                            conversation.Open = value;
                            break;
                        case "skill" when turn is null:
                            conversation.Skill = value;
                            break;
                        default:
                            throw error;
                    }

                    break;
            }
        }

        return found;
    }

    /// <summary><c>~ opportunity "Acme sensor refresh" stage=negotiation name~"x y"</c></summary>
    private static ChangeExpectation ParseChange(string line, FormatException error)
    {
        var words = Words(line[1..]).ToList();
        if (words.Count == 0) throw error;
        var name = words.Count > 1 && words[1][0] == '"' ? Unquote(words[1]) : null;
        var fields = new List<FieldExpectation>();
        foreach (var word in words.Skip(name is null ? 1 : 2))
        {
            var split = word.IndexOfAny(['=', '~']);
            if (split <= 0) throw error;
            fields.Add(new FieldExpectation(word[..split].Replace("_", "", StringComparison.Ordinal), word[split] == '~', Unquote(word[(split + 1)..])));
        }

        return new ChangeExpectation(line[0], words[0], name, fields);
    }

    private static string Unquote(string word) => word.Length >= 2 && word[0] == '"' && word[^1] == '"' ? word[1..^1] : word;

    private static IEnumerable<string> Words(string text)
    {
        var start = -1;
        var quoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '"') quoted = !quoted;
            if (i < text.Length && (quoted || text[i] != ' '))
            {
                if (start < 0) start = i;
            }
            else if (start >= 0)
            {
                yield return text[start..i];
                start = -1;
            }
        }
    }
}
