using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>Looks for a loss, gradients, parameters and buffers that are not finite.</summary>
internal static class FiniteAudit
{
    private const string Check = "finite numbers";

    public static AuditFinding Run(AuditSubject subject, double loss, Dictionary<string, double[]> gradients)
    {
        var found = subject.Parameters.Select(parameter => FiniteCheck.Find<double>(parameter.Name, AuditSubject.Values(parameter)))
            .Append(double.IsFinite(loss) ? null : string.Create(CultureInfo.InvariantCulture, $"the loss is {loss}"))
            .Concat(gradients.Select(item => FiniteCheck.Find<double>($"gradient of {item.Key}", item.Value)))
            .FirstOrDefault(text => text is not null);
        return found is null
            ? new(Check, AuditOutcome.Passed, "the loss, the gradients and the parameters are finite")
            : new(Check, AuditOutcome.Failed, $"{found}. Look at the batch, and for a logarithm or a quotient of 0");
    }
}
