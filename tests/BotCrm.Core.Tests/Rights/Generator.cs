using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Tests.Rights;

/// <summary>Makes inputs of any use case from the names and types of its properties, so that one that is added is covered without being listed.</summary>
internal sealed class Generator(Random random, DateTimeOffset now)
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Inputs = [];
    private static readonly string[] Words = ["a", "1", "price", "talk", "north", "%", "价格"];
    private int count;

    /// <summary>An id for a property of a use case; null: leave it out.</summary>
    public required Func<string, long?> Id { get; init; }

    /// <summary>A text that others may have written; null: words of everybody.</summary>
    public required Func<string?> Probe { get; init; }

    /// <summary>When set, every text carries this owner's mark.</summary>
    public long? Plants { get; init; }

    public object Make(Type useCase) => Fill(Activator.CreateInstance(useCase)!, useCase, useCase, 0);

    private object Fill(object made, Type type, Type useCase, int depth)
    {
        foreach (var property in Inputs.GetOrAdd(type, static one => [.. one.GetProperties().Where(property => property.SetMethod is not null && property.GetIndexParameters().Length == 0)]))
        {
            var needed = property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null;
            if (!needed && (random.Next(100) < 60 || (Plants is not null && property.Name is "OwnerId" or "AssigneeId" or "IfVersion" or "Clear" or "CreatedAt" or "Shared" or "AuthorId")))
                continue;
            if (Value(property.Name, property.PropertyType, useCase, depth) is { } value)
                property.SetValue(made, value);
        }
        return made;
    }

    private object? Value(string name, Type type, Type useCase, int depth)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(long))
            return name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("Ids", StringComparison.Ordinal) ? Id(Noun(name, useCase)) ?? (type == typeof(long) ? 99_999_999L : null) : random.Next(1, 5);
        if (plain == typeof(string))
            return Text(name, useCase);
        if (plain == typeof(bool))
            return random.Next(2) == 0;
        if (plain == typeof(int))
            return name == "IfVersion" ? random.Next(1, 3) : random.Next(1, 20);
        if (plain == typeof(decimal))
            return Plants is not null && name == "Amount" ? 7_310_000m + count++ : random.Next(1, 8_000_000);
        if (plain == typeof(DateOnly))
            return DateOnly.FromDateTime(now.UtcDateTime).AddDays(random.Next(0, 60));
        if (plain == typeof(DateTimeOffset))
            return now.AddDays(-random.Next(0, 30));
        if (plain == typeof(Role))
            return new[] { Role.Admin, Role.Rep, Role.Support }[random.Next(3)];
        if (plain.IsEnum)
            return Enum.GetValues(plain).GetValue(random.Next(Enum.GetValues(plain).Length));
        if (plain == typeof(Paging))
            return new Paging(random.Next(1, 200), null, random.Next(3) == 0 ? new[] { "name", "amount", "created", "updated", "due", "stage", "last_interaction" }[random.Next(7)] : null, random.Next(2) == 0, random.Next(2) == 0);
        if (depth > 2 || plain == typeof(byte[]) || typeof(Stream).IsAssignableFrom(plain) || plain == typeof(JsonElement))
            return null;
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = plain.GetGenericArguments()[0];
            var list = Array.CreateInstance(item, name == "Clear" ? 0 : random.Next(1, 3));
            for (var i = 0; i < list.Length; i++)
            {
                if (Value(name, item, useCase, depth + 1) is not { } one)
                    return null;
                list.SetValue(one, i);
            }
            return list;
        }
        if (plain.IsAbstract || plain.IsInterface || plain.Namespace?.StartsWith("BotCrm", StringComparison.Ordinal) != true)
            return null;
        if (plain.GetConstructor(Type.EmptyTypes) is not null)
            return Fill(Activator.CreateInstance(plain)!, plain, useCase, depth + 1);
        if (plain.GetConstructors().OrderBy(one => one.GetParameters().Length).FirstOrDefault() is not { } constructor)
            return null;
        var given = constructor.GetParameters().Select(one => one.HasDefaultValue && random.Next(2) == 0 ? one.DefaultValue : Value(char.ToUpperInvariant(one.Name![0]) + one.Name[1..], one.ParameterType, useCase, depth + 1)).ToArray();
        try
        {
            return constructor.Invoke(given);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    private object? Text(string name, Type useCase)
    {
        switch (name)
        {
            case "Currency" or "From" or "Base": return "EUR";
            case "Language": return "en";
            case "TimeZone": return "Europe/Berlin";
            case "Category": return "technical";
            case "Kind" or "Entity" or "Purpose": return new[] { Kinds.Customer, Kinds.Contact, Kinds.Opportunity, Kinds.Ticket, Kinds.Task, Kinds.Interaction, "marketing" }[random.Next(7)];
            case "Channel": return "email";
            case "Phone": return Plants is { } by ? string.Create(CultureInfo.InvariantCulture, $"+49170{by:00000}{count++:0000}") : "+49 170 1234567";
        }
        if (Plants is { } owner)
        {
            var room = useCase.Namespace!.Split('.')[2];
            var mark = string.Create(CultureInfo.InvariantCulture, $"mk{owner}_{room}_{name}_{count++}_");
            return name == "Email" ? $"{mark}@secret.example" : mark;
        }
        return (random.Next(3) == 0 ? Probe() : null) ?? Words[random.Next(Words.Length)];
    }

    /// <summary>The kind of record that an id names: by its property, or for the record's own id by the use case's name.</summary>
    private static string Noun(string name, Type useCase)
    {
        var word = name.EndsWith("Ids", StringComparison.Ordinal) ? name[..^3] : name[..^2];
        if (word is "Owner" or "Assignee" or "Author" or "Manager" or "EscalatedTo")
            return Kinds.User;
        if (word is "Participant")
            return Kinds.Contact;
        if (word.Length > 0)
            return Columns.Snake(word);
        return Records.Types.Select(type => Records.KindOf(type)!).Append("change_set")
            .Where(kind => Columns.Snake(useCase.Name).Contains(kind, StringComparison.Ordinal) || useCase.Name.Contains("ChangeSet", StringComparison.Ordinal) && kind == "change_set")
            .MaxBy(kind => kind.Length) ?? (useCase.Name.Contains("Stage", StringComparison.Ordinal) ? Kinds.Opportunity : Kinds.Customer);
    }
}
