namespace ModelGen.Runtime;

/// <summary>Runs the same twice and compares each bit of what it left.</summary>
internal static class RepeatAudit
{
    private const string Check = "same bits of two runs";

    public static AuditFinding Run(AuditSubject one, AuditSubject other, int steps)
    {
        foreach (var subject in (AuditSubject[])[one, other])
        {
            if (subject.Trains) subject.Steps(steps);
        }

        var different = DeviceAudit.FirstDifference(one, other);
        return different is null
            ? new(Check, AuditOutcome.Passed, one.Trains ? $"all parameters after {steps} steps, and all gradients" : "all gradients")
            : new(Check, AuditOutcome.Failed, $"{different} differs");
    }
}
