namespace BotCrm.Core.Primitives;

/// <summary>Longest texts, in UTF-16 units. The store's columns and the commands' checks take them from here, so that they cannot drift apart.</summary>
public static class Limits
{
    public const int Login = 64;
    public const int Name = 200;
    public const int Word = 100;
    public const int Code = 20;
    public const int Phone = 50;
    public const int Email = 254;
    public const int IdNumber = 50;
    public const int Blind = 24;
    public const int Website = 300;
    public const int Body = 40_000;
    public const int Filter = 8000;
    public const int FilterIds = 500;
    public const int Language = 35;
    public const int TimeZone = 64;
    public const int EntraObjectId = 64;
    public const int Subject = 300;
    public const int Text = 1000;
    public const int LongText = 4000;
    public const int Currency = 3;
    public const int Channel = 64;
    public const int Conversation = 255;
    public const int TurnId = 255;
    public const int Sentence = 2000;

    /// <summary>Entries in one list (aliases, tags, participants).</summary>
    public const int ListItems = 50;
}
