namespace BotCrm.Skills.Understanding.Frames.Service;

internal static class LifecycleFrames
{
    public static void Change(Frame frame)
    {
        frame.Set("lifecycle", frame.ValueOf("lifecycle") ?? (frame.Has("stagewon") ? "won" : null));
        if (frame.Has("force"))
            frame.Set("force", true);
        frame.Set("reason", TicketFrames.After(frame, "reason"));
        frame.SetCustomer();
    }
}
