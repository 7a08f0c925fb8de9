using System.Linq.Expressions;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Privacy.Sealing;

/// <summary>Finds records by the exact value of a sealed property, through its blind index.</summary>
internal static class SealedQuery
{
    /// <param name="rows">The records.</param>
    /// <param name="db">Whose keys are asked.</param>
    /// <param name="property">A property that is marked <c>IsSealed()</c> and has a blind index.</param>
    /// <param name="value">As a person wrote it; it is brought into the normal form.</param>
    /// <param name="form">Which of the property's blind indexes; null: its first.</param>
    public static IQueryable<T> WithExact<T>(this IQueryable<T> rows, CrmDbContext db, Expression<Func<T, string?>> property, string value, BlindForm? form = null)
        where T : class
    {
        var name = ((MemberExpression)property.Body).Member.Name;
        var one = SealedModel.Of(db.Model).Find(typeof(T))?.FirstOrDefault(one => one.Property.Name == name)
            ?? throw new ArgumentException($"{typeof(T).Name}.{name} is not sealed.", nameof(property));
        var (index, of) = one.Blinds.First(blind => form is null || blind.Form == form);
        var blinds = db.Sealer.BlindsToFind(of, value);
        var column = index.Name;
        return blinds switch
        {
            [] => rows.Where(_ => false),
            [var blind] => rows.Where(row => EF.Property<string?>(row, column) == blind),
            _ => rows.Where(row => blinds.Contains(EF.Property<string?>(row, column))),
        };
    }
}
