using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Access;

/// <summary>
/// Which fields of which noun a role sees; the only place that says and enforces it. A field is named <c>noun.field</c> after the noun's view.
/// Whatever a use case answers goes through <see cref="Shown{T}"/>, and what it is asked through <see cref="Refusal"/>: a hidden field is
/// neither shown nor written, and nothing is filtered or sorted by it, which would tell it as well. What can be hidden is what a view may leave empty.
/// </summary>
internal static class FieldRights
{
    public const string Amount = "opportunity.amount";

    private const string ViewSuffix = "View";

    // A view's further fields stand in a record of their own; they are the noun's fields like the others.
    private const string Part = "Profile";

    // Filters that are not called like the field that they tell of.
    private static readonly Dictionary<string, string> ToldBy = new(StringComparer.Ordinal)
    {
        ["QuietSince"] = "lastInteractionAt",
        ["Tag"] = "tags",
    };

    // Mentions of another noun that are not called like it.
    private static readonly Dictionary<string, string> Mentions = new(StringComparer.Ordinal)
    {
        ["Participants"] = Kinds.Contact,
    };

    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly FrozenDictionary<Type, string> NounOfView = typeof(FieldRights).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsPublic: true } && type.Name.EndsWith(ViewSuffix, StringComparison.Ordinal) && type.Name.Length > ViewSuffix.Length && CloneOf(type) is not null)
        .ToFrozenDictionary(type => type, type => Storage.Columns.Snake(type.Name[..^ViewSuffix.Length]));

    private static readonly FrozenDictionary<string, PropertyInfo> Fields = NounOfView
        .SelectMany(pair => FieldsOf(pair.Key).Where(CanBeEmpty).Select(property => (Name: $"{pair.Value}.{Camel(property.Name)}", Property: property)))
        .ToFrozenDictionary(field => field.Name, field => field.Property, StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Parts = [];
    private static readonly ConcurrentDictionary<Type, bool> Holders = [];
    private static readonly ConcurrentDictionary<(Type UseCase, IReadOnlySet<string> Unseen), Guard[]> Guards = [];

    /// <summary>Every field that a role may be told not to show.</summary>
    public static IReadOnlySet<string> Hideable { get; } = Fields.Keys.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Fields that name records of the given kinds, such as a task's opportunity.</summary>
    public static IEnumerable<string> MentionsOf(Func<string, bool> kinds) =>
        Fields.Where(field => MentionedBy(field.Value) is { } kind && kinds(kind)).Select(field => field.Key);

    public static bool SeesField(this Actor actor, string field) => !actor.Rights.Unseen.Contains(field);

    /// <summary>The answer without what the actor's role does not see.</summary>
    public static Result<T> Shown<T>(Result<T> result, Actor actor)
    {
        if (!result.Ok || actor.Rights.Unseen.Count == 0 || result.Value is null || !Holds(typeof(T)))
            return result;
        return (T)Without(result.Value, actor.Rights.Unseen)!;
    }

    /// <summary>Why a use case may not be asked so: it filters, sorts or writes by a field that the role does not see.</summary>
    public static Failure? Refusal(object useCase, Actor actor)
    {
        if (actor.Rights.Unseen.Count == 0)
            return null;
        foreach (var guard in Guards.GetOrAdd((useCase.GetType(), actor.Rights.Unseen), static key => [.. GuardsOf(key.UseCase, key.Unseen)]))
        {
            if (guard.IsUsed(useCase))
                return Policies.Hidden(guard.Field, actor);
        }
        return null;
    }

    /// <summary>The hidden fields of a noun, as they are called in the change feed's images.</summary>
    public static IEnumerable<string> HiddenIn(string kind, Actor actor) =>
        actor.Rights.Unseen.Where(field => field.StartsWith(kind + ".", StringComparison.Ordinal)).Select(field => field[(kind.Length + 1)..]);

    private static IEnumerable<Guard> GuardsOf(Type useCase, IReadOnlySet<string> unseen)
    {
        if ((ViewIn(useCase.BaseType!.GetGenericArguments()[0]) ?? ViewOfPartIn(useCase)) is not { } view)
            yield break;
        var noun = NounOfView[view];
        var part = view.GetProperty(Part)?.PropertyType;
        foreach (var field in unseen.Where(field => field.StartsWith(noun + ".", StringComparison.Ordinal)))
        {
            var name = Pascal(field[(noun.Length + 1)..]);
            foreach (var property in useCase.GetProperties())
            {
                var about = ToldBy.TryGetValue(property.Name, out var told) ? Pascal(told) : property.Name;
                if (about == name || property.Name == "Min" + name || property.Name == "Max" + name || property.Name == name + "From" || property.Name == name + "To"
                    || property.Name == name + "Since" || property.Name == name + "Minor" || property.Name + "s" == name || property.Name == Short(name) + "From" || property.Name == Short(name) + "To"
                    || (name.EndsWith("Name", StringComparison.Ordinal) && property.Name == name[..^4] + "Id") || (name == "Participants" && property.Name is "ContactId" or "ParticipantIds"))
                {
                    yield return new Guard(field, one => Given(property.GetValue(one)));
                }
                else if (property.PropertyType == typeof(Paging))
                {
                    var sort = Storage.Columns.Snake(name);
                    yield return new Guard(field, one => property.GetValue(one) is Paging { Sort: { } by } && (by == sort || by + "_at" == sort));
                }
                else if (property.PropertyType == part && part.GetProperty(name) is { } further)
                {
                    yield return new Guard(field, one => property.GetValue(one) is { } given && Given(further.GetValue(given)));
                }
                else if (property.Name == "Clear")
                {
                    var camel = Camel(name);
                    yield return new Guard(field, one => property.GetValue(one) is IReadOnlyList<string> clear && clear.Contains(camel));
                }
            }
        }
    }

    private static string Short(string name) => name.EndsWith("At", StringComparison.Ordinal) ? name[..^2] : name;

    private static bool Given(object? value) => value switch
    {
        null => false,
        string text => text.Length > 0,
        ICollection list => list.Count > 0,
        _ => true,
    };

    /// <summary>The view that a use case answers with, alone or as a page.</summary>
    private static Type? ViewIn(Type answer)
    {
        if (NounOfView.ContainsKey(answer))
            return answer;
        return answer.IsGenericType && answer.GetGenericArguments() is [var inner] && NounOfView.ContainsKey(inner) ? inner : null;
    }

    /// <summary>The view whose further fields a use case is given, where it answers with something else.</summary>
    private static Type? ViewOfPartIn(Type useCase) => useCase.GetProperty(Part)?.PropertyType is { } part
        ? NounOfView.Keys.FirstOrDefault(view => view.GetProperty(Part)?.PropertyType == part)
        : null;

    private static IEnumerable<PropertyInfo> FieldsOf(Type view) =>
        view.GetProperties().SelectMany(property => property.Name == Part ? property.PropertyType.GetProperties() : [property]);

    /// <param name="partOf">The noun whose further fields the value holds; null when it is no such part.</param>
    private static object? Without(object? value, IReadOnlySet<string> unseen, string? partOf = null)
    {
        if (value is null || (partOf is null && !Holds(value.GetType())))
            return value;
        if (value is IEnumerable items)
            return Listed(value, items, unseen);
        object? copy = null;
        var type = value.GetType();
        var noun = partOf ?? NounOfView.GetValueOrDefault(type);
        foreach (var property in Parts.GetOrAdd(type, static one => [.. one.GetProperties().Where(property => property.GetIndexParameters().Length == 0 && property.SetMethod is not null)]))
        {
            var before = property.GetValue(value);
            if (before is null)
                continue;
            var after = noun is not null && unseen.Contains($"{noun}.{Camel(property.Name)}") ? Empty(property.PropertyType)
                : noun is not null && before is IReadOnlyDictionary<string, object> own ? WithoutOwn(own, noun, unseen)
                : Without(before, unseen, property.Name == Part ? noun : null);
            if (ReferenceEquals(before, after) || Equals(before, after))
                continue;
            copy ??= CloneOf(type)!.Invoke(value, null)!;
            property.SetValue(copy, after);
        }
        return copy ?? value;
    }

    /// <summary>The company's own fields but those that the role does not see.</summary>
    private static IReadOnlyDictionary<string, object> WithoutOwn(IReadOnlyDictionary<string, object> own, string noun, IReadOnlySet<string> unseen) =>
        own.Keys.Any(code => unseen.Contains($"{noun}.{FieldBook.Prefix}{code}"))
            ? own.Where(pair => !unseen.Contains($"{noun}.{FieldBook.Prefix}{pair.Key}")).ToDictionary(pair => pair.Key, pair => pair.Value)
            : own;

    private static object Listed(object list, IEnumerable items, IReadOnlySet<string> unseen)
    {
        var changed = false;
        var all = new List<object?>();
        foreach (var item in items)
        {
            var shown = Without(item, unseen);
            changed |= !ReferenceEquals(shown, item);
            all.Add(shown);
        }
        if (!changed)
            return list;
        var array = Array.CreateInstance(ItemOf(list.GetType())!, all.Count);
        for (var i = 0; i < all.Count; i++)
            array.SetValue(all[i], i);
        return array;
    }

    private static object? Empty(Type type)
    {
        if (type.IsValueType)
            return Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
        return ItemOf(type) is { } item ? Array.CreateInstance(item, 0) : null;
    }

    /// <summary>Whether a view can be in there: an answer without one is not searched.</summary>
    private static bool Holds(Type type) => Holders.GetOrAdd(type, static one => Holds(one, []));

    private static bool Holds(Type type, HashSet<Type> seen)
    {
        if (NounOfView.ContainsKey(type))
            return true;
        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(JsonElement) || !seen.Add(type))
            return false;
        if (ItemOf(type) is { } item)
            return Holds(item, seen);
        return CloneOf(type) is not null && type.GetProperties().Any(property => property.SetMethod is not null && Holds(property.PropertyType, seen));
    }

    private static Type? ItemOf(Type type)
    {
        if (type == typeof(string))
            return null;
        if (type.IsArray)
            return type.GetElementType();
        return type.GetInterfaces().Append(type)
            .FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
    }

    private static MethodInfo? CloneOf(Type type) => type.GetMethod("<Clone>$");

    private static bool CanBeEmpty(PropertyInfo property)
    {
        if (property.SetMethod is null || property.Name == "EqualityContract")
            return false;
        if (property.PropertyType.IsValueType)
            return Nullable.GetUnderlyingType(property.PropertyType) is not null;
        if (property.PropertyType != typeof(string) && property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return true;
        lock (Nullability)
            return Nullability.Create(property).ReadState == NullabilityState.Nullable;
    }

    /// <summary>The kind of record that a field names: <c>OpportunityId</c>, <c>OpportunityName</c>, <c>ContactName</c>.</summary>
    private static string? MentionedBy(PropertyInfo property)
    {
        if (Mentions.TryGetValue(property.Name, out var known))
            return known;
        foreach (var suffix in (string[])["Id", "Ids", "Name", "Subject", "Title", "Number"])
        {
            if (property.Name.EndsWith(suffix, StringComparison.Ordinal) && Storage.Columns.Snake(property.Name[..^suffix.Length]) is { Length: > 0 } kind && KindRights.Knows(kind))
                return kind;
        }
        return null;
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private sealed record Guard(string Field, Func<object, bool> IsUsed);
}
