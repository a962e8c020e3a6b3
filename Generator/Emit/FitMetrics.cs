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
    /// <summary>The variable that gets a batch's predictions.</summary>
    public const string Predictions = "__predictions";

    private readonly string _prediction;
    private readonly string _targetElement;
    private readonly string _target;
    private readonly Dim _elements;
    private readonly IReadOnlyList<SizeParameter> _sizes;

    private FitMetrics(TensorType prediction, InputInfo target, IReadOnlyList<SizeParameter> sizes)
    {
        _sizes = sizes;
        (_prediction, _target) = (prediction.Element.Keyword(), target.Name);
        _targetElement = target.Type.Element.Keyword();
        _elements = prediction.Shape.Dims.Skip(1).Aggregate(Dim.One, (all, dim) => all * dim);
    }

    private string Types => $"<{_prediction}, {_targetElement}>";

    /// <summary>Those of a model; null where it has no predictions that a metric could take.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="model">Its calls.</param>
    /// <param name="samples">The symbol that counts samples.</param>
    /// <param name="sizes">The sizes of a sample that Fit is given.</param>
    public static FitMetrics? Create(ModelSpec spec, CompiledModel model, string samples, IReadOnlyList<SizeParameter> sizes)
    {
        if (model.EvaluateResults is not { } program) return null;
        var result = program.Results(OutputRole.Result).Single();
        return IsOfSamples(result) ? new(result, program.Inputs.Single(input => spec.LossInputs.Contains(input.Name)), sizes) : null;

        bool IsOfSamples(TensorType type) => type.Rank > 0 && type.Shape[0] == Dim.Symbol(samples)
            && type.Shape.Dims.Skip(1).SelectMany(dim => dim.Symbols)
                .All(symbol => model.FixedSymbols.Contains(symbol) || sizes.Any(size => size.Symbol == symbol));
    }

    /// <summary>Writes the method that tells how large a sample's prediction is, where that hangs on sizes.</summary>
    public void Size(SourceWriter writer, CompiledModel model)
    {
        if (!_elements.Symbols.Any()) return;
        writer.Line();
        var sizes = _sizes.Select(size => "long " + Identifiers.Symbol(size.Symbol));
        using (writer.Open($"private long __PredictionSize({string.Join(", ", sizes)})"))
        {
            CallMethods.Known(writer, model);
            writer.Line($"return {DimText.Format(_elements)};");
        }
    }

    /// <summary>Checks the metrics before the first step.</summary>
    public void Begin(SourceWriter writer) => writer.Line($"__run.Measures{Types}();");

    /// <summary>Computes the loss of a batch with its predictions, and measures them.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="arguments">Those of a step on it, with <see cref="Predictions"/> as what gets the result.</param>
    /// <param name="target">The target's part of it.</param>
    public void Measure(SourceWriter writer, string batch, string arguments, Func<string, string> target)
    {
        var elements = _elements.Symbols.Any()
            ? $"__PredictionSize({string.Join(", ", _sizes.Select(size => Identifiers.Escape(size.Parameter)))})"
            : DimText.Format(_elements);
        writer.Line($"var {Predictions} = __run.Predictions<{_prediction}>({batch}.Count, {elements});");
        writer.Line($"__run.AddValidation(this.Evaluate({arguments}), {batch}.Count);");
        writer.Line($"__run.Measure{Types}({Predictions}, {target(_target)});");
    }
}
