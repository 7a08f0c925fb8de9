using System.Diagnostics;
using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Payments;
using BotCrm.Core.Storage;
using BotCrm.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotCrm.Core.Tests;

/// <summary>What runs by itself every minute, and what a big company sums, is served by indexes: SQLite says so itself.</summary>
public sealed class PlanTests
{
    public static TheoryData<string> TimedTriggers => ["quiet", "close_date_passed", "task_overdue", "contract_ends", "payment_overdue"];

    [Theory]
    [MemberData(nameof(TimedTriggers))]
    public async Task A_timed_trigger_reads_along_an_index(string kind)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await using var session = await ((Crm)crm.Crm).OpenReadAsync(Actor.System, TestCrm.Origin);
        if (session.Db.Dialect.Name != "Sqlite")
            return;
        var now = crm.Clock.GetUtcNow();
        var plans = await PlansAsync(session, () => Triggers.TimedOf(kind)!.FindAsync(session, new RuleTrigger { Kind = kind }, new ScanPoint(now.AddDays(-1), 7), now, 100, null, default));
        Assert.NotEmpty(plans);
        Assert.All(plans, plan => Assert.DoesNotContain("SCAN ", plan, StringComparison.Ordinal));
        // Found in the order of the column that says when: nothing is gathered and sorted.
        Assert.All(plans, plan => Assert.DoesNotContain("TEMP B-TREE FOR ORDER BY", plan, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Receivables_are_summed_from_one_index()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await using var session = await ((Crm)crm.Crm).OpenReadAsync(await crm.ActorAsync("admin"), TestCrm.Origin);
        if (session.Db.Dialect.Name != "Sqlite")
            return;
        var plans = await PlansAsync(session, () => session.AskAsync(new Receivables(), default));
        Assert.Contains(plans, plan => plan.Contains("open_payments", StringComparison.Ordinal) || plan.Contains("COVERING INDEX ix_open_payments_owed", StringComparison.Ordinal));
        Assert.All(plans, plan => Assert.DoesNotContain("TEMP B-TREE FOR GROUP BY", plan, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(Narrowing.Few + 10)]
    public async Task A_tag_finds_the_same_customers_whether_few_or_many_have_it(int many)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var lena = await crm.ActorAsync("lena");
        var acme = await crm.DoAsync("lena", new CreateCustomer { Name = "Acme", Tags = ["key"] });
        await crm.DoAsync("lena", new CreateCustomer { Name = "Globex", Tags = ["other"] });
        await using (var session = await ((Crm)crm.Crm).OpenWriteAsync(Actor.System, TestCrm.Origin))
        {
            // Of customers that are nobody's business here.
            await session.Db.Database.ExecuteSqlAsync(
                $"INSERT INTO match_keys (kind, record_id, key) SELECT 'customer', 900000000 + i, 't:key' FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many}) SELECT i FROM n) AS made");
            await session.CommitAsync(default);
        }
        Assert.Equal(acme.Id, Assert.Single((await crm.GetAsync("lena", new ListCustomers { Tag = "key" })).Items).Id);
        Assert.Equal(2, (await crm.GetAsync("lena", new ListCustomers { Filter = new CustomerFilter { TagsAny = ["key", "other"] } })).Items.Count);
        Assert.Empty((await crm.GetAsync("lena", new ListCustomers { Filter = new CustomerFilter { TagsAll = ["key", "other"] } })).Items);
    }

    [Fact]
    public async Task Among_very_many_names_the_words_of_a_name_find_it()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var hansa = await crm.DoAsync("lena", new CreateCustomer { Name = "Hansa Optik 4711 GmbH" });
        var huaxia = await crm.DoAsync("lena", new CreateCustomer { Name = "上海华夏仪器有限公司" });
        await using (var session = await ((Crm)crm.Crm).OpenWriteAsync(Actor.System, TestCrm.Origin))
        {
            await session.Db.Database.ExecuteSqlAsync(
                $"INSERT INTO name_keys (kind, record_id, ordinal, key, bare) SELECT 'customer', 900000000 + i, 0, 'x' || i, 'x' || i FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Narrowing.Readable + 10}) SELECT i FROM n) AS made");
            await session.CommitAsync(default);
        }
        foreach (var (asked, expected) in new[] { ("hansa 47", hansa.Id), ("optik", hansa.Id), ("hansa optik 4711", hansa.Id), ("华夏", huaxia.Id), ("仪器", huaxia.Id) })
            Assert.Equal(expected, Assert.Single((await crm.GetAsync("lena", new ListCustomers { Search = asked })).Items).Id);
        Assert.Empty((await crm.GetAsync("lena", new ListCustomers { Search = "zzyzx" })).Items);
        Assert.Empty((await crm.GetAsync("marek", new ListCustomers { Search = "hansa" })).Items);
    }

    /// <summary>The plans of the statements that are sent meanwhile, a line per step.</summary>
    private static async Task<List<string>> PlansAsync(CrmSession session, Func<Task> act)
    {
        var connection = session.Db.Database.GetDbConnection();
        var plans = new List<string>();
        using var listener = new Listener(command =>
        {
            if (command.Connection != connection)
                return;
            using var explain = connection.CreateCommand();
            explain.Transaction = session.Db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // What EF Core made itself.
            explain.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
#pragma warning restore CA2100
            foreach (System.Data.Common.DbParameter parameter in command.Parameters)
                explain.Parameters.Add(new Microsoft.Data.Sqlite.SqliteParameter(parameter.ParameterName, parameter.Value));
            using var reader = explain.ExecuteReader();
            var steps = new List<string>();
            while (reader.Read())
                steps.Add(reader.GetString(3));
            // What is limited inside is read along its index; that the few rows of it are joined and put in order again costs nothing.
            var outside = steps.FindIndex(step => step.StartsWith("SCAN p", StringComparison.Ordinal));
            plans.Add(string.Join("\n", steps is ["CO-ROUTINE p0", ..] && outside > 0 ? steps[1..outside] : steps));
        });
        await act();
        return plans;
    }

    private sealed class Listener : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly Action<System.Data.Common.DbCommand> heard;
        private readonly List<IDisposable> subscriptions = [];

        public Listener(Action<System.Data.Common.DbCommand> heard)
        {
            this.heard = heard;
            subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
            // EF Core remembers for a second that nobody listened.
            Thread.Sleep(1100);
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
                subscriptions.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: var command })
                heard(command);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => subscriptions.ForEach(one => one.Dispose());
    }
}
