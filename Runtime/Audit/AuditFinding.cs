namespace ModelGen;

/// <summary>What one check of an audit found.</summary>
/// <param name="Check">The check, such as <c>gradients</c>.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Detail">What was seen, with the tensor's name, and what to do where something is wrong.</param>
public sealed record AuditFinding(string Check, AuditOutcome Outcome, string Detail)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Outcome.ToString().ToLowerInvariant(),-7}  {Check}: {Detail}";
}
