using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace BotCrm.Core.Privacy.Sealing;

/// <summary>A sealed property as the model says it, with where it stands.</summary>
internal sealed record SealedProperty(IProperty Property, string Table, string Column, IReadOnlyList<(IProperty Property, BlindForm Form)> Blinds)
{
    private static readonly ParameterExpression Instance = Expression.Parameter(typeof(object)), Value = Expression.Parameter(typeof(string));

    // Compiled: each record that is read is asked for each of its sealed properties.
    public Func<object, string?> Get { get; } = Expression.Lambda<Func<object, string?>>(Of(Property), Instance).Compile();

    public Action<object, string?> Set { get; } = Expression.Lambda<Action<object, string?>>(Expression.Assign(Of(Property), Value), Instance, Value).Compile();

    public Func<object, long> Row { get; } = Expression.Lambda<Func<object, long>>(Of(Property.DeclaringType.ContainingEntityType.FindPrimaryKey()!.Properties[0]), Instance).Compile();

    private static MemberExpression Of(IProperty property) => Expression.Property(Expression.Convert(Instance, property.DeclaringType.ClrType), property.PropertyInfo!);
}

/// <summary>What of a model is sealed; read once per model.</summary>
internal sealed class SealedModel
{
    private static readonly ConditionalWeakTable<IModel, SealedModel> Known = [];

    private readonly Dictionary<Type, IReadOnlyList<SealedProperty>> byType = [];

    private SealedModel(IModel model)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            var table = entity.GetTableName()!;
            IReadOnlyList<SealedProperty> properties = [.. entity.GetProperties().Where(property => property.IsSealed())
                .Select(property => new SealedProperty(property, table, property.GetColumnName(), [.. property.BlindIndexes()]))];
            if (properties.Count == 0)
                continue;
            if (entity.FindPrimaryKey() is not { Properties: [{ Name: "Id" } key] } || key.ClrType != typeof(long))
                throw new InvalidOperationException($"{entity.DisplayName()} has sealed properties; its key must be the number Id, which they are bound to.");
            byType[entity.ClrType] = properties;
        }
    }

    public IEnumerable<IReadOnlyList<SealedProperty>> All => byType.Values;

    public static SealedModel Of(IModel model) => Known.GetValue(model, static of => new SealedModel(of));

    public IReadOnlyList<SealedProperty>? Find(Type type) => byType.GetValueOrDefault(type);

    public bool IsSealed(Type type, string property) => Find(type)?.Any(one => one.Property.Name == property) == true;
}
