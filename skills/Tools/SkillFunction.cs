using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Understanding;
using Microsoft.Extensions.AI;

namespace BotCrm.Skills.Tools;

/// <summary>What an outside caller gets back. <c>Status</c>: done, answered, question, needs_confirmation, refused.</summary>
public sealed record SkillCallResult(string Status, string Text)
{
    /// <summary>Argument that the question is about.</summary>
    public string? Argument { get; init; }

    public IReadOnlyList<Choice> Choices { get; init; } = [];

    public IReadOnlyList<ChangeLine> Changes { get; init; } = [];

    /// <summary>Stable code of a refusal.</summary>
    public string? Code { get; init; }

    public long? ChangeSet { get; init; }

    /// <summary>
    /// For the host, never for the model: the confirmation to pass along once a person has said yes to <see cref="Changes"/>.
    /// </summary>
    [JsonIgnore]
    public string? Confirmation { get; init; }

    [JsonIgnore]
    public Reply? Reply { get; init; }
}

/// <summary>A skill as a function for hosts outside the turn loop, bound to one actor. Runs through the same gate as a chat turn.</summary>
public sealed class SkillFunction : AIFunction
{
    /// <summary>
    /// Where a host puts a <see cref="SkillCallResult.Confirmation"/> into <see cref="AIFunctionArguments.Context"/>. Not an argument, so that
    /// no model can confirm for a person.
    /// </summary>
    public const string ConfirmationKey = "botcrm.confirmation";

    public static readonly TimeSpan ConfirmationLifetime = TimeSpan.FromMinutes(10);

    // Confirmations are only good within this process.
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private readonly PlanRunner runner;
    private readonly Actor actor;
    private readonly Origin origin;
    private readonly TimeProvider clock;

    internal SkillFunction(Skill skill, PlanRunner runner, Actor actor, Origin origin, TimeProvider clock)
    {
        Skill = skill;
        this.runner = runner;
        this.actor = actor;
        this.origin = origin;
        this.clock = clock;
    }

    public Skill Skill { get; }

    public override string Name => Skill.Name;

    public override string Description => Skill.Description;

    public override JsonElement JsonSchema => Skill.Schema;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var words = new Words(PhraseBook.Supported(actor.Language), actor.TimeZone);
        var call = new PlannedCall(Skill.Name, arguments.ToDictionary(a => a.Key, a => a.Value));
        var token = arguments.Context?.TryGetValue(ConfirmationKey, out var given) == true ? given as string : null;
        var result = await runner.RunAsync(new PlanRequest(actor, origin, [call], words, Dialogue.Empty, Approved(token)), cancellationToken);
        return result switch
        {
            PlanDone done => Completed(done, words),
            PlanAsks asks => new SkillCallResult("question", asks.Ask.Question) { Argument = asks.Ask.Argument, Choices = asks.Ask.Choices },
            PlanWaits waits => new SkillCallResult("needs_confirmation", words.Sentences([waits.Title, words.Lines(waits.Changes)]))
            {
                Changes = waits.Changes,
                Confirmation = Confirm(waits.Fingerprint),
            },
            PlanRefused refused => new SkillCallResult("refused", Failures.Say(refused.Refused.Failure, words)) { Code = refused.Refused.Failure.Code },
            _ => throw new InvalidOperationException($"Unknown plan result {result.GetType().Name}."),
        };
    }

    private static SkillCallResult Completed(PlanDone done, Words words)
    {
        if (done.ChangeSet is null && done.Answers.FirstOrDefault() is { } answer) return new SkillCallResult("answered", answer.Text) { Reply = answer };
        var changes = done.Changes.ToList();
        return new SkillCallResult("done", words.Sentences([words.Lines(changes)])) { Changes = changes, ChangeSet = done.ChangeSet };
    }

    private string Confirm(string fingerprint)
    {
        var expires = (clock.GetUtcNow() + ConfirmationLifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{fingerprint}.{expires}.{Sign(fingerprint, expires)}";
    }

    /// <summary>The fingerprint the token approves; null when it is none of ours or has expired.</summary>
    private string? Approved(string? token)
    {
        if (token?.Split('.') is not [var fingerprint, var expires, var signature]) return null;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(fingerprint, expires)))) return null;
        return long.Parse(expires, CultureInfo.InvariantCulture) >= clock.GetUtcNow().ToUnixTimeSeconds() ? fingerprint : null;
    }

    private string Sign(string fingerprint, string expires) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{actor.UserId}|{fingerprint}|{expires}"))));
}
