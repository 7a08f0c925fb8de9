using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using BotCrm.Core.Storage.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;

namespace BotCrm.Core.Storage.Sqlite;

internal sealed class SqliteDialect : Dialect
{
    public static readonly SqliteDialect Instance = new();

    private const int ConstraintViolated = 19;

    private static readonly MethodInfo Like = typeof(DbFunctionsExtensions).GetMethod(nameof(DbFunctionsExtensions.Like), [typeof(DbFunctions), typeof(string), typeof(string), typeof(string)])!;
    private static readonly MethodInfo Glob = typeof(SqliteDbFunctionsExtensions).GetMethod(nameof(SqliteDbFunctionsExtensions.Glob), [typeof(DbFunctions), typeof(string), typeof(string)])!;

    public override string Name => "Sqlite";

    public override FullText FullText { get; } = new SqliteFullText();

    public override IRecordSearch RecordSearch { get; } = new SqliteRecordSearch();

    public override SqlExpression WithoutCase(SqlExpression text) => new CollateExpression(text, "NOCASE");

    /// <summary>LIKE folds ASCII letters only. A text with other letters that have a case is matched by GLOB, each letter as the set of its cases.</summary>
    public override Expression Holds(Expression column, string text)
    {
        var functions = Expression.Property(null, typeof(EF), nameof(EF.Functions));
        return LetterCase.IsPlain(text)
            ? Expression.Call(Like, functions, column, TextSearch.Parameter("%" + LetterCase.LikeEscaped(text) + "%"), Expression.Constant("\\"))
            : Expression.Call(Glob, functions, column, TextSearch.Parameter(GlobFor(text)));
    }

    public override (string Condition, string Value) Holds(string column, string parameter, string text) => LetterCase.IsPlain(text)
        ? ($"{column} LIKE {parameter} ESCAPE '\\'", "%" + LetterCase.LikeEscaped(text) + "%")
        : ($"{column} GLOB {parameter}", GlobFor(text));

    public override bool IsConstraintViolation(Exception? exception) => exception is SqliteException { SqliteErrorCode: ConstraintViolated };

    private static string GlobFor(string text)
    {
        var glob = new StringBuilder("*");
        foreach (var rune in text.EnumerateRunes())
        {
            if (LetterCase.Both(rune) is { } cases)
                glob.Append('[').Append(cases).Append(']');
            else if (rune.Value is '*' or '?' or '[')
                glob.Append('[').Append(rune).Append(']');
            else
                glob.Append(rune);
        }
        return glob.Append('*').ToString();
    }
}
