namespace ModelGen.Runtime;

/// <summary>Looks for parameters, and rows of them, whose gradients are 0: what does not learn from the batch.</summary>
internal static class ZeroGradientAudit
{
    private const string Check = "zero gradients";

    public static IEnumerable<AuditFinding> Run(AuditSubject subject, Dictionary<string, double[]> gradients)
    {
        var findings = gradients.Select(item => Find(subject.Parameters.Find(item.Key)!, item.Value)).OfType<AuditFinding>().ToList();
        if (gradients.Count > 0 && gradients.Values.All(gradient => Array.TrueForAll(gradient, value => value == 0)))
            return [new(Check, AuditOutcome.Failed, "the gradients of all parameters are 0: the loss does not depend on them here. Look "
                + "for Detach, for a rectifier that never fires, and for inputs that are all 0")];
        return findings.Count > 0 ? findings : [new(Check, AuditOutcome.Passed, "each parameter has a gradient on this batch")];
    }

    private static AuditFinding? Find(Parameter parameter, double[] gradient)
    {
        if (Array.TrueForAll(gradient, value => value == 0))
            return new(Check, AuditOutcome.Warning, $"the gradient of {parameter} is 0: it does not learn from this batch");
        if (parameter.Shape.Length < 2) return null;
        var (rows, size) = ((int)parameter.Shape[0], gradient.Length / (int)parameter.Shape[0]);
        var dead = Enumerable.Range(0, rows).Count(row => gradient.AsSpan(row * size, size).IndexOfAnyExcept(0d) < 0);
        return dead == 0 ? null
            : new(Check, AuditOutcome.Warning, $"{dead} of the {rows} rows of {parameter} have a gradient of 0: units that do not fire on "
                + "this batch, or rows of a table that it does not read");
    }
}
