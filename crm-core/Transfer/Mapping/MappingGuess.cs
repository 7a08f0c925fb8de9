using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Transfer.Mapping;

/// <summary>Guesses what a table holds: the kind of records by its headers, and each column's field by header and values.</summary>
internal static class MappingGuess
{
    private const double Exact = 0.95;
    private const double Part = 0.75;
    private const double ByValues = 0.6;

    /// <summary>The kind whose fields fit most columns; what the file or sheet is called decides between close ones.</summary>
    public static string Kind(IReadOnlyList<string> headers, IReadOnlyList<ColumnFacts> facts, string fileName, string sheet, bool admin, bool users)
    {
        var best = Kinds.Customer;
        var bestScore = 0d;
        foreach (var kind in ImportFields.KindNames)
        {
            var plan = Columns(kind, headers, facts, admin, FieldBook.Empty);
            var fields = plan.Where(column => column.Field.Length > 0 && column.Confidence >= Part).Select(column => column.Field).ToHashSet();
            // People with a name and an address are contacts; colleagues have a place in the company.
            if (kind == Kinds.User && (!users || fields.Count(field => field is "role" or "team" or "manager" or "login") < 2))
                continue;
            var missing = ImportFields.Of(kind).Count(field => field.Required && !fields.Contains(field.Name));
            // Fields that only this kind has say most.
            var score = plan.Where(column => fields.Contains(column.Field)).Sum(column => column.Confidence * (Specific(kind, column.Field) ? 2 : 1)) - (missing * 2.5);
            if (Hint(fileName) == kind || Hint(sheet) == kind)
                score += 3;
            if (score > bestScore)
                (best, bestScore) = (kind, score);
        }
        return best;
    }

    /// <param name="admin">Whether fields that only an administrator may set come into question.</param>
    public static IReadOnlyList<ColumnPlan> Columns(string kind, IReadOnlyList<string> headers, IReadOnlyList<ColumnFacts> facts, bool admin, FieldBook own)
    {
        var fields = ImportFields.Of(kind, own).Where(field => admin || !field.AdminOnly).ToList();
        var candidates = new List<(int Column, ImportField Field, double Score)>();
        for (var i = 0; i < headers.Count; i++)
        {
            if (facts[i].Filled == 0 && headers[i].Length == 0)
                continue;
            for (var f = 0; f < fields.Count; f++)
            {
                var score = Score(headers[i], facts[i], fields[f]);
                if (score > 0)
                    candidates.Add((i, fields[f], score - (f * 0.001)));
            }
        }
        var taken = new Dictionary<int, (ImportField Field, double Score)>();
        var used = new HashSet<string>();
        foreach (var (column, field, score) in candidates.OrderByDescending(one => one.Score))
        {
            if (taken.ContainsKey(column) || (field.Name != ImportFields.Notes && !used.Add(field.Name)))
                continue;
            taken[column] = (field, score);
        }
        var plans = new List<ColumnPlan>(headers.Count);
        for (var i = 0; i < headers.Count; i++)
        {
            var (field, score) = taken.TryGetValue(i, out var found) ? (found.Field.Name, Math.Round(found.Score, 2)) : (facts[i].Filled > 0 && headers[i].Length > 0 && ImportFields.HasNotes(kind) ? ImportFields.Notes : ImportFields.Ignore, 0d);
            plans.Add(new ColumnPlan(headers[i], field, score, facts[i].Samples));
        }
        return plans;
    }

    /// <summary>What in the mapped columns can be read two ways and no value of the column decides.</summary>
    public static ImportPlan WithQuestions(ImportPlan plan, IReadOnlyList<ColumnFacts> facts)
    {
        var questions = new List<ImportQuestion>();
        DateOrder? order = plan.DateOrder;
        DecimalMark? mark = plan.DecimalMark;
        var columns = plan.Columns.Zip(facts).Select(pair => (pair.First, Facts: pair.Second, Type: ImportFields.Find(plan.Kind, pair.First.Field)?.Type)).ToList();
        var dates = columns.Where(column => column.Type is FieldType.Day or FieldType.Time).ToList();
        if (order is null && dates.Sum(column => column.Facts.DayFirst) is var day && dates.Sum(column => column.Facts.MonthFirst) is var month && day != month)
            order = day > month ? DateOrder.DayFirst : DateOrder.MonthFirst;
        if (order is null && dates.FirstOrDefault(column => column.Facts.OpenDates > 0) is { Facts.OpenDate: { } date } asked)
            questions.Add(new ImportQuestion("date_order", asked.First.Column, date, ["dayfirst", "monthfirst"]));
        var amounts = columns.Where(column => column.Type is FieldType.Money).ToList();
        if (mark is null && amounts.Sum(column => column.Facts.Points) is var points && amounts.Sum(column => column.Facts.Commas) is var commas && points != commas)
            mark = points > commas ? DecimalMark.Point : DecimalMark.Comma;
        if (mark is null && amounts.FirstOrDefault(column => column.Facts.OpenAmounts > 0) is { Facts.OpenAmount: { } amount } open)
            questions.Add(new ImportQuestion("decimal_mark", open.First.Column, amount, ["point", "comma"]));
        return plan with { DateOrder = order, DecimalMark = mark, Questions = questions };
    }

    private static double Score(string header, ColumnFacts facts, ImportField field)
    {
        var key = Headings.Key(header);
        var fits = Fits(facts, field.Type);
        if (key.Length > 0)
        {
            if (field.Headers.Contains(key) || key == Names.NameForms.Key(field.Name))
                return fits == false ? 0.4 : Exact;
            if (field.Headers.Any(known => known.Length >= 2 && Contains(key, known)))
                return fits == false ? 0 : Part;
        }
        // A name tells nothing; what can only be a phone number or an address does.
        return fits == true && field.Type is FieldType.Email or FieldType.Phone && facts.Filled > 0 ? fits == true ? ByValues : 0 : 0;
    }

    private static bool Contains(string key, string known)
    {
        // Chinese headers run words together; Western ones must hold the whole word.
        if (known.Any(c => c > 0x2E80))
            return key.Contains(known, StringComparison.Ordinal);
        return known.Length > 3 && (" " + key + " ").Contains(" " + known + " ", StringComparison.Ordinal);
    }

    /// <summary>True: the values are of this type; false: they are not; null: they do not say.</summary>
    private static bool? Fits(ColumnFacts facts, FieldType type)
    {
        if (facts.Filled == 0)
            return null;
        double Share(int count) => (double)count / facts.Filled;
        return type switch
        {
            FieldType.Email => Share(facts.Emails) >= 0.5,
            FieldType.Phone => Share(facts.Phones) >= 0.5 ? true : Share(facts.Emails) > 0.5 || Share(facts.Dates) > 0.8 ? false : null,
            FieldType.Day or FieldType.Time => Share(facts.Dates) >= 0.5 ? true : Share(facts.Numbers) >= 0.5 ? null : false,
            FieldType.Money => Share(facts.Amounts + facts.Numbers) >= 0.5,
            FieldType.Number => Share(facts.Numbers) >= 0.5,
            FieldType.Text or FieldType.Customer or FieldType.User => Share(facts.Emails) > 0.8 || Share(facts.Dates) > 0.8 ? false : null,
            _ => null,
        };
    }

    private static bool Specific(string kind, string field) =>
        ImportFields.KindNames.Count(other => ImportFields.Find(other, field) is not null) == 1
        // A phone number beside a company and a person is as good a customer with its contact as a contact.
        && !(kind == Kinds.Customer && field.StartsWith("contact", StringComparison.Ordinal))
        && !(kind == Kinds.Contact && ImportFields.Find(Kinds.Customer, "contact" + field) is not null);

    private static string? Hint(string name)
    {
        var key = Names.NameForms.Key(Path.GetFileNameWithoutExtension(name));
        (string Kind, string[] Words)[] hints =
        [
            (Kinds.User, ["user", "employee", "staff", "colleague", "员工", "用户", "同事", "人员", "mitarbeiter", "benutzer"]),
            (Kinds.Opportunity, ["opportunit", "deal", "商机", "销售机会", "verkaufschance"]),
            (Kinds.Contact, ["contact", "联系人", "kontakt", "people", "通讯录", "ansprechpartner"]),
            (Kinds.Interaction, ["interaction", "activit", "跟进", "拜访", "沟通"]),
            (Kinds.Ticket, ["ticket", "case", "工单"]),
            (Kinds.Task, ["task", "任务", "待办", "aufgabe"]),
            (Kinds.Customer, ["customer", "account", "compan", "客户", "公司", "kunde", "firm"]),
        ];
        return hints.FirstOrDefault(hint => hint.Words.Any(word => key.Contains(word, StringComparison.Ordinal))).Kind;
    }
}
