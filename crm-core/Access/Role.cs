namespace BotCrm.Core.Access;

public enum Role
{
    Admin,
    Manager,
    Rep,
    Support,

    /// <summary>Contracts and payments of all customers; no sales details.</summary>
    Finance,
}
