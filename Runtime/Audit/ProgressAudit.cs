using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>Takes steps on the one batch: a model that can learn learns it.</summary>
internal static class ProgressAudit
{
    private const string Check = "progress";

    public static AuditFinding Run(AuditSubject subject, int steps)
    {
        var before = subject.Loss();
        subject.Steps(steps);
        var after = subject.Loss();
        var seen = string.Create(CultureInfo.InvariantCulture, $"{before:G6} -> {after:G6} in {steps} steps on the batch");
        if (!double.IsFinite(after))
            return new(Check, AuditOutcome.Failed,
                $"the loss is no longer finite: {seen}. Try a smaller learning rate, or clip the gradients");
        if (after == before)
            return new(Check, AuditOutcome.Failed, $"the loss does not move: {seen}. Look for a learning rate of 0 and gradients of 0");
        return after < before
            ? new(Check, AuditOutcome.Passed, seen)
            : new(Check, AuditOutcome.Warning, $"the loss rises: {seen}. Try a smaller learning rate");
    }
}
