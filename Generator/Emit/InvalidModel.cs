using ModelGen.Generator.CSharp;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.Specs;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Emit;

/// <summary>
/// Writes the members of a model that has a mistake: what its users call is there with the signatures that can be read, so that the mistake
/// is the only thing reported; each member throws and names it.
/// </summary>
internal sealed class InvalidModel(InvalidModelSpec spec)
{
    private readonly SourceWriter _writer = new();

    public static GeneratedFile File(InvalidModelSpec spec)
    {
        var name = ClassNames.FullName(spec);
        return new($"{name}.g.cs", new InvalidModel(spec).Text());
    }

    private string Text()
    {
        _writer.Line(GeneratedFile.Header);
        if (spec.Namespace.Length > 0) _writer.Line($"namespace {spec.Namespace};").Line();
        var outer = spec.ContainingTypes.Select(head => _writer.Open(head)).ToList();
        using (_writer.Open($"partial class {Identifiers.Escape(spec.Name)} : {Model}"))
        {
            _writer.Line($"public static {Identifiers.Escape(spec.Name)} Create("
                + $"{ModelClass.OfCreate(spec.ConstructorParameters)}) => throw __Mistake();");
            _writer.Line($"public {Identifiers.Escape(spec.Name)} CreatePredictor() => throw __Mistake();");
            _writer.Line($"public {ParameterCollection} Parameters => throw __Mistake();");
            _writer.Line($"public {Device} Device => throw __Mistake();");
            _writer.Line($"public {spec.Float} LearningRate {{ get => throw __Mistake(); set => throw __Mistake(); }}");
            _writer.Line($"public {Schedule}? Schedule {{ get => throw __Mistake(); set => throw __Mistake(); }}");
            foreach (var member in spec.OptionMembers) OptionMember(member);
            _writer.Line($"public void Save({CheckpointMethods.OfSave(hasOptimizer: true)}) => throw __Mistake();");
            _writer.Line($"public {LoadReport} Load({CheckpointMethods.OfLoad(hasOptimizer: true)}) => throw __Mistake();");
            _writer.Line("public void Dispose() { }");
            if (spec.Inputs is { } inputs) Calls([.. inputs]);
            foreach (var program in spec.Programs)
                Call(program.IsTraining ? StepResult : "void", program.Name, program.Inputs, program.Results, program.Sizes);
            if (spec.Programs.Any(program => program.IsTraining))
                _writer.Line($"public {OptimizerCollection} Optimizers => throw __Mistake();");
            _writer.Line("public void Reset() => throw __Mistake();");
            _writer.Line($"private static global::System.Exception __Mistake() => new "
                + $"global::System.InvalidOperationException({IR.GraphText.Quote(spec.Why)});");
        }

        foreach (var block in Enumerable.Reverse(outer)) block.Dispose();
        return _writer.ToString();
    }

    private void OptionMember(string name)
    {
        IEnumerable<string> members = name switch
        {
            "Groups" => [$"{ParameterGroupCollection} Groups"],
            "AccumulatedGradients" => [$"{ParameterCollection} AccumulatedGradients"],
            "Apply" => [$"{StepResult} Apply()", $"{StepResult} Apply({GradientSet} gradients)"],
            "UseAverages" => ["global::System.IDisposable UseAverages()"],
            _ => [],
        };
        foreach (var member in members) _writer.Line($"public {member} => throw __Mistake();");
    }

    private void Calls(List<TypedName> inputs)
    {
        Call("void", "Predict", inputs, spec.Results, spec.ForwardSizes);
        if (spec.LossInputs is { } others)
        {
            Call(StepResult, "Evaluate", [.. inputs, .. others], [], spec.LossSizes);
            Call(GradientSet, "Gradients", [.. inputs, .. others], [], spec.LossSizes);
            Audit([.. inputs, .. others]);
            if (!spec.HasOptimizer) return;
            Call(StepResult, "TrainStep", [.. inputs, .. others], [], spec.LossSizes);
            if (spec.Results.Count == 1 && others.Count(input => !input.IsHost) == 1)
                Call(StepResult, "Evaluate", [.. inputs, .. others], spec.Results, spec.LossSizes);
            if (spec.OptionMembers.Contains("Accumulate"))
                Call(StepResult, "Accumulate", [.. inputs, .. others], [], spec.LossSizes);
            Fit([.. inputs, .. others]);
        }
        else if (spec.HasOptimizer)
        {
            // What the missing Loss takes: an input of any type.
            var known = string.Concat(inputs.Select(input => Parameter(input, ReadOnlySpan) + ", "));
            foreach (var target in new[] { $"{ReadOnlySpan}<T>", $"{Span}<T>", "T[]" })
                _writer.Line($"public {StepResult} TrainStep<T>({known}{target} __target) => throw __Mistake();");
        }
    }

    private void Audit(IReadOnlyList<TypedName> inputs)
    {
        var sizes = SizeParameter.ForSymbols(spec.LossSizes, inputs.Select(input => input.Name))
            .Select(size => $"int {size.Parameter} = 0");
        var parameters = inputs.Select(input => Parameter(input, ReadOnlySpan)).Concat(sizes).Append($"{AuditOptions}? __options = null");
        _writer.Line($"public {AuditReport} Audit({string.Join(", ", parameters)}) => throw __Mistake();");
    }

    private void Fit(IReadOnlyList<TypedName> inputs)
    {
        var samples = spec.LossSizes.FirstOrDefault();
        var sizes = SizeParameter.ForSymbols(spec.LossSizes, inputs.Select(input => input.Name)).Where(size => size.Symbol != samples);
        var signature = new FitSignature(
            [.. inputs.Select(input => new StepInput(input.Name, input.Type, input.IsHost ? null : input.Type))],
            [.. sizes.Select(size => size.Parameter)]);
        List<string> forms =
        [
            .. signature.Tensors.Count > 0 ? new[] { signature.OverSpans(), signature.OverSpansByOptions() } : [],
            .. signature.HasLoader ? new[] { signature.OverLoader(), signature.OverLoaderByOptions() } : [],
        ];
        foreach (var form in forms) _writer.Line($"public {History} Fit({form}) => throw __Mistake();");
    }

    private void Call(string returns, string name, IReadOnlyList<TypedName> inputs, IEnumerable<TypedName> results,
        EquatableArray<string> sizes)
    {
        var spans = inputs.Select(input => Parameter(input, ReadOnlySpan))
            .Concat(results.Select(result => $"{Span}<{result.Type}> {Result(result)}"));
        var tensors = inputs.Select(input => Parameter(input, $"in {ReadOnlyTensorSpan}"))
            .Concat(results.Select(result => $"in {TensorSpan}<{result.Type}> {Result(result)}"));
        _writer.Line(Priority).Line($"public {returns} {name}({string.Join(", ", spans)}) => throw __Mistake();");
        if (inputs.Count > 0) _writer.Line($"public {returns} {name}({string.Join(", ", tensors)}) => throw __Mistake();");
        if (sizes.Count == 0) return;
        var given = SizeParameter.ForSymbols(sizes, inputs.Concat(results).Select(input => input.Name))
            .Select(size => "int " + Identifiers.Escape(size.Parameter));
        _writer.Line(Priority).Line($"public {returns} {name}({string.Join(", ", spans.Concat(given))}) => throw __Mistake();");

        string Result(TypedName result) => Identifiers.Escape(Identifiers.MakeDistinct(result.Name, inputs.Select(input => input.Name)));
    }

    private static string Parameter(TypedName input, string span)
        => $"{(input.IsHost ? input.Type : $"{span}<{input.Type}>")} {Identifiers.Escape(input.Name)}";
}
