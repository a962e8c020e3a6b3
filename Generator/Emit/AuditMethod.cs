using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Specs;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Emit;

/// <summary>Writes Audit, where there is a loss: it hands the calls of a copy of the model on the batch to the runtime.</summary>
internal sealed class AuditMethod
{
    private readonly SourceWriter _writer;
    private readonly ModelSpec _spec;
    private readonly IReadOnlyList<StepInput> _inputs;
    private readonly IReadOnlyList<SizeParameter> _sizes;

    private AuditMethod(SourceWriter writer, ModelSpec spec, CompiledModel model, ModelProgram program)
    {
        List<string> names = [.. spec.ForwardInputs, .. spec.LossInputs];
        (_writer, _spec, _inputs) = (writer, spec, [.. names.Select(name => StepInput.Find(spec, program, name))]);
        _sizes = SizeParameter.ForSymbols(
            SymbolPlan.Create(program.Inputs, [.. model.FixedSymbols, .. spec.Main.GivenSymbols]).Unsolved, names);
    }

    public static void Write(SourceWriter writer, ModelSpec spec, CompiledModel model)
    {
        if (model.Programs.FirstOrDefault(program => program.Kind == ProgramKind.Gradients && program.Method is null) is { } program)
            new AuditMethod(writer, spec, model, program).Write(model.TrainStep is not null);
    }

    private void Write(bool trains)
    {
        var options = Identifiers.MakeDistinct("options",
            _inputs.Select(input => input.Name).Concat(_sizes.Select(size => size.Parameter)));
        Documentation(options);
        var parameters = _inputs.Select(input => input.Parameter)
            .Concat(_sizes.Select(size => "int " + Identifiers.Escape(size.Parameter))).Append($"{AuditOptions}? {options} = null");
        using (_writer.Open($"public {AuditReport} Audit({string.Join(", ", parameters)})"))
        {
            foreach (var input in _inputs.Where(input => input.Element is not null))
                _writer.Line($"var {Batch(input)} = {Identifiers.Escape(input.Name)}.ToArray();");
            _writer.Line($"return {ModelAudit}.Run(__Executor, {options}, __executorOfCopy =>").Line("{");
            _writer.Line($"    var __copy = ({Identifiers.Escape(_spec.Name)})MemberwiseClone();");
            _writer.Line("    __copy.__executor = __executorOfCopy;");
            var step = trains ? $"() => __copy.TrainStep({Arguments})" : "null";
            _writer.Line($"    return new(() => __copy.Gradients({Arguments}), {step});");
            _writer.Line("});");
        }
    }

    private string Arguments => string.Join(", ", _inputs.Select(Batch)
        .Concat(_sizes.Select(size => Identifiers.Escape(size.Parameter))));

    private void Documentation(string options)
    {
        _writer.Line().Line("""
            /// <summary>
            /// Looks on one batch for what goes wrong in training: numbers that are not finite, gradients that are 0 or not those of
            /// differences of the loss, devices or two runs that differ, a loss that does not move. Copies are tried, and the model stays
            /// as it is.
            /// </summary>
            """);
        foreach (var input in _inputs) _writer.Line($"/// <param name=\"{input.Name}\">As of Gradients.</param>");
        CallMethods.SizeMeanings(_writer, _sizes);
        _writer.Line($"/// <param name=\"{options}\">What to look at.</param>");
        _writer.Line("/// <returns>What each check found: print it, or assert Passed in a test.</returns>");
        CallMethods.Exceptions(_writer);
    }

    /// <summary>What the calls take for an input: a tensor's values are in a local, which outlives the span.</summary>
    private string Batch(StepInput input)
        => input.Element is null ? Identifiers.Escape(input.Name) : "__batch" + GraphText.Number(_inputs.ToList().IndexOf(input));
}
