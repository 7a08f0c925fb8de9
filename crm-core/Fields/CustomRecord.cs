namespace BotCrm.Core.Fields;

/// <summary>A record with fields of the company's own: a JSON object by code, the sensitive ones apart so that they are sealed. Null: none has a value.</summary>
public abstract class CustomRecord
{
    public long Id { get; internal set; }

    public string? Custom { get; internal set; }

    public string? CustomSealed { get; internal set; }
}
