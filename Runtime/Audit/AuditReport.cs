namespace ModelGen;

/// <summary>
/// What an audit of a model on one batch found: print it, or assert <see cref="Passed"/> in a test, with the report as the message.
/// </summary>
public sealed class AuditReport
{
    internal AuditReport(string model, IReadOnlyList<AuditFinding> findings) => (Model, Findings) = (model, findings);

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>What each check found, in order.</summary>
    public IReadOnlyList<AuditFinding> Findings { get; }

    /// <summary>Whether no check failed. Warnings may stand.</summary>
    public bool Passed => Findings.All(finding => finding.Outcome != AuditOutcome.Failed);

    /// <summary>A line for each finding.</summary>
    public override string ToString()
    {
        var failed = Findings.Count(finding => finding.Outcome == AuditOutcome.Failed);
        var warnings = Findings.Count(finding => finding.Outcome == AuditOutcome.Warning);
        return string.Join('\n',
            Findings.Select(finding => finding.ToString()).Prepend($"audit of {Model}: {failed} failed, {warnings} warnings"));
    }
}
