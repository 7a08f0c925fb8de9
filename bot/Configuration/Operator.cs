using BotCrm.Core;
using BotCrm.Core.Access;

namespace BotCrm.Bot.Configuration;

/// <summary>Who may run the program on this machine: reads as administrator, is nobody in the CRM and writes nothing.</summary>
internal static class Operator
{
    public static readonly Actor Actor = new(0, "operator", "Operator", Role.Admin, null, "en", "UTC", null);

    public static readonly Origin Origin = new("command");
}
