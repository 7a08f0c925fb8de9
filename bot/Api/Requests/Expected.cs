namespace BotCrm.Bot.Api.Requests;

/// <summary>What a field or parameter wants, in words.</summary>
internal static class Expected
{
    public static string Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            return "one of " + Names(type);

        return type switch
        {
            _ when type == typeof(string) => "a string",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) || type == typeof(long) => "a whole number",
            _ when type == typeof(decimal) => "a number",
            _ when type == typeof(DateOnly) => "a day such as \"2026-12-01\"",
            _ when type == typeof(DateTimeOffset) => "an instant with offset such as \"2026-12-01T15:00:00+01:00\"",
            _ when type == typeof(Moment) => "a day such as 2026-12-01 or an instant with offset such as 2026-12-01T15:00:00Z",
            _ when type == typeof(DueValue) => "a day such as \"2026-12-01\" or an instant with offset such as \"2026-12-01T15:00:00+01:00\"",
            _ when type == typeof(Reference) => "an id or a name",
            _ when type == typeof(IReadOnlyList<Reference>) => "an array of ids or names",
            _ when type == typeof(Core.Automation.RuleTrigger) => "an object with kind, and noun, days, percent or minimum where the kind takes them",
            _ when type == typeof(Core.Automation.RuleAction) => "an object with kind, and to, title, text, dueDays or lifecycle where the kind takes them",
            _ when type == typeof(Tasks.RecurrenceResource) => "an object with kind (daily, weekly, monthly or workdays), and optionally every, until and count",
            _ when type == typeof(Core.Opportunities.Stage) => "the code of a stage",
            _ when type == typeof(IReadOnlyList<Quotes.QuoteLineBody>) => "an array of lines, each with text and unitPrice, and optionally quantity, unit and discount",
            _ when type == typeof(IReadOnlyList<Payments.InstalmentBody>) => "an array of instalments, each with amount or percent (or neither, for the rest), and due or atEnd",
            _ when type == typeof(Payments.PlanBody) => "a plan: instalments, or count with every and first",
            _ when type == typeof(IReadOnlyList<ExchangeRates.RateBody>) => "an array of rates, each with currency, rate and day",
            _ when type == typeof(IReadOnlyDictionary<string, object>) => "an object with the codes of own fields and their values",
            _ when type == typeof(IReadOnlyDictionary<string, string>) => "an object with the codes of own fields and conditions as texts",
            _ when type == typeof(IReadOnlyList<string>) => "an array of strings",
            _ => "something else",
        };
    }

    public static string Names(Type type) => string.Join(", ", Enum.GetNames(type).Select(static name => name.ToLowerInvariant()));
}
