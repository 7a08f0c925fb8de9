using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotCrm.Core.Fields;
namespace BotCrm.Skills.Tools;

/// <summary>A skill as the catalogue knows it: its declaration, read from the skill's class, and the way to run it.</summary>
public sealed class Skill
{
    private readonly MethodInfo method;
    private readonly ParameterInfo[] parameters;
    private readonly SkillAttribute declared;

    private Skill(SkillAttribute declared, string room, MethodInfo method, FieldBook book)
    {
        this.method = method;
        this.declared = declared;
        parameters = method.GetParameters();
        Name = declared.Name;
        Effect = declared.Effect;
        Risk = declared.Risk;
        Description = declared.Description;
        Room = room;
        Arguments = [.. parameters.Where(IsArgument).Select(Declare), .. parameters.Select(OwnFields).OfType<OwnFieldsAttribute>().SelectMany(own => CustomArguments.Specs(own, book))];
        Schema = SchemaOf(Arguments);
    }

    public string Name { get; }

    public Effect Effect { get; }

    public Risk Risk { get; }

    public string Description { get; }

    /// <summary>The folder it lives in: Customers, Tickets …</summary>
    public string Room { get; }

    public IReadOnlyList<ArgumentSpec> Arguments { get; }

    /// <summary>JSON schema of the arguments.</summary>
    public JsonElement Schema { get; }

    public ArgumentSpec? Argument(string name) => Arguments.FirstOrDefault(a => a.Name == name);

    /// <summary>Reads a skill from its class.</summary>
    /// <exception cref="InvalidOperationException">The class does not keep to the form; a programming error, found at start.</exception>
    public static Skill From(Type type)
    {
        var declared = type.GetCustomAttribute<SkillAttribute>() ?? throw new InvalidOperationException($"{type} is not marked as a skill.");
        var method = type.GetMethod("RunAsync", BindingFlags.Public | BindingFlags.Static);
        if (method is null || method.ReturnType != typeof(Task<SkillOutcome>))
            throw new InvalidOperationException($"{type} has no public static Task<SkillOutcome> RunAsync.");
        return new Skill(declared, type.Namespace!.Split('.')[^1], method, FieldBook.Empty);
    }

    /// <summary>The skill with the company's own fields among its arguments.</summary>
    internal Skill With(FieldBook book) => book.All.Count > 0 && parameters.Any(one => OwnFields(one) is not null) ? new Skill(declared, Room, method, book) : this;

    /// <summary>Runs it. The arguments have passed <see cref="ArgumentCheck"/>.</summary>
    internal Task<SkillOutcome> RunAsync(SkillContext context, IReadOnlyDictionary<string, object?> arguments, CancellationToken ct)
    {
        var values = new object?[parameters.Length];
        var next = 0;
        for (var i = 0; i < parameters.Length; i++)
        {
            var type = parameters[i].ParameterType;
            if (type == typeof(SkillContext)) values[i] = context;
            else if (type == typeof(CancellationToken)) values[i] = ct;
            else if (type == typeof(CustomArguments)) values[i] = CustomArguments.Read(arguments);
            else
            {
                var spec = Arguments[next++];
                values[i] = arguments.TryGetValue(spec.Name, out var value) && value is not null
                    ? Bind(value, parameters[i], context)
                    : null;
            }
        }

        return (Task<SkillOutcome>)method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, values, CultureInfo.InvariantCulture)!;
    }

    private static object Bind(object value, ParameterInfo parameter, SkillContext context)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(int)) return Convert.ToInt32(value, CultureInfo.InvariantCulture);
        if (type == typeof(DateOnly)) return DateOnly.ParseExact((string)value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (type == typeof(DayOrTime)) return DayOrTime.Parse((string)value, context.Actor.TimeZone)!.Value;
        return value;
    }

    private static bool IsArgument(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(CustomArguments) && parameter.ParameterType != typeof(SkillContext) && parameter.ParameterType != typeof(CancellationToken);

    private static OwnFieldsAttribute? OwnFields(ParameterInfo parameter) => parameter.GetCustomAttribute<OwnFieldsAttribute>();

    private static ArgumentSpec Declare(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var kind =
            type == typeof(string) ? ArgumentType.Text
            : type == typeof(int) ? ArgumentType.Whole
            : type == typeof(decimal) ? ArgumentType.Number
            : type == typeof(bool) ? ArgumentType.YesNo
            : type == typeof(DateOnly) ? ArgumentType.Day
            : type == typeof(DayOrTime) ? ArgumentType.Time
            : type == typeof(IReadOnlyList<string>) ? ArgumentType.List
            : throw new InvalidOperationException($"{parameter.Member.DeclaringType}: argument {parameter.Name} has the unknown type {type}.");
        return new ArgumentSpec(
            SnakeCase(parameter.Name!),
            kind,
            !parameter.HasDefaultValue,
            parameter.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "",
            parameter.GetCustomAttribute<RecordAttribute>()?.Kind,
            parameter.GetCustomAttribute<OneOfAttribute>()?.Values ?? []);
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c)) text.Append('_').Append(char.ToLowerInvariant(c));
            else text.Append(c);
        }

        return text.ToString();
    }

    private static JsonElement SchemaOf(IReadOnlyList<ArgumentSpec> arguments)
    {
        var properties = new JsonObject();
        foreach (var argument in arguments)
        {
            var schema = new JsonObject();
            if (argument.Type == ArgumentType.List)
            {
                schema["type"] = "array";
                schema["items"] = new JsonObject { ["type"] = "string" };
            }
            else
            {
                schema["type"] = argument.Type switch
                {
                    ArgumentType.Whole => "integer",
                    ArgumentType.Number => "number",
                    ArgumentType.YesNo => "boolean",
                    _ => "string",
                };
            }

            if (argument.OneOf.Count > 0) schema["enum"] = new JsonArray([.. argument.OneOf.Select(v => (JsonNode)v)]);
            schema["description"] = Describe(argument);
            properties[argument.Name] = schema;
        }

        var whole = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. arguments.Where(a => a.Required).Select(a => (JsonNode)a.Name)]),
            ["additionalProperties"] = false,
        };
        return JsonSerializer.SerializeToElement(whole);
    }

    private static string Describe(ArgumentSpec argument) => argument.Description + argument switch
    {
        { RecordKind: Core.Primitives.Kinds.User } => " A name as the person said it, user:id, or me.",
        { RecordKind: { } kind } => $" A name as the person said it, or {kind}:id.",
        { Type: ArgumentType.Day } => " Written 2026-12-01.",
        { Type: ArgumentType.Time } => " Written 2026-12-01T15:00 in the speaker's time zone, or 2026-12-01 for a whole day.",
        _ => "",
    };
}
