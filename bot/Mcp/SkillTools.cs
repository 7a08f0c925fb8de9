using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace BotCrm.Bot.Mcp;

/// <summary>The catalogue's skills as tools: declared for a role, and run through the same gate as a chat turn.</summary>
internal sealed class SkillTools(ICrm crm, ISkillCatalogue catalogue)
{
    /// <summary>The argument that carries a preview's confirmation back. No skill has one of this name.</summary>
    public const string Confirmation = "confirmation";

    private static readonly Origin Origin = new("mcp", "mcp");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public async ValueTask<ListToolsResult> ListAsync(ClaimsPrincipal? user, CancellationToken ct)
    {
        var actor = await ActorAsync(user, ct);
        return new ListToolsResult { Tools = [.. catalogue.Skills.Where(skill => ToolRights.Allow(actor, skill)).Select(Declare)] };
    }

    public async ValueTask<CallToolResult> CallAsync(ClaimsPrincipal? user, CallToolRequestParams call, CancellationToken ct)
    {
        var actor = await ActorAsync(user, ct);
        // The core refuses by itself what the role may not; this only keeps the two lists the same.
        if (catalogue.FunctionsFor(actor, Origin).FirstOrDefault(one => one.Name == call.Name) is not { } function
            || catalogue.Find(call.Name) is not { } skill || !ToolRights.Allow(actor, skill))
            throw new McpProtocolException($"There is no tool '{(call.Name.Length <= 60 ? call.Name : call.Name[..60] + "…")}'.", McpErrorCode.InvalidParams);

        var arguments = new AIFunctionArguments { Context = new Dictionary<object, object?>() };
        foreach (var (name, value) in call.Arguments ?? new Dictionary<string, JsonElement>())
        {
            if (name == Confirmation && skill.Effect == Effect.Write)
                arguments.Context[SkillFunction.ConfirmationKey] = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            else
                arguments[name] = value;
        }
        return Write((SkillCallResult)(await function.InvokeAsync(arguments, ct))!);
    }

    private static Tool Declare(Skill skill) => new()
    {
        Name = skill.Name,
        Description = skill.Description,
        InputSchema = skill.Effect == Effect.Write ? WithConfirmation(skill.Schema) : skill.Schema,
        Annotations = new ToolAnnotations
        {
            ReadOnlyHint = skill.Effect == Effect.Read,
            DestructiveHint = skill.Effect == Effect.Write && skill.Risk == Risk.High,
            OpenWorldHint = false,
        },
    };

    private static JsonElement WithConfirmation(JsonElement schema)
    {
        var whole = JsonObject.Create(schema)!;
        whole["properties"]![Confirmation] = new JsonObject
        {
            ["type"] = "string",
            ["description"] = "Only when this tool answered needs_confirmation for these very arguments and the person has said yes to what it showed: the confirmation it gave.",
        };
        return JsonSerializer.SerializeToElement(whole);
    }

    /// <summary>What people wrote stands in JSON strings only, so that it cannot pass for the tool's own words.</summary>
    private static CallToolResult Write(SkillCallResult result)
    {
        var body = new JsonObject { ["status"] = result.Status, ["text"] = result.Text };
        if (result.Code is { } code)
            body["code"] = code;
        if (result.Argument is { } argument)
            body["argument"] = argument;
        if (result.Choices.Count > 0)
            body["choices"] = JsonSerializer.SerializeToNode(result.Choices, Json);
        if (result.Changes.Count > 0)
            body["changes"] = JsonSerializer.SerializeToNode(result.Changes, Json);
        if (result.ChangeSet is { } changeSet)
            body["changeSet"] = changeSet;
        if (result.Confirmation is { } confirmation)
            body[Confirmation] = confirmation;
        if (result.Reply is ListReply list)
            body["list"] = JsonSerializer.SerializeToNode(new { list.Title, list.Columns, list.Rows, list.Total, list.More }, Json);
        else if (result.Reply is DetailReply detail)
            body["detail"] = JsonSerializer.SerializeToNode(new { detail.Title, detail.Subtitle, detail.Facts, detail.Columns, detail.Rows }, Json);
        return new CallToolResult
        {
            Content = [new TextContentBlock { Text = body.ToJsonString(Json) }],
            StructuredContent = JsonSerializer.SerializeToElement(body, Json),
            IsError = result.Status == "refused",
        };
    }

    /// <summary>The user whom the request's token named; looked up anew, as everywhere.</summary>
    private async Task<Actor> ActorAsync(ClaimsPrincipal? user, CancellationToken ct) =>
        user?.Identity?.Name is { Length: > 0 } login && await crm.FindActorByLoginAsync(login, ct) is { } actor
            ? actor
            : throw new McpProtocolException("The token's user is not known any more.", McpErrorCode.InvalidRequest);
}
