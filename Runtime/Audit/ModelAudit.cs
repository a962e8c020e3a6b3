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
        var findings = new List<AuditFinding> { With(model.Device, FiniteAudit.Run) };
        if (findings[0].Outcome == AuditOutcome.Passed)
        {
            var tolerance = options.GradientTolerance
                ?? (model.Layout.ElementSize == sizeof(double) ? ToleranceOfDouble : ToleranceOfSingle);
            using (var subject = new AuditSubject(model, model.Device, calls)) findings.AddRange(ZeroGradientAudit.Run(subject));
            findings.Add(With(model.Device, subject => GradientAudit.Run(subject, tolerance)));
            foreach (var device in options.Devices ?? [Device.CpuWith(1), Device.CpuWith(2)])
                findings.Add(Beside(device, DeviceAudit.Run));
            findings.Add(Beside(model.Device, (one, other) => RepeatAudit.Run(one, other, options.Steps)));
            using var last = new AuditSubject(model, model.Device, calls);
            if (last.Trains) findings.Add(ProgressAudit.Run(last, options.Steps));
        }

        return new(model.Layout.Model, findings);

        AuditFinding With(Device device, Func<AuditSubject, AuditFinding> check)
        {
            using var subject = new AuditSubject(model, device, calls);
            return check(subject);
        }

        AuditFinding Beside(Device device, Func<AuditSubject, AuditSubject, AuditFinding> check)
        {
            using var other = new AuditSubject(model, device, calls);
            return With(model.Device, own => check(own, other));
        }
    }
}
