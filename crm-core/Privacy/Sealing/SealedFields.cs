using System.Linq.Expressions;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;

namespace BotCrm.Core.Privacy.Sealing;

/// <summary>
/// Seals properties while a record is saved, and has them opened when it is read. Not a value converter: a converter sees neither the row,
/// which a sealed value is bound to, nor whose keys the context works with.
/// </summary>
internal static class SealedFields
{
    // One for all: contexts with different ones would share neither model nor compiled queries.
    private static readonly IInterceptor[] Interceptors = [new Guard()];

    public static DbContextOptionsBuilder<CrmDbContext> WithSealedFields(this DbContextOptionsBuilder<CrmDbContext> options) =>
        options.AddInterceptors(Interceptors).ReplaceService<IStructuralTypeMaterializerSource, SealedMaterializer>();

    /// <summary>Puts sealed values in place of plain ones, for as long as the save lasts; <see cref="Restore"/> takes them back.</summary>
    public static List<(PropertyEntry Property, string Plain)>? Seal(CrmDbContext db)
    {
        var model = SealedModel.Of(db.Model);
        List<(PropertyEntry, string)>? sealedNow = null;
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified) || model.Find(entry.Metadata.ClrType) is not { } properties)
                continue;
            foreach (var one in properties)
            {
                var property = entry.Property(one.Property);
                if (entry.State == EntityState.Modified && !property.IsModified)
                    continue;
                var plain = (string?)property.CurrentValue;
                foreach (var (blind, form) in one.Blinds)
                    entry.Property(blind).CurrentValue = db.Sealer.Blind(form, plain);
                if (plain is null)
                    continue;
                property.CurrentValue = db.Sealer.SealText(plain, one.Table, one.Column, (long)entry.Property("Id").CurrentValue!);
                (sealedNow ??= []).Add((property, plain));
            }
        }
        return sealedNow;
    }

    public static void Restore(List<(PropertyEntry Property, string Plain)>? sealedNow)
    {
        foreach (var (property, plain) in sealedNow ?? [])
        {
            var saved = property.EntityEntry.State == EntityState.Unchanged;
            property.CurrentValue = plain;
            if (!saved)
                continue;
            property.OriginalValue = plain;
            property.IsModified = false;
        }
    }

    /// <summary>
    /// A query that compares, sorts or takes out a sealed property would work on its sealed form and find nothing, silently; it is refused when
    /// it is compiled, so that the first test that runs it fails.
    /// </summary>
    private sealed class Guard : IQueryExpressionInterceptor
    {
        public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
        {
            if (eventData.Context is { } db)
                new Visitor(SealedModel.Of(db.Model)).Visit(queryExpression);
            return queryExpression;
        }

        private sealed class Visitor(SealedModel model) : ExpressionVisitor
        {
            protected override Expression VisitBinary(BinaryExpression node) =>
                // Whether there is a value may be asked.
                node.NodeType is ExpressionType.Equal or ExpressionType.NotEqual && (IsNull(node.Right) || IsNull(node.Left)) ? node : base.VisitBinary(node);

            protected override Expression VisitMember(MemberExpression node)
            {
                if (node.Expression is { } of && model.IsSealed(of.Type, node.Member.Name))
                    throw new InvalidOperationException($"{of.Type.Name}.{node.Member.Name} is sealed: load the whole record to read it, and find exact values with {nameof(SealedQuery)}.{nameof(SealedQuery.WithExact)}.");
                return base.VisitMember(node);
            }

            private static bool IsNull(Expression node) => node is ConstantExpression { Value: null };
        }
    }
}
