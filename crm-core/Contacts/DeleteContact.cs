using BotCrm.Core.Primitives;

namespace BotCrm.Core.Contacts;

/// <summary>Deletes a contact; interactions keep their text and lose the participant.</summary>
public sealed record DeleteContact : Command<ContactView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<ContactView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
