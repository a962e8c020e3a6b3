using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Emit;

/// <summary>
/// Writes what Fit needs to measure predictions after an epoch, where Forward has one result, sample by sample, and Loss takes one tensor
/// beside it.
/// </summary>
internal sealed class FitMetrics
{
    private readonly ModelSpec _spec;
    private readonly string _prediction;
    private readonly string _targetElement;
    private readonly string _target;
    private readonly Dim _elements;

    private FitMetrics(ModelSpec spec, TensorType prediction, InputInfo target)
    {
        (_spec, _prediction, _target) = (spec, prediction.Element.Keyword(), target.Name);
        _targetElement = target.Type.Element.Keyword();
        _elements = prediction.Shape.Dims.Skip(1).Aggregate(Dim.One, (all, dim) => all * dim);
    }

    private string Types => $"<{_prediction}, {_targetElement}>";

    /// <summary>Those of a model; null where it has no predictions that a metric could take.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="model">Its calls.</param>
    /// <param name="samples">The symbol that counts samples.</param>
    public static FitMetrics? Create(ModelSpec spec, CompiledModel model, string samples)
    {
        var predict = model.Programs.FirstOrDefault(program => program is { Kind: ProgramKind.Predict, IsMain: true });
        if (predict?.Results(OutputRole.Result).ToList() is not [var result] || !IsOfSamples(result)) return null;
        if (model.TrainStep!.Inputs.Where(input => spec.LossInputs.Contains(input.Name)).ToList() is not [var target]) return null;
        var unsolved = SymbolPlan.Create(predict.Inputs, [.. model.FixedSymbols, .. spec.Main.GivenSymbols]).Unsolved;
        return unsolved.Count == 0 ? new(spec, result, target) : null;

        bool IsOfSamples(TensorType type) => type.Rank > 0 && type.Shape[0] == Dim.Symbol(samples)
            && type.Shape.Dims.Skip(1).SelectMany(dim => dim.Symbols).All(symbol => model.FixedSymbols.Contains(symbol));
    }

    /// <summary>The sizes of a sample that the constructor gives.</summary>
    public void Sizes(SourceWriter writer, CompiledModel model)
    {
        if (!_elements.Symbols.Any()) return;
        CallMethods.Known(writer, model);
    }

    /// <summary>Checks the metrics before the first step.</summary>
    public void Begin(SourceWriter writer) => writer.Line($"__run.Measures{Types}();");

    /// <summary>Measures a batch.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="part">An input's part of it.</param>
    public void Measure(SourceWriter writer, string batch, Func<string, string> part)
    {
        var inputs = _spec.ForwardInputs.Select(name =>
            _spec.HostInputs.Any(host => host.Name == name) ? Identifiers.Escape(name) : part(name));
        writer.Line("if (!__run.HasMetrics) continue;");
        writer.Line($"var __predictions = __run.Predictions<{_prediction}>({batch}.Count, {DimText.Format(_elements)});");
        writer.Line($"this.Predict({string.Join(", ", inputs.Append("__predictions"))});");
        writer.Line($"__run.Measure{Types}(__predictions, {part(_target)});");
    }
}
