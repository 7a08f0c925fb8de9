using System.Data.Common;
using System.Globalization;

namespace BotCrm.Benchmarks.Scale;

/// <summary>How many of each noun, and the SQL that makes them: the same rows in every store and every run.</summary>
/// <param name="Factor">1 for the full company (1,000,000 customers, 300,000 opportunities, 5,000,000 interactions).</param>
internal sealed record ScaleData(double Factor)
{
    public const int Teams = 30;
    public const int PerTeam = 10;
    public const int Users = Teams * PerTeam;

    // Ids are laid out by noun, far from the ids of the first start.
    private const long TeamBase = 1_000;
    private const long UserBase = 10_000;
    private const long CustomerBase = 100_000_000;
    private const long ContactBase = 200_000_000;
    private const long OpportunityBase = 300_000_000;
    private const long InteractionBase = 400_000_000;
    private const long TicketBase = 500_000_000;
    private const long TaskBase = 600_000_000;
    private const long QuoteBase = 700_000_000;
    private const long ContractBase = 710_000_000;
    private const long PaymentBase = 720_000_000;
    private const long SurveyBase = 740_000_000;
    private const long FileBase = 750_000_000;
    private const long ArticleBase = 760_000_000;
    private const long NoticeBase = 770_000_000;
    private const long NextId = 1_000_000_000;

    /// <summary>The newest instant in the data: Sunday 2026-11-22 22:00 UTC, the evening before the tests' Monday.</summary>
    private const long Newest = 1_795_384_800_000;

    private const long Day = 86_400_000;

    public int Customers => Scaled(1_000_000);

    public int Opportunities => Scaled(300_000);

    public int Interactions => Scaled(5_000_000);

    public int Tickets => Scaled(300_000);

    public int Tasks => Scaled(300_000);

    public int Surveys => Scaled(100_000);

    public int Files => Scaled(100_000);

    public int AuditEntries => Scaled(2_000_000);

    private const int PaymentsOfAContract = 12;
    private const int Articles = 500;
    private const int NoticesOfAUser = 100;

    /// <summary>A rep in the middle of a team in the middle; her manager is the first of the team.</summary>
    public static string RepLogin => $"user{(15 * PerTeam) + 5}";

    public static string ManagerLogin => $"user{15 * PerTeam}";

    /// <summary>The rep's id, that of the team, and that of one of the rep's customers.</summary>
    public static long RepId => UserBase + (15 * PerTeam) + 5;

    public static long TeamId => TeamBase + 15;

    public long AnyCustomer => CustomerOf((15 * PerTeam) + 5, 100);

    /// <summary>The steps, each with what it makes. <c>[n:COUNT]</c> stands for a table <c>n(i)</c> with 0 … COUNT-1.</summary>
    public IEnumerable<(string What, string Sql)> Steps()
    {
        var words = "'Nordlicht','Fabrikam','Tailspin','Contoso','Litware','华东','长江','Alpenblick','Hansa','Kolibri','Merkur','Orion','Silber','Titan','Ventura','Weitblick'";
        var kinds = "'Maschinenbau','Logistics','科技','Foods','Pharma','Textil','贸易','Energie','Optik','Papier','Software','Bau','电子'";
        yield return ("teams", $"INSERT INTO teams (id, name, created_at, version) SELECT {TeamBase} + i, 'Team ' || i, {Newest - (1500 * Day)}, 1 FROM [n:{Teams}]");
        yield return ("users", $"""
            INSERT INTO users (id, login, name, role, team_id, manager_id, language, time_zone, active, created_at, version)
            SELECT {UserBase} + i, 'user' || i, 'User ' || i, CASE WHEN i % {PerTeam} = 0 THEN 'manager' ELSE 'rep' END,
                   {TeamBase} + i / {PerTeam}, CASE WHEN i % {PerTeam} = 0 THEN NULL ELSE {UserBase} + i - i % {PerTeam} END,
                   'en', 'Europe/Berlin', [true], {Newest - (1500 * Day)}, 1
            FROM [n:{Users}]
            """);
        yield return ("customers", $"""
            INSERT INTO customers (id, name, aliases, industry, city, source, lifecycle, tags, notes, owner_id, created_at, updated_at, last_interaction_at, custom, version)
            SELECT {CustomerBase} + i, {Pick("i / 13", words)} || ' ' || {Pick("i", kinds)} || ' ' || i, [none], {Pick("i / 7", "'machinery','retail','education','medical','software'")},
                   {Pick("i / 3", "'Hamburg','Berlin','上海','北京','Wien','München','深圳','Leipzig'")}, {Pick("i / 5", "'fair','web','referral'")},
                   {Pick("i / 11", "'potential','potential','potential','interested','interested','won','won','churned'")},
                   CASE WHEN i % 1000 = 5 THEN [rare] WHEN i % 10 = 0 THEN [tag] ELSE [none] END, NULL, {UserBase} + {Rep("i")},
                   {Newest - (1460 * Day)} + i * {1460 * Day / Customers}, {Newest - Day}, CASE WHEN i % 9 = 0 THEN NULL ELSE {Newest} - (i * 7919) % 60000000 * 1000 END,
                   '{Brace("\"tier\":\"")}' || {Tier} || '{Brace("\"", close: true)}', 1
            FROM [n:{Customers}]
            """);
        yield return ("own fields", $"INSERT INTO custom_values (noun, code, key, record_id) SELECT 'customer', 'tier', '=' || {Tier}, {CustomerBase} + i FROM [n:{Customers}]");
        yield return ("name keys", $"INSERT INTO name_keys (kind, record_id, ordinal, key, bare) SELECT 'customer', id, 0, lower(name), lower(replace(name, ' ', '')) FROM customers WHERE id >= {CustomerBase}");
        yield return ("contacts", $"""
            INSERT INTO contacts (id, customer_id, customer_owner_id, name, title, notes, created_at, updated_at, version)
            SELECT {ContactBase} + i, {CustomerBase} + i, {UserBase} + {Rep("i")}, {Pick("i / 3", "'Anna','Bernd','Carla','陈','李','Erik','Fatma'")} || ' ' || {Pick("i", "'Weber','Schulz','明','Novak','华','Okoye'")} || ' ' || i, 'buyer', NULL,
                   {Newest - (400 * Day)}, {Newest - (400 * Day)}, 1
            FROM [n:{Customers}]
            """);
        yield return ("opportunities", $"""
            INSERT INTO opportunities (id, customer_id, customer_owner_id, name, stage, amount_minor, currency, close_date, owner_id, loss_reason, created_at, updated_at, stage_since, closed_at, version)
            SELECT {OpportunityBase} + i, {CustomerBase} + {Customers / Opportunities} * i, {UserBase} + {Rep($"{Customers / Opportunities} * i")}, 'Opportunity ' || i, stage, CASE WHEN i % 17 = 0 THEN NULL ELSE 100000 + (i * 7919) % 9000000 END,
                   CASE WHEN i % 20 = 0 THEN 'CNY' ELSE 'EUR' END, [day:created + {60 * Day}], {UserBase} + {Rep($"{Customers / Opportunities} * i")},
                   CASE WHEN stage = 'lost' THEN 'price' END, created, created + {20 * Day}, created + {20 * Day}, CASE WHEN stage IN ('won', 'lost') THEN created + {50 * Day} END, 1
            FROM (SELECT i, {Pick("i / 3", "'lead','qualified','proposal','negotiation','won','won','won','lost','lost','lost'")} AS stage,
                         {Newest - (1090 * Day)} + i * {1030 * Day / Opportunities} AS created FROM [n:{Opportunities}]) AS made
            """);
        var passed = "CASE stage WHEN 'lead' THEN 1 WHEN 'qualified' THEN 2 WHEN 'proposal' THEN 3 WHEN 'negotiation' THEN 4 ELSE 5 END";
        yield return ("names of others", $"""
            INSERT INTO name_keys (kind, record_id, ordinal, key, bare) SELECT 'contact', id, 0, lower(name), lower(replace(name, ' ', '')) FROM contacts WHERE id >= {ContactBase}
            UNION ALL SELECT 'opportunity', id, 0, lower(name), lower(replace(name, ' ', '')) FROM opportunities WHERE id >= {OpportunityBase}
            """);
        yield return ("stage changes", $"""
            INSERT INTO stage_changes (opportunity_id, number, from_stage, to_stage, at, by_id, amount_minor, currency, undone)
            SELECT id, step + 1, CASE step WHEN 0 THEN NULL WHEN 1 THEN 'lead' WHEN 2 THEN 'qualified' WHEN 3 THEN 'proposal' ELSE 'negotiation' END,
                   CASE step WHEN 0 THEN 'lead' WHEN 1 THEN 'qualified' WHEN 2 THEN 'proposal' WHEN 3 THEN 'negotiation' ELSE stage END,
                   created_at + step * {10 * Day}, owner_id, amount_minor, currency, [false]
            FROM opportunities, [n:5] WHERE i < {passed} AND opportunities.id >= {OpportunityBase} ORDER BY step
            """.Replace("step", "i", StringComparison.Ordinal));
        yield return ("lifecycle", $"""
            INSERT INTO lifecycle_changes (customer_id, at, change_set_id, ordinal, from_lifecycle, to_lifecycle, by_id, reason)
            SELECT id, created_at + i * {90 * Day}, 1, i, CASE i WHEN 0 THEN NULL WHEN 1 THEN 'potential' ELSE 'won' END, CASE i WHEN 0 THEN 'potential' WHEN 1 THEN lifecycle ELSE 'churned' END, owner_id, NULL
            FROM customers, [n:3] WHERE customers.id >= {CustomerBase} AND i <= CASE lifecycle WHEN 'potential' THEN 0 WHEN 'churned' THEN 2 ELSE 1 END
            """.Replace("WHEN 1 THEN lifecycle", "WHEN 1 THEN CASE lifecycle WHEN 'churned' THEN 'won' ELSE lifecycle END", StringComparison.Ordinal));
        yield return ("interactions", $"""
            INSERT INTO interactions (id, customer_id, customer_owner_id, kind, happened_at, duration_minutes, participant_ids, summary, outcome, resolved, next_step, opportunity_id, author_id, created_at, version)
            SELECT {InteractionBase} + i, {CustomerBase} + customer, {UserBase} + {Rep("customer")}, {Pick("i / 3", "'call','email','meeting','visit','wechat','note'")},
                   {Newest - (1460 * Day)} + i * {1460 * Day / Interactions}, CASE WHEN i % 4 = 0 THEN 30 END, [none], 'Talked about delivery ' || i, NULL, NULL, NULL, NULL,
                   {UserBase} + {Rep("customer")}, {Newest - (1460 * Day)} + i * {1460 * Day / Interactions}, 1
            FROM (SELECT i, (i * 7919) % {Customers} AS customer FROM [n:{Interactions}]) AS made
            """);
        yield return ("tickets", $"""
            INSERT INTO tickets (id, customer_id, customer_owner_id, subject, description, category, priority, status, assignee_id, resolution, created_at, updated_at, resolved_at, version)
            SELECT {TicketBase} + i, {CustomerBase} + (i * 104729) % {Customers}, {UserBase} + {Rep($"((i * 104729) % {Customers})")}, 'Ticket about delivery ' || i, NULL, {Pick("i", "'technical','billing','account','complaint','question'")},
                   {Pick("i / 5", "'low','normal','normal','high','urgent'")}, CASE WHEN i % 20 = 0 THEN 'open' WHEN i % 31 = 0 THEN 'pending' ELSE 'resolved' END,
                   CASE WHEN i % 40 = 0 THEN NULL ELSE {UserBase} + {Rep("i")} END, NULL, made, made + {Day}, CASE WHEN i % 20 = 0 OR i % 31 = 0 THEN NULL ELSE made + {Day} END, 1
            FROM (SELECT i, {Newest - (730 * Day)} + i * {730 * Day / Tickets} AS made FROM [n:{Tickets}]) AS given
            """);
        yield return ("names of tickets", $"INSERT INTO name_keys (kind, record_id, ordinal, key, bare) SELECT 'ticket', id, 0, lower(subject), lower(replace(subject, ' ', '')) FROM tickets WHERE id >= {TicketBase}");
        yield return ("tasks", $"""
            INSERT INTO tasks (id, title, due, due_all_day, done, done_at, assignee_id, created_by_id, customer_id, customer_owner_id, opportunity_id, ticket_id, created_at, updated_at, version)
            SELECT {TaskBase} + i, 'Call again ' || i, made + {7 * Day}, CASE WHEN i % 2 = 0 THEN [true] ELSE [false] END, CASE WHEN i % 10 = 0 THEN [false] ELSE [true] END,
                   CASE WHEN i % 10 = 0 THEN NULL ELSE made + {6 * Day} END, {UserBase} + {Rep("i")}, {UserBase} + {Rep("i")}, {CustomerBase} + i, {UserBase} + {Rep("i")}, NULL, NULL, made, made, 1
            FROM (SELECT i, {Newest - (365 * Day)} + i * {370 * Day / Tasks} AS made FROM [n:{Tasks}]) AS given
            """);
        foreach (var step in Sales())
            yield return step;
        yield return ("surveys", $"""
            INSERT INTO surveys (id, kind, customer_id, customer_owner_id, ticket_id, asked_at, asked_by_id, expires_at, score, answered_at, version)
            SELECT {SurveyBase} + i, CASE WHEN i % 4 = 0 THEN 'nps' ELSE 'satisfaction' END, customer_id, customer_owner_id, id, made, assignee_id, made + {30 * Day},
                   CASE WHEN i % 3 = 0 THEN NULL ELSE 1 + i % 5 END, CASE WHEN i % 3 = 0 THEN NULL ELSE made + {Day} END, 1
            FROM (SELECT i, {TicketBase} + i * {Tickets / Surveys} AS ticket, {Newest - (730 * Day)} + i * {730 * Day / Surveys} AS made FROM [n:{Surveys}]) AS given JOIN tickets ON tickets.id = given.ticket
            """);
        yield return ("files", $"""
            INSERT INTO files (id, record_kind, record_id, name, content_type, size, sha256, uploaded_by_id, created_at, version)
            SELECT {FileBase} + i, 'customer', {CustomerBase} + i * {Customers / Files}, 'offer ' || i || '.pdf', 'application/pdf', 1000 + i, 'none', {UserBase} + {Rep("i")}, {Newest - (365 * Day)} + i * 1000, 1
            FROM [n:{Files}]
            """);
        yield return ("articles", $"""
            INSERT INTO articles (id, article_id, revision, title, body, kind, language, tags, status, author_id, approved_by_id, approved_at, created_at, updated_at, version)
            SELECT {ArticleBase} + i, {ArticleBase} + i, 1, 'How to ' || i, 'Returns, delivery and billing, case ' || i, CASE WHEN i % 5 = 0 THEN 'talktrack' ELSE 'knowledge' END, CASE WHEN i % 2 = 0 THEN 'en' ELSE 'zh' END, [none],
                   CASE WHEN i % 10 = 0 THEN 'draft' ELSE 'approved' END, {UserBase} + 1, {UserBase}, {Newest - (9 * Day)}, {Newest - (10 * Day)}, {Newest - (9 * Day)} + i, 1
            FROM [n:{Articles}]
            """);
        yield return ("notifications", $"""
            INSERT INTO notifications (id, user_id, kind, record_kind, record_id, data, created_at, deliver_at, seen_at)
            SELECT {NoticeBase} + i, {UserBase} + i % {Users}, 'customer_quiet', 'customer', {CustomerBase} + i, '[empty]', {Newest - (30 * Day)} + i * 1000, {Newest - (30 * Day)} + i * 1000, CASE WHEN i % 5 = 0 THEN NULL ELSE {Newest} END
            FROM [n:{Users * NoticesOfAUser}]
            """);
        // Their hashes are none: verifying this company's audit would fail at once.
        yield return ("audit", $"""
            INSERT INTO audit_entries (sequence, change_set_id, at, actor_id, actor_login, channel, entity, entity_id, operation, before, after, salt, payload_digest, previous_hash, hash)
            SELECT i + 1001, 2000000000 + i / 2, {Newest - (365 * Day)} + i * {365 * Day / AuditEntries}, {UserBase} + rep, 'user' || rep, CASE WHEN i % 3 = 0 THEN 'api' ELSE 'web' END,
                   CASE i % 4 WHEN 0 THEN 'customer' WHEN 1 THEN 'interaction' WHEN 2 THEN 'opportunity' ELSE 'ticket' END,
                   CASE i % 4 WHEN 0 THEN {CustomerBase} + number % {Customers} WHEN 1 THEN {InteractionBase} + number % {Interactions} WHEN 2 THEN {OpportunityBase} + number % {Opportunities} ELSE {TicketBase} + number % {Tickets} END,
                   CASE WHEN i % 2 = 0 THEN 'create' ELSE 'update' END, CASE WHEN i % 2 = 0 THEN NULL ELSE '[empty]' END, '[empty]', [bytes:16], [bytes:32], [bytes:32], [bytes:32]
            FROM (SELECT i, i / 4 AS number, {Rep("i")} AS rep FROM [n:{AuditEntries}]) AS given
            """);
        yield return ("audit head", "UPDATE audit_head SET sequence = (SELECT max(sequence) FROM audit_entries)");
        yield return ("ids", $"UPDATE id_block SET next = {NextId}");
    }

    /// <summary>Quotes, contracts and their payments: a quote for each opportunity past the first stage, a contract of a year for each won one, paid by the month.</summary>
    private static IEnumerable<(string What, string Sql)> Sales()
    {
        yield return ("quotes", $"""
            INSERT INTO quotes (id, opportunity_id, number, revision, status, valid_until, currency, lines, discount_percent, list_minor, subtotal_minor, net_minor, tax_minor, total_minor, maker_id, created_at, updated_at, version)
            SELECT id + {QuoteBase - OpportunityBase}, id, 'Q-2026-' || (id - {OpportunityBase}), 1, CASE stage WHEN 'won' THEN 'accepted' WHEN 'lost' THEN 'declined' WHEN 'qualified' THEN 'draft' ELSE 'sent' END,
                   [day:created_at + {60 * Day}], currency, '[lines]', 0, amount_minor, amount_minor, amount_minor, 0, amount_minor, owner_id, created_at + {15 * Day}, created_at + {16 * Day}, 1
            FROM opportunities WHERE id >= {OpportunityBase} AND stage <> 'lead' AND amount_minor IS NOT NULL
            """);
        yield return ("contracts", $"""
            INSERT INTO contracts (id, number, title, customer_id, opportunity_id, quote_id, owner_id, starts_on, ends_on, value_minor, currency, renewal, notice_days, status, created_at, updated_at, version)
            SELECT id + {ContractBase - OpportunityBase}, 'C-2026-' || (id - {OpportunityBase}), 'Contract ' || (id - {OpportunityBase}), customer_id, id, id + {QuoteBase - OpportunityBase}, owner_id,
                   [day:closed_at + {10 * Day}], [day:closed_at + {375 * Day}], amount_minor, currency, CASE WHEN id % 3 = 0 THEN 'automatic' ELSE 'none' END, 30, 'active', closed_at, closed_at, 1
            FROM opportunities WHERE id >= {OpportunityBase} AND stage = 'won' AND amount_minor IS NOT NULL
            """);
        // Of what is past one in fifty is still owed, some of it in part.
        yield return ("payments", $"""
            INSERT INTO payments (id, contract_id, number, due_on, amount_minor, received_minor, received_on, settled, created_at, updated_at, version)
            SELECT {PaymentBase} + (id - {ContractBase}) * {PaymentsOfAContract} + i, id, i + 1, [day:due], value_minor / {PaymentsOfAContract},
                   CASE WHEN paid THEN value_minor / {PaymentsOfAContract} WHEN (id + i) % 100 = 7 THEN 100 ELSE 0 END, CASE WHEN paid THEN [day:due] END, paid, created_at, CASE WHEN paid THEN due ELSE created_at END, 1
            FROM (SELECT contracts.id, value_minor, created_at, i, created_at + (i + 1) * {30 * Day} AS due, created_at + (i + 1) * {30 * Day} < {Newest} AND (contracts.id + i) % 50 <> 7 AS paid
                  FROM contracts, [n:{PaymentsOfAContract}] WHERE contracts.id >= {ContractBase}) AS planned
            """);
    }

    /// <summary>
    /// What triggers keep, made at once: PostgreSQL keeps every version of a row until the transaction ends, so that counting a million rows one by one in
    /// one statement takes hours. The statements are those of the migrations that made the tables.
    /// </summary>
    public static IEnumerable<string> Kept()
    {
        yield return "INSERT INTO activity_blocks (block, author_id, kind, count) SELECT happened_at / 691200000, author_id, kind, count(*) FROM interactions GROUP BY 1, 2, 3";
        yield return """
            INSERT INTO open_payments (payment_id, currency, customer_id, owner_id, customer_owner_id, due_on, open_minor)
            SELECT payments.id, contracts.currency, contracts.customer_id, contracts.owner_id, customers.owner_id, payments.due_on, payments.amount_minor - payments.received_minor
            FROM payments JOIN contracts ON contracts.id = payments.contract_id JOIN customers ON customers.id = contracts.customer_id WHERE NOT payments.settled
            """;
        foreach (var dimension in new[] { "lifecycle", "industry", "city", "source" })
            yield return $"INSERT INTO customer_counts (owner_id, dimension, value, count) SELECT owner_id, '{dimension}', coalesce(customers.{dimension}, ''), count(*) FROM customers GROUP BY 1, 3";
        yield return """
            UPDATE stage_changes SET entered_at = stage_changes.at, left_at = later.at, left_to = later.to_stage
            FROM stage_changes AS here LEFT JOIN stage_changes AS later ON later.opportunity_id = here.opportunity_id AND later.number = here.number + 1
            WHERE here.opportunity_id = stage_changes.opportunity_id AND here.number = stage_changes.number
            """;
        yield return """
            INSERT INTO stage_blocks (block, stage, left_to, count, stayed_ms)
            SELECT entered_at / 691200000, to_stage, coalesce(left_to, '-'), count(*), coalesce(sum(left_at - entered_at), 0)
            FROM stage_changes WHERE NOT gone AND coalesce(left_to, '-') <> '' GROUP BY 1, 2, 3
            """;
        yield return """
            INSERT INTO opportunity_blocks (ended, block, stage, pipeline, probability, currency, lost, count, amount_minor, lasted_ms)
                SELECT closed_at IS NOT NULL, coalesce(closed_at / 691200000, (close_date - DATE '1970-01-01') / 8, -1), stage, pipeline, coalesce(probability, -1), currency,
                    loss_reason IS NOT NULL, count(*), sum(coalesce(amount_minor, 0)), sum(coalesce(closed_at - created_at, 0))
                FROM opportunities GROUP BY 1, 2, 3, 4, 5, 6, 7
            """;
        yield return """
            UPDATE stage_changes SET owner_id = one.owner_id, customer_owner_id = one.customer_owner_id, pipeline = one.pipeline FROM opportunities AS one WHERE one.id = stage_changes.opportunity_id
            """;
        yield return """
            UPDATE lifecycle_changes SET customer_owner_id = customers.owner_id FROM customers WHERE customers.id = customer_id
            """;
        yield return """
            INSERT INTO lifecycle_days (day, from_lifecycle, to_lifecycle, count)
                SELECT at / 86400000, coalesce(lifecycle_changes.from_lifecycle, ''), lifecycle_changes.to_lifecycle, count(*) FROM lifecycle_changes WHERE customer_owner_id <> 0 GROUP BY 1, 2, 3
            """;
        yield return """
            INSERT INTO activity_spans (span, author_id, kind, count) SELECT block / 8, author_id, activity_blocks.kind, sum(count) FROM activity_blocks GROUP BY 1, 2, 3
            """;
        yield return """
            INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
                SELECT FALSE, created_at / 691200000, dimension, value, count(*), count(*) FILTER (WHERE response_due IS NOT NULL AND responded_at IS NOT NULL),
                    count(*) FILTER (WHERE response_due IS NOT NULL AND responded_at IS NOT NULL AND response_breached), count(*) FILTER (WHERE escalation_level > 0), 0, 0, 0, 0
                FROM tickets, LATERAL (VALUES ('category', category), ('priority', priority), ('assignee', coalesce(assignee_id::text, '')), ('queue', coalesce(queue_id::text, ''))) AS has (dimension, value) WHERE merged_into_id IS NULL GROUP BY 2, 3, 4
            """;
        yield return """
            INSERT INTO ticket_blocks (resolved, block, dimension, value, count, promised, broken, escalated, reopened, rated, ratings, lasted_ms)
                SELECT TRUE, resolved_at / 691200000, dimension, value, count(*), 0, count(*) FILTER (WHERE resolution_breached), 0, count(*) FILTER (WHERE reopen_count > 0), count(rating), coalesce(sum(rating), 0), sum(resolved_at - created_at)
                FROM tickets, LATERAL (VALUES ('category', category), ('priority', priority), ('assignee', coalesce(assignee_id::text, '')), ('queue', coalesce(queue_id::text, ''))) AS has (dimension, value) WHERE merged_into_id IS NULL AND resolved_at IS NOT NULL GROUP BY 2, 3, 4
            """;
    }

    public static string Translate(string sql, bool postgres)
    {
        while (sql.IndexOf("[n:", StringComparison.Ordinal) is >= 0 and var at)
        {
            var end = sql.IndexOf(']', at);
            var count = sql[(at + 3)..end];
            sql = sql[..at] + (postgres
                ? $"(SELECT i::bigint AS i FROM generate_series(0, {count} - 1) AS i) AS n"
                : $"(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count}) SELECT i FROM n) AS n") + sql[(end + 1)..];
        }
        while (sql.IndexOf("[day:", StringComparison.Ordinal) is >= 0 and var at)
        {
            var end = sql.IndexOf(']', at);
            var instant = sql[(at + 5)..end];
            sql = sql[..at] + (postgres ? $"(to_timestamp(({instant}) / 1000)::date)" : $"date(({instant}) / 1000, 'unixepoch')") + sql[(end + 1)..];
        }
        while (sql.IndexOf("[bytes:", StringComparison.Ordinal) is >= 0 and var at)
        {
            var end = sql.IndexOf(']', at);
            var count = int.Parse(sql[(at + 7)..end], CultureInfo.InvariantCulture);
            sql = sql[..at] + (postgres ? $"decode(repeat('00', {count}), 'hex')" : $"zeroblob({count})") + sql[(end + 1)..];
        }
        return sql.Replace("[lines]", """[{"text":"Delivery","quantity":1,"unitPrice":1000,"discountPercent":0,"total":1000}]""", StringComparison.Ordinal)
            .Replace("[empty]", "{}", StringComparison.Ordinal)
            .Replace("[rare]", postgres ? "CAST('{vip}' AS text[])" : "'[\"vip\"]'", StringComparison.Ordinal)
            .Replace("[none]", postgres ? "'{}'" : "'[]'", StringComparison.Ordinal)
            .Replace("[tag]", postgres ? "CAST('{key}' AS text[])" : "'[\"key\"]'", StringComparison.Ordinal)
            .Replace("[true]", postgres ? "TRUE" : "1", StringComparison.Ordinal).Replace("[false]", postgres ? "FALSE" : "0", StringComparison.Ordinal);
    }

    public static async Task<object?> RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return await command.ExecuteScalarAsync();
    }

    /// <summary>One of the values by a number, the same in both dialects.</summary>
    private static string Pick(string number, string values)
    {
        var each = values.Split(',');
        return $"CASE ({number}) % {each.Length} {string.Concat(each.Select((value, i) => string.Create(CultureInfo.InvariantCulture, $"WHEN {i} THEN {value} ")))}END";
    }

    /// <summary>The number of a rep, for whoever wants many of them.</summary>
    public static int RepNumber(int i) => (i % Teams * PerTeam) + 1 + (i / Teams % (PerTeam - 1));

    /// <summary>The id of one of the customers of a rep.</summary>
    public long CustomerOf(int rep, int any)
    {
        var (team, member) = (rep / PerTeam, (rep % PerTeam) - 1);
        var step = Teams * (PerTeam - 1);
        var first = team + (Teams * member);
        return CustomerBase + first + (step * (long)(any % ((Customers - first + step - 1) / step)));
    }

    /// <summary>A rep's place in the list of users: never the first of a team, who manages it.</summary>
    private static string Rep(string number) => $"((({number}) % {Teams}) * {PerTeam} + 1 + ({number}) / {Teams} % {PerTeam - 1})";

    private static string Tier => Pick("i / 17", "'basic','basic','basic','silver','silver','gold'");

    private static string Brace(string text, bool close = false) => close ? text + "}" : "{" + text;

    private int Scaled(int full) => (int)(full * Factor);
}
