namespace BotCrm.Core.Access;

public enum Role
{
    Admin,
    Manager,
    Rep,
    Support,
}
