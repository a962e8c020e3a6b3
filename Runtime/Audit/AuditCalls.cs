using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>The calls of a copy of a model on the batch of an audit; emitted code makes them.</summary>
/// <param name="Gradients">The loss and its gradients.</param>
/// <param name="Step">A step of training; null where the model has none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record AuditCalls(Func<GradientSet> Gradients, Func<StepResult>? Step);
