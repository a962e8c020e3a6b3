using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>
/// Tries a model on one batch, on copies that are gone afterwards: the model stays as it is. For emitted code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelAudit
{
    private const double ToleranceOfSingle = 1e-2;
    private const double ToleranceOfDouble = 1e-6;

    /// <param name="model">The model's executor.</param>
    /// <param name="options">What to look at; null for all that is usual.</param>
    /// <param name="calls">Makes the calls of a copy on the batch.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="NotSupportedException">The model has no kernels for one of the devices.</exception>
    public static AuditReport Run(ModelExecutor model, AuditOptions? options, Func<ModelExecutor, AuditCalls> calls)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(calls);
        options ??= new();
        using var subject = Copy(model.Device);
        var (loss, gradients) = subject.Gradients();
        var findings = new List<AuditFinding> { FiniteAudit.Run(subject, loss, gradients) };
        if (findings[0].Outcome != AuditOutcome.Passed) return new(model.Layout.Model, findings);
        var tolerance = options.GradientTolerance ?? (subject.IsDouble ? ToleranceOfDouble : ToleranceOfSingle);
        findings.AddRange(ZeroGradientAudit.Run(subject, gradients));
        findings.Add(GradientAudit.Run(subject, loss, gradients, tolerance));
        foreach (var device in options.Devices ?? [Device.CpuWith(1), Device.CpuWith(2)])
        {
            using var other = Copy(device);
            findings.Add(DeviceAudit.Run(subject, other));
        }

        using (AuditSubject one = Copy(model.Device), two = Copy(model.Device)) findings.Add(RepeatAudit.Run(one, two, options.Steps));
        if (subject.Trains) findings.Add(ProgressAudit.Run(subject, options.Steps));
        return new(model.Layout.Model, findings);

        AuditSubject Copy(Device device) => new(model, device, calls);
    }
}
