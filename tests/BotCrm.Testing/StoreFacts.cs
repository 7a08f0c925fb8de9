using Xunit;

namespace BotCrm.Testing;

/// <summary>A test of what only SQLite does; skipped when tests run on PostgreSQL.</summary>
public sealed class SqliteFactAttribute : FactAttribute
{
    public SqliteFactAttribute() => Skip = TestDatabase.IsPostgres ? "Only SQLite does this." : null;
}

/// <summary>A test of what only PostgreSQL does; skipped when tests run on SQLite.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = TestDatabase.IsPostgres ? null : "Needs PostgreSQL: eval \"$(bash tests/postgres env)\".";
}
