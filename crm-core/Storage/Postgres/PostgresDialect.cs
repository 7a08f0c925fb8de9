using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Npgsql;

namespace BotCrm.Core.Storage.Postgres;

internal sealed class PostgresDialect : Dialect
{
    public static readonly PostgresDialect Instance = new();

    private static readonly MethodInfo Like = typeof(NpgsqlDbFunctionsExtensions).GetMethod(nameof(NpgsqlDbFunctionsExtensions.ILike), [typeof(DbFunctions), typeof(string), typeof(string), typeof(string)])!;
    private static readonly MethodInfo Match = typeof(Regex).GetMethod(nameof(Regex.IsMatch), [typeof(string), typeof(string)])!;

    public override string Name => "Postgres";

    public override FullText FullText { get; } = new PostgresFullText();

    public override string Text(string text) => PlainText.Of(text);

    public override int ParametersOfAnInsert => 2000;

    public override IRecordSearch RecordSearch { get; } = new PostgresRecordSearch();

    /// <summary>Texts are <c>text</c>, their lengths being kept by the program in one way for both databases; and a collation of SQLite's is none of PostgreSQL's.</summary>
    public override void Map(IMutableProperty property)
    {
        property.SetCollation(null);
        if (property.GetElementType() is not null)
        {
            if (property.ClrType.IsAssignableTo(typeof(IEnumerable<string>)))
                property.SetColumnType("text[]");
        }
        else if ((property.GetValueConverter()?.ProviderClrType ?? property.GetProviderClrType() ?? property.ClrType) == typeof(string))
        {
            property.SetColumnType("text");
        }
    }

    /// <summary><c>lower(x COLLATE "C")</c>: folds ASCII and sorts by bytes, whatever the database's locale. Its index is on the same expression.</summary>
    public override SqlExpression WithoutCase(SqlExpression text) =>
        new SqlFunctionExpression("lower", [new CollateExpression(text, "C")], nullable: true, argumentsPropagateNullability: [true], typeof(string), text.TypeMapping);

    /// <summary>ILIKE goes by the database's locale beyond ASCII, which may know no other letters: there each letter is matched as the set of its cases.</summary>
    public override Expression Holds(Expression column, string text)
    {
        var functions = Expression.Property(null, typeof(EF), nameof(EF.Functions));
        return LetterCase.IsPlain(text)
            ? Expression.Call(Like, functions, column, TextSearch.Parameter("%" + LetterCase.LikeEscaped(text) + "%"), Expression.Constant("\\"))
            // As in SQL, a missing text matches nothing; the operator gives null for it.
            : Expression.Call(Match, column, TextSearch.Parameter(PatternFor(text)));
    }

    public override (string Condition, string Value) Holds(string column, string parameter, string text) => LetterCase.IsPlain(text)
        ? ($"{column} ILIKE {parameter} ESCAPE '\\'", "%" + LetterCase.LikeEscaped(text) + "%")
        : ($"{column} ~ {parameter}", PatternFor(text));

    public override bool IsConstraintViolation(Exception? exception) => exception is PostgresException { SqlState: ['2', '3', ..] };

    private static string PatternFor(string text)
    {
        var pattern = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (LetterCase.Both(rune) is { } cases)
                pattern.Append('[').Append(cases).Append(']');
            else if (rune.IsAscii && !char.IsAsciiLetterOrDigit((char)rune.Value))
                pattern.Append('\\').Append(rune);
            else
                pattern.Append(rune);
        }
        return pattern.ToString();
    }
}
