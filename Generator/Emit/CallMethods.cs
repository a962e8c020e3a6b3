using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Targets.Host;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Emit;

/// <summary>
/// Writes one call of a model: over spans, whose lengths give the symbols but for those that it takes as sizes, and over tensors, whose
/// shapes give all. Both check what they get, run the program and bring its outputs.
/// </summary>
internal sealed class CallMethods(SourceWriter writer, ModelSpec spec, CompiledModel model, ModelProgram program)
{
    // Shapes of constants cost nothing then: unoptimised code allocates for each one that it passes on.
    private const string AtOnce = Optimization.AtOnce;

    private readonly ProgramSpec _method = spec.Method(program.Method);

    private readonly SymbolPlan _plan = SymbolPlan.Create(program.Inputs,
        [.. model.FixedSymbols, .. spec.Method(program.Method).GivenSymbols]);

    /// <summary>Whether it may run beside others of its kind.</summary>
    private bool IsBeside => program.Kind.TakesEmpty() && !program.ChangesStates;

    /// <summary>The field that has the call for the runtime.</summary>
    private string CallField => $"__{program.Name}Call";

    private IEnumerable<ProgramOutput> Results => program.Outputs.Where(output => output.Role == OutputRole.Result);

    public void Write()
    {
        writer.Line();
        Call();
        OverSpans();

        // Without a tensor the overloads would be the same.
        if (program.Inputs.Count > 0 || Results.Any()) OverTensors();
        WriteRun();
    }

    private void Call()
    {
        var number = GraphText.Number(model.NumberOf(program));
        var optimizer = program.Kind.IsStep() ? spec.Trainings.ToList().FindIndex(method => method.Name == program.Method) : 0;
        var options = (optimizer > 0 ? $", Optimizer: {GraphText.Number(optimizer)}" : "")
            + (program.ChangesStates ? ", ChangesStates: true" : "");
        writer.Line($"private static readonly {ModelCall} {CallField} = new({number}, \"{program.CallName}\", "
            + $"{CallKind}.{Kind}{options});").Line();
    }

    private ProgramKind Kind => program.Kind == ProgramKind.EvaluateResults ? ProgramKind.Evaluate : program.Kind;

    private string Returns => program.Kind switch
    {
        ProgramKind.Predict => "void",
        ProgramKind.Gradients => GradientSet,
        _ => StepResult,
    };

    private void OverSpans()
    {
        Summary();
        foreach (var input in program.Inputs) writer.Line($"/// <param name=\"{input.Name}\">{Meaning(input)}, row by row.</param>");
        HostMeanings();
        foreach (var result in Results)
            writer.Line($"/// <param name=\"{ResultParameter(result)}\">Gets {TypeOf(result).Shape}, row by row.</param>");
        SizeMeanings(writer, Sizes);
        Exceptions(writer, isBeside: IsBeside);

        // An array fits tensors too, unless sizes tell the overloads apart.
        if (Sizes.Count == 0) writer.Line(Priority);
        Public(ReadOnlySpan, Span, "OfSpans", Sizes);
        writer.Line();
        var given = HostInputs.Select(host => host.Slot).Concat(Sizes.Select(size => size.Symbol));
        using (writer.Open($"private {Returns} __{program.Name}OfSpans({Own(ReadOnlySpan, Span, given)})"))
        {
            Known(writer, model);
            Solve(writer, _plan, name => (name, Input(name)), Sizes, program.Kind.TakesEmpty());
            CallRun(program.Inputs.Select(input => Input(input.Name)).Concat(Results.Select(Result)));
        }
    }

    /// <summary>
    /// A call by the user's names, none of which meets another there: it hands all on to a method with names of its own, truth values as 1
    /// and 0.
    /// </summary>
    private void Public(string inputs, string results, string how, IReadOnlyList<SizeParameter> sizes)
    {
        var parameters = Given(input => $"{inputs}<{input.Type.Element.Keyword()}> {Identifiers.Escape(input.Name)}")
            .Concat(Results.Select(result =>
                $"{results}<{TypeOf(result).Element.Keyword()}> {Identifiers.Escape(ResultParameter(result))}"))
            .Concat(sizes.Select(size => "int " + Identifiers.Escape(size.Parameter)));
        var arguments = program.Inputs.Select(input => Identifiers.Escape(input.Name))
            .Concat(Results.Select(result => Identifiers.Escape(ResultParameter(result)))).Concat(HostInputs.Select(Number))
            .Concat(sizes.Select(size => Identifiers.Escape(size.Parameter)));
        writer.Line($"public {Returns} {program.CallName}({string.Join(", ", parameters)}) => __{program.Name}{how}("
            + $"{string.Join(", ", arguments)});");
    }

    /// <summary>A number or truth value of the call as a whole number: that of its symbol, or the bits of one that is none.</summary>
    public static string Number(HostInput host)
    {
        var name = Identifiers.Escape(host.Name);
        if (!host.IsSymbol) return $"global::System.BitConverter.DoubleToInt64Bits({name})";
        return host.IsTruth ? $"{name} ? 1 : 0" : name;
    }

    /// <summary>The parameters of a method with names of its own.</summary>
    private string Own(string inputs, string results, IEnumerable<string> symbols)
        => string.Join(", ", program.Inputs.Select(input => $"{inputs}<{input.Type.Element.Keyword()}> {Input(input.Name)}")
            .Concat(Results.Select(result => $"{results}<{TypeOf(result).Element.Keyword()}> {Result(result)}"))
            .Concat(symbols.Select(symbol => "long " + Identifiers.Symbol(symbol))));

    /// <summary>A result's name as a parameter.</summary>
    private string ResultParameter(ProgramOutput result) => Identifiers.MakeDistinct(result.Target, Names);

    private string Input(string name) => "__input" + GraphText.Number(program.Inputs.ToList().FindIndex(input => input.Name == name));

    private string Result(ProgramOutput result) => "__result" + GraphText.Number(Results.ToList().IndexOf(result));

    /// <summary>The sizes that the call over spans takes.</summary>
    private IReadOnlyList<SizeParameter> Sizes => SizeParameter.ForSymbols(_plan.Unsolved, Names.Concat(Results.Select(ResultParameter)));

    /// <summary>Finds each symbol by the plan, and checks the other inputs' numbers of elements.</summary>
    /// <param name="named">How an input is called in messages, and in the code.</param>
    /// <param name="sizes">The symbols that the caller gives.</param>
    /// <param name="takesEmpty">Whether a symbol may be 0.</param>
    public static void Solve(
        SourceWriter writer, SymbolPlan plan, Func<string, (string Shown, string Code)> named, IReadOnlyList<SizeParameter> sizes,
            bool takesEmpty)
    {
        foreach (var step in plan.Steps)
        {
            var (name, code) = named(step.Input.Name);
            var input = $"\"{name}\", \"{step.Input.Type.Shape}\"";
            if (step.Symbol is null) Expect(writer, input, $"{code}.Length", step.Elements, sizes);
            else writer.Line($"long {Identifiers.Symbol(step.Symbol)} = {InputCheck}.Solve({input}, \"{step.Symbol}\", "
                + $"{code}.Length, {DimText.Format(step.Elements)}{Offset(step)}{(takesEmpty ? ", least: 0" : "")});");
        }

        static string Offset(SymbolStep step) => step.Offset.IsZero ? "" : ", " + DimText.Format(step.Offset);
    }

    /// <summary>Checks an input's number of elements; where it follows from sizes that the caller gives, the message has them.</summary>
    private static void Expect(SourceWriter writer, string input, string length, Dim elements, IReadOnlyList<SizeParameter> sizes)
    {
        var expected = DimText.Format(elements);
        var given = sizes.Where(size => elements.Symbols.Contains(size.Symbol))
            .Select(size => $"{size.Parameter} = {{{Identifiers.Symbol(size.Symbol)}}}").ToList();
        writer.Line(given.Count == 0
            ? $"{InputCheck}.Expect({input}, {length}, {expected});"
            : $"if ({length} != {expected}) throw {InputCheck}.Misfit({input}, {length}, {expected}, $\"{string.Join(", ", given)}\");");
    }

    /// <summary>The documentation of the sizes that a call takes.</summary>
    public static void SizeMeanings(SourceWriter writer, IEnumerable<SizeParameter> sizes)
    {
        foreach (var size in sizes) writer.Line($"/// <param name=\"{size.Parameter}\">The size {size.Symbol}, which numbers of "
            + "elements do not tell.</param>");
    }

    /// <summary>The symbols that the constructor gives.</summary>
    public static void Known(SourceWriter writer, CompiledModel model)
    {
        for (var number = 0; number < model.FixedSymbols.Count; number++)
            writer.Line($"long {Identifiers.Symbol(model.FixedSymbols[number])} = __Executor.FixedSymbols[{GraphText.Number(number)}];");
    }

    /// <summary>What a call may throw.</summary>
    /// <param name="isBeside">Whether it may run beside others.</param>
    public static void Exceptions(SourceWriter writer, bool isBeside = false)
    {
        var busy = isBeside
            ? "Another thread is in a call of this model that must be alone, such as TrainStep."
            : "Another thread is in a call of this model.";
        writer.Line("/// <exception cref=\"ArgumentException\">A number of elements does not fit the shapes, or a label is out of range. "
            + "The model stays as it was.</exception>");
        writer.Line($"/// <exception cref=\"InvalidOperationException\">{busy}</exception>");
        writer.Line("/// <exception cref=\"ObjectDisposedException\">The model was disposed.</exception>");
    }

    private void OverTensors()
    {
        writer.Line();
        Summary();
        foreach (var input in program.Inputs) writer.Line($"/// <param name=\"{input.Name}\">{Meaning(input)}.</param>");
        HostMeanings();
        foreach (var result in Results)
            writer.Line($"/// <param name=\"{ResultParameter(result)}\">Gets {TypeOf(result).Shape}; must be dense.</param>");
        Exceptions(writer, isBeside: IsBeside);
        const string inputs = "in " + ReadOnlyTensorSpan, results = "in " + TensorSpan;
        Public(inputs, results, "OfTensors", []);
        writer.Line().Line(AtOnce);
        using (writer.Open($"private {Returns} __{program.Name}OfTensors({Own(inputs, results, HostInputs.Select(host => host.Slot))})"))
        {
            Known(writer, model);
            TensorSymbols();
            if (Results.Any()) CheckWriter.Limits(writer, program.Checks.Limits);
            foreach (var result in Results)
                writer.Line($"{TensorCheck}.Shape<{TypeOf(result).Element.Keyword()}>(\"{result.Target}\", \"{TypeOf(result).Shape}\", "
                    + $"{Result(result)}, {Dims(TypeOf(result).Shape)});");
            var elements = program.Inputs.Select(input =>
                $"{TensorCheck}.Elements(\"{input.Name}\", \"{input.Type.Shape}\", {Input(input.Name)})");
            CallRun(elements.Concat(Results.Select(result => $"{TensorCheck}.Room(\"{result.Target}\", {Result(result)})")));
        }
    }

    private static string Dims(Shape shape) => $"[{string.Join(", ", shape.Dims.Select(DimText.Format))}]";

    /// <summary>Each symbol is read where it stands alone as a dimension, or found by division; then every shape is checked.</summary>
    private void TensorSymbols()
    {
        var plan = ShapePlan.Create(program.Inputs, [.. model.FixedSymbols, .. _method.GivenSymbols]);
        foreach (var input in program.Inputs)
        {
            writer.Line($"{TensorCheck}.Rank(\"{input.Name}\", \"{input.Type.Shape}\", {Input(input.Name)}, "
                + $"{GraphText.Number(input.Type.Rank)}{WithSizes()});");
            foreach (var step in plan.Steps.Where(step => step.Line.IsBare && step.Input == input))
                writer.Line($"long {Identifiers.Symbol(step.Line.Symbol)} = {Input(input.Name)}.Lengths[{GraphText.Number(step.Axis)}];");
        }

        foreach (var step in plan.Steps.Where(step => !step.Line.IsBare)) Divided(step);
        foreach (var input in program.Inputs)
            writer.Line($"{TensorCheck}.Shape(\"{input.Name}\", \"{input.Type.Shape}\", {Input(input.Name)}, {Dims(input.Type.Shape)});");
    }

    /// <summary>A symbol that is found from a dimension by division.</summary>
    private void Divided(ShapeStep step)
    {
        var ((input, axis, line), shape) = (step, step.Input.Type.Shape);
        writer.Line($"long {Identifiers.Symbol(line.Symbol)} = {TensorCheck}.Solve(\"{input.Name}\", \"{shape}\", "
            + $"{Input(input.Name)}, {GraphText.Number(axis)}, \"{shape[axis]}\", \"{line.Symbol}\", {DimText.Format(line.Slope)}, "
            + $"{DimText.Format(line.Offset)});");
    }

    /// <summary>What to write instead where an array became a tensor of one dimension.</summary>
    private string WithSizes()
    {
        if (Sizes.Count == 0) return "";
        var arguments = Names.Concat(Results.Select(ResultParameter)).Concat(Sizes.Select(size => $"{size.Parameter}: ..."));
        return $", \"{program.CallName}({string.Join(", ", arguments)})\"";
    }

    /// <summary>What both overloads do once the symbols are known.</summary>
    private void WriteRun()
    {
        writer.Line();
        if (program.Kind == ProgramKind.Gradients) writer.Line(AtOnce);
        using (writer.Open($"private unsafe {Returns} __{program.Name}({Own(ReadOnlySpan, Span, Bound())})"))
        {
            Known(writer, model);
            CheckWriter.Limits(writer, program.Checks.Limits);
            Numbers();
            foreach (var symbol in Bound().Where(symbol => IsSize(symbol) || _method.HostInputs.All(host => host.Slot != symbol)))
                writer.Line($"{InputCheck}.Dimension(\"{symbol}\", "
                    + $"{Identifiers.Symbol(symbol)}{(program.Kind.TakesEmpty() ? ", 0" : "")});");
            foreach (var guard in program.Guards) CheckWriter.Guard(writer, guard);
            foreach (var input in program.Inputs.Where(input => input.Bound is not null))
                writer.Line($"{InputCheck}.LabelsInRange(\"{input.Name}\", {Input(input.Name)}, {DimText.Format(input.Bound!.Value)});");
            foreach (var result in Results)
                writer.Line($"{InputCheck}.Room(\"{result.Target}\", \"{TypeOf(result).Shape}\", {Result(result)}.Length, "
                    + $"{DimText.Format(TypeOf(result).Shape.Size)});");
            Execute();
        }
    }

    /// <summary>
    /// Whole numbers that are sizes or indices must not be negative; other numbers have ranges where an operation asks for one.
    /// </summary>
    private void Numbers()
    {
        foreach (var range in _method.Ranges)
        {
            if (HostInputs.All(host => host.Slot != range.Name)) continue;
            var value = $"global::System.BitConverter.Int64BitsToDouble({Identifiers.Symbol(range.Name)})";
            writer.Line($"{ModelClass.Checked(range with { Name = CallNumber.Input(range.Name)! }, value)};");
        }

        var uses = new SizeUses(_method.Graph, program.Kind);
        foreach (var host in HostInputs.Where(host => host.IsWhole && !IsSize(host.Name)))
        {
            var (symbol, tripCounts) = (Identifiers.Symbol(host.Name), uses.TripCounts(host.Name));
            if (!uses.IsAlways(host.Name) && tripCounts.Count == 0) continue;
            var condition = uses.IsAlways(host.Name)
                ? ""
                : $"if ({string.Join(" || ", tripCounts.Select(count => $"{DimText.Format(count)} > 0"))}) ";
            writer.Line($"{condition}{InputCheck}.Count(\"{host.Name}\", {symbol});");
        }
    }

    /// <summary>Whether a symbol is in the shape of an input.</summary>
    private bool IsSize(string symbol) => program.Inputs.Any(input => input.Type.Shape.Dims.Any(dim => dim.Symbols.Contains(symbol)));

    private void Execute()
    {
        writer.Line($"using var __call = __Executor.Enter({CallField});").Line("var __running = __call.Executor;");
        var pins = program.Inputs.Select((input, number)
            => $"fixed ({input.Type.Element.Keyword()}* __pointer{GraphText.Number(number)} = {Input(input.Name)})");
        using (writer.Open(string.Join("\n", pins)))
        {
            var pointers = Enumerable.Range(0, program.Inputs.Count).Select(number => $"__pointer{GraphText.Number(number)}");
            writer.Line($"void** __inputs = stackalloc void*[] {{ {string.Join(", ", pointers)} }};");
            var slots = spec.Slots.Select(symbol => KnownSymbols().Contains(symbol) ? Identifiers.Symbol(symbol) : "0");
            writer.Line($"long* __symbols = stackalloc long[] {{ {string.Join(", ", slots)} }};");
            writer.Line($"__running.Run({CallField}.Number, __inputs, __symbols);");
            foreach (var result in Results)
                writer.Line($"__running.Read({Offset(result)}, {Result(result)}.Slice(0, (int)("
                    + $"{DimText.Format(TypeOf(result).Shape.Size)})));");
            Return();
        }
    }

    private void Return()
    {
        if (program.Kind == ProgramKind.Predict) return;
        var lossOutput = program.Outputs.Single(output => output.Role == OutputRole.Loss);
        var loss = Offset(lossOutput);
        if (program.Kind != ProgramKind.Gradients)
        {
            var norm = program.Outputs.FirstOrDefault(output => output.Role == OutputRole.GradientNorm);
            writer.Line($"return __running.Loss({loss}{(norm is null ? "" : ", " + Offset(norm))});");
            return;
        }

        writer.Line("var __gradients = __running.Gradients;");
        foreach (var output in program.Outputs.Where(output => output.Role == OutputRole.Gradient))
        {
            var parameter = model.Parameters.ToList().FindIndex(parameter => parameter.Name == output.Target);
            var dims = parameter >= 0
                ? $"__running.Layout.Parameters[{GraphText.Number(parameter)}].Dims"
                : Dims(TypeOf(output).Shape);
            var precision = TypeOf(output).Element == TypeOf(lossOutput).Element ? "" : $", {PrecisionOf(TypeOf(output).Element)}";
            writer.Line($"__gradients.Set(\"{output.Target}\", {Offset(output)}, {dims}{precision});");
        }

        writer.Line($"__gradients.Complete({loss});").Line("return __gradients;");
    }

    private void Summary() => writer.Line("/// <summary>" + program.Kind switch
    {
        ProgramKind.Predict when !program.IsMain => $"Computes {program.Name}.",
        ProgramKind.TrainStep when !program.IsMain => $"Computes the loss of {program.Name} and its gradients, and updates the parameters "
            + "that it trains; gives the loss before the update.",
        ProgramKind.Predict => "Computes Forward.",
        ProgramKind.Evaluate => "Computes the loss and changes nothing.",
        ProgramKind.EvaluateResults => "Computes the loss and what Forward gives, at once, and changes nothing.",
        ProgramKind.TrainStep => "Computes the loss and its gradients, and updates the parameters; gives the loss before the update.",
        ProgramKind.Accumulate => "Computes the loss and adds its gradients to those of earlier calls; Apply updates the parameters by "
            + "them.",
        ProgramKind.Apply => "Updates the parameters by the gradients of all calls of Accumulate since the last Apply; gives the loss of "
            + "their samples.",
        _ => "Computes the loss and its gradient with respect to each parameter and each float input. The result's memory is used again "
            + "by the next call.",
    } + "</summary>");

    private void CallRun(IEnumerable<string> arguments)
    {
        var call = $"__{program.Name}({string.Join(", ", arguments.Concat(Bound().Select(Identifiers.Symbol)))});";
        writer.Line(program.Kind == ProgramKind.Predict ? call : "return " + call);
    }

    /// <summary>The symbols and numbers that this call's inputs give.</summary>
    private IEnumerable<string> Bound()
    {
        var used = program.Inputs.SelectMany(input => input.Type.Shape.Dims).SelectMany(dim => dim.Symbols).ToList();
        return spec.Slots.Skip(model.FixedSymbols.Count)
            .Where(symbol => used.Contains(symbol) || HostInputs.Any(host => host.Slot == symbol));
    }

    private IReadOnlyList<string> Names
        => program.Kind.Inputs(_method.Inputs, _method.LossInputs);

    private IEnumerable<HostInput> HostInputs => _method.HostInputs.Where(host => Names.Contains(host.Name));

    /// <summary>The call's parameters that are no results, in the order in which Forward and Loss have them.</summary>
    private IEnumerable<string> Given(Func<InputInfo, string> tensor)
        => Names.Select(name => HostInputs.FirstOrDefault(host => host.Name == name) is { } host
        ? $"{host.Type} {Identifiers.Escape(name)}"
        : tensor(program.Inputs.Single(input => input.Name == name)));

    private void HostMeanings()
    {
        foreach (var host in HostInputs)
        {
            var meaning = host.IsTruth ? "True or false" : host.IsWhole ? "A whole number" : "A number";
            writer.Line($"/// <param name=\"{host.Name}\">{meaning}.</param>");
        }
    }

    private HashSet<string> KnownSymbols() => new(model.FixedSymbols.Concat(Bound()));

    private TensorType TypeOf(ProgramOutput output) => program.Main.Buffers[output.Buffer].Type;

    private string Offset(ProgramOutput output) => DimText.Format(program.Main.Buffers[output.Buffer].Offset);

    public static string Meaning(InputInfo input)
        => input.Bound is { } bound ? $"{input.Type.Shape}, each in [0, {bound})" : input.Type.Shape.ToString();
}
