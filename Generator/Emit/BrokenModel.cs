using ModelGen.Generator.Models;

namespace ModelGen.Generator.Emit;

/// <summary>
/// Writes the members of a model that has a mistake: what its users call is there with the signatures that can be read, so that the mistake is
/// the only thing reported; each member throws and names it.
/// </summary>
internal sealed class BrokenModel(BrokenSpec spec)
{
    private readonly SourceWriter _writer = new();

    public static GeneratedFile File(BrokenSpec spec)
    {
        var name = ModelEmission.FullName(spec);
        return new($"{name}.g.cs", new BrokenModel(spec).Text());
    }

    private string Text()
    {
        _writer.Line(GeneratedFile.Header).Line("using System;").Line("using System.Numerics.Tensors;").Line("using System.Runtime.CompilerServices;").Line("using System.Threading;").Line("using ModelGen;").Line("using ModelGen.Runtime;").Line();
        if (spec.Namespace.Length > 0) _writer.Line($"namespace {spec.Namespace};").Line();
        var outer = spec.ContainingTypes.Select(head => _writer.Open(head)).ToList();
        using (_writer.Open($"partial class {Identifiers.Of(spec.Name)} : global::System.IDisposable"))
        {
            Creation();
            _writer.Line("public global::ModelGen.ParameterCollection Parameters => throw __Mistake();");
            _writer.Line("public global::ModelGen.Device Device => throw __Mistake();");
            _writer.Line($"public {spec.Float} LearningRate {{ get => throw __Mistake(); set => throw __Mistake(); }}");
            _writer.Line($"public void Save({CheckpointMethods.OfSave(hasOptimizer: true)}) => throw __Mistake();");
            _writer.Line($"public void Load({CheckpointMethods.OfLoad(hasOptimizer: true)}) => throw __Mistake();");
            _writer.Line("public void Dispose() { }");
            if (spec.Inputs is { } inputs) Calls([.. inputs]);
            _writer.Line($"private static global::System.Exception __Mistake() => new global::System.InvalidOperationException({IR.GraphText.Quote(spec.Why)});");
        }

        foreach (var block in Enumerable.Reverse(outer)) block.Dispose();
        return _writer.ToString();
    }

    private void Creation()
    {
        var isOptional = spec.ConstructorParameters.All(parameter => parameter.Default is not null);
        var (device, seed) = (ModelClass.Option(spec.ConstructorParameters, "device"), ModelClass.Option(spec.ConstructorParameters, "seed"));
        List<string> parameters = [$"global::ModelGen.Device? {device}{(isOptional ? " = null" : "")}", $"long {seed}{(isOptional ? " = 0" : "")}"];
        parameters.AddRange(spec.ConstructorParameters.Select(parameter => $"{parameter.Type} {Identifiers.Of(parameter.Name)}{(parameter.Default is null ? "" : " = " + parameter.Default)}"));
        _writer.Line($"public static {Identifiers.Of(spec.Name)} Create({string.Join(", ", parameters)}) => throw __Mistake();");
    }

    private void Calls(List<TypedName> inputs)
    {
        Call("void", "Predict", inputs, spec.Results);
        if (spec.LossInputs is { } others)
        {
            Call("global::ModelGen.StepResult", "Evaluate", [.. inputs, .. others], []);
            Call("global::ModelGen.GradientSet", "Gradients", [.. inputs, .. others], []);
            if (!spec.HasOptimizer) return;
            Call("global::ModelGen.StepResult", "TrainStep", [.. inputs, .. others], []);
            Fit([.. inputs, .. others]);
        }
        else if (spec.HasOptimizer)
        {
            // What the missing Loss takes: an input of any type.
            var known = string.Concat(inputs.Select(input => Parameter(input, "global::System.ReadOnlySpan") + ", "));
            foreach (var target in new[] { "global::System.ReadOnlySpan<T>", "global::System.Span<T>", "T[]" }) _writer.Line($"public global::ModelGen.StepResult TrainStep<T>({known}{target} __target) => throw __Mistake();");
        }
    }

    private void Fit(IReadOnlyList<TypedName> inputs)
    {
        var signature = new FitSignature([.. inputs.Select(input => new FitInput(input.Name, input.Type, input.IsHost ? null : input.Type))]);
        if (signature.Tensors.Count > 0) _writer.Line($"public global::ModelGen.History Fit({signature.OverSpans()}) => throw __Mistake();");
        if (signature.HasLoader) _writer.Line($"public global::ModelGen.History Fit({signature.OverLoader()}) => throw __Mistake();");
    }

    private void Call(string returns, string name, IReadOnlyList<TypedName> inputs, IEnumerable<TypedName> results)
    {
        var spans = inputs.Select(input => Parameter(input, "global::System.ReadOnlySpan")).Concat(results.Select(result => $"global::System.Span<{result.Type}> {Identifiers.Of(Apart(result, inputs))}"));
        var tensors = inputs.Select(input => Parameter(input, "in global::System.Numerics.Tensors.ReadOnlyTensorSpan")).Concat(results.Select(result => $"in global::System.Numerics.Tensors.TensorSpan<{result.Type}> {Identifiers.Of(Apart(result, inputs))}"));
        _writer.Line("[global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]").Line($"public {returns} {name}({string.Join(", ", spans)}) => throw __Mistake();");
        if (inputs.Count > 0) _writer.Line($"public {returns} {name}({string.Join(", ", tensors)}) => throw __Mistake();");
    }

    private static string Parameter(TypedName input, string span) => $"{(input.IsHost ? input.Type : $"{span}<{input.Type}>")} {Identifiers.Of(input.Name)}";

    private static string Apart(TypedName result, IEnumerable<TypedName> inputs) => inputs.Any(input => input.Name == result.Name) ? result.Name + "Result" : result.Name;
}
