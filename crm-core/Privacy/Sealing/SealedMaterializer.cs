// EF Core calls this API internal, but it is the one place where a record can be completed as it is read at no more than a call's cost:
// its public interceptor has two delegates made for every column of every row, which took longer than the query.
#pragma warning disable EF1001

using System.Linq.Expressions;
using System.Reflection;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotCrm.Core.Privacy.Sealing;

/// <summary>Opens sealed properties of a record when it is read.</summary>
internal sealed class SealedMaterializer(StructuralTypeMaterializerSourceDependencies dependencies) : RelationalStructuralTypeMaterializerSource(dependencies), IStructuralTypeMaterializerSource
{
    private static readonly MethodInfo Open = typeof(SealedMaterializer).GetMethod(nameof(Opened), BindingFlags.Static | BindingFlags.NonPublic)!;

    Expression IStructuralTypeMaterializerSource.CreateMaterializeExpression(StructuralTypeMaterializerSourceParameters parameters, Expression materializationContextExpression)
    {
        var record = CreateMaterializeExpression(parameters, materializationContextExpression);
        return parameters.StructuralType is IEntityType entity && SealedModel.Of(entity.Model).Find(entity.ClrType) is { } properties
            ? Expression.Call(Open.MakeGenericMethod(record.Type), record, materializationContextExpression, Expression.Constant(properties))
            : record;
    }

    private static T Opened<T>(T record, MaterializationContext context, IReadOnlyList<SealedProperty> properties)
        where T : class
    {
        var sealer = ((CrmDbContext)context.Context).Sealer;
        foreach (var one in properties)
        {
            if (one.Get(record) is { } stored)
                one.Set(record, sealer.OpenText(stored, one.Table, one.Column, one.Row(record)));
        }
        return record;
    }
}
