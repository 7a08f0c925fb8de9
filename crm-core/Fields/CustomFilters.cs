using System.Globalization;
using System.Linq.Expressions;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Fields;

/// <summary>
/// Conditions on own fields, by code: a value (a choice by its code or name), several parted by commas of which any one will do, a range
/// <c>10..50</c> or <c>10..</c> or <c>..50</c> of numbers, amounts and days, <c>*</c> for any value and <c>!*</c> for none.
/// </summary>
internal static class CustomFilters
{
    public const string Any = "*";
    public const string None = "!*";

    /// <summary>Narrows visible rows; a failure names the field and what it expects.</summary>
    public static async Task<Result<IQueryable<T>>> HoldingAsync<T>(
        this IQueryable<T> rows, CrmSession session, string noun, IReadOnlyDictionary<string, string>? conditions, Expression<Func<T, long>> id, Expression<Func<T, long>> customerId, CancellationToken ct)
    {
        foreach (var (name, said) in conditions ?? new Dictionary<string, string>())
        {
            var (field, values, problem) = Read(session, noun, name, said);
            if (problem is not null)
                return problem;
            var ids = values!.Select(one => one.RecordId);
            if (said.Trim() == None)
            {
                rows = Contained(rows, ids, id, not: true);
                continue;
            }
            rows = await rows.AmongAsync(ids, id, ct);
            // Whether a guess fits would tell what the mask hides.
            if (field!.Sensitive)
                rows = Contained(rows, ContactMask.Readable(session.Db.Customers, session.Actor).Select(one => one.Id), customerId, not: false);
        }
        return Result<IQueryable<T>>.Of(rows);
    }

    /// <summary>What is wrong with conditions; null when they can be asked.</summary>
    public static Failure? Problem(CrmSession session, string noun, IReadOnlyDictionary<string, string>? conditions) =>
        conditions?.Select(one => Read(session, noun, one.Key, one.Value).Problem).FirstOrDefault(problem => problem is not null);

    /// <summary>The field of a condition and the values that fit; all of its values for any and none.</summary>
    private static (CustomField? Field, IQueryable<CustomValue>? Values, Failure? Problem) Read(CrmSession session, string noun, string name, string said)
    {
        var code = name.StartsWith(FieldBook.Prefix, StringComparison.Ordinal) ? name[FieldBook.Prefix.Length..] : name;
        if (session.Fields.Find(noun, code) is not { } field)
        {
            var unknown = Failure.Invalid("unknown_field", CustomChange.Unknown(session.Fields, noun, code), FieldBook.Prefix + code) with
            {
                Data = new Dictionary<string, string> { ["name"] = code, ["fields"] = string.Join(", ", session.Fields.Of(noun).Select(one => one.Code)) },
            };
            return (null, null, unknown);
        }
        if (!session.Actor.SeesField(field.RightsName))
            return (null, null, Policies.Hidden(field.RightsName, session.Actor));
        var values = session.Db.Set<CustomValue>().Where(one => one.Noun == noun && one.Code == code);
        var text = said.Trim();
        if (text is Any or None)
            return (field, values, null);
        var (narrowed, problem) = Matching(session, field, values, text);
        return (field, narrowed, problem);
    }

    private static (IQueryable<CustomValue>? Values, Failure? Problem) Matching(CrmSession session, CustomField field, IQueryable<CustomValue> values, string text)
    {
        if (field.HasRange && !field.Sensitive && text.IndexOf("..", StringComparison.Ordinal) is >= 0 and var dots)
        {
            var (low, lowProblem) = Bound(field, text[..dots]);
            var (high, highProblem) = Bound(field, text[(dots + 2)..]);
            if ((lowProblem ?? highProblem) is { } wrong)
                return (null, wrong);
#pragma warning disable CA1309 // In SQL, where the store's own order counts.
            if (low is not null)
                values = values.Where(one => string.Compare(one.Key, low) >= 0);
            if (high is not null)
                values = values.Where(one => string.Compare(one.Key, high) <= 0);
#pragma warning restore CA1309
            return (values, null);
        }
        var said = field.IsChoice && field.Said(text) is null ? text.Split([',', '，', '、', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [text];
        var keys = new List<string>();
        foreach (var one in said)
        {
            // A filter is not held to bounds and patterns: it asks what is there, not what may be.
            var (value, problem) = FieldReader.Read(field with { Min = null, Max = null, Pattern = null, MaxLength = null }, one);
            if (problem is not null)
                return (null, problem);
            if (value is not null)
                keys.AddRange(field.Sensitive ? [CustomKeys.OfSealed(session.Db.Sealer, CustomJson.Text(value))] : CustomKeys.Of(value));
        }
        var meant = keys.ToArray();
        return (values.Where(one => meant.Contains(one.Key)), null);
    }

    private static (string? Key, Failure? Problem) Bound(CustomField field, string text)
    {
        var (value, problem) = FieldReader.Read(field with { Min = null, Max = null }, text);
        return (value switch { null => null, decimal number => CustomKeys.OfNumber(number), _ => CustomKeys.OfDay((string)value) }, problem);
    }

    private static IQueryable<T> Contained<T>(IQueryable<T> rows, IQueryable<long> ids, Expression<Func<T, long>> id, bool not)
    {
        Expression body = Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(long)], ids.Expression, id.Body);
        return rows.Where(Expression.Lambda<Func<T, bool>>(not ? Expression.Not(body) : body, id.Parameters));
    }
}
