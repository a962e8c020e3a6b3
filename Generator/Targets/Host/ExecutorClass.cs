using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Host;

/// <summary>Writes the class that runs a model's programs on one backend: memory, numbers of the host, launches in their order.</summary>
internal sealed class ExecutorClass
{
    // Whole numbers hold eight times as many bytes; machines hold less.
    private const double MostBytes = 1L << 60;

    private readonly CompiledModel _model;
    private readonly ExecutorDialect _dialect;
    private readonly IReadOnlyList<string> _symbols;
    private readonly string _kernels;
    private readonly SourceWriter _writer = new();

    private ExecutorClass(CompiledModel model, IReadOnlyList<string> symbols, ExecutorDialect dialect, string kernels)
        => (_model, _symbols, _dialect, _kernels) = (model, symbols, dialect, kernels);

    /// <summary>The file of the executor <paramref name="name"/>.</summary>
    /// <param name="kernels">The last part of the name of the kernels' namespace, which lies in <paramref name="namespace"/>.</param>
    /// <param name="symbols">The model's symbols and the numbers of its calls, in the order in which their values are passed.</param>
    public static string Write(string @namespace, string name, string kernels, CompiledModel model, IReadOnlyList<string> symbols,
        ExecutorDialect dialect)
        => new ExecutorClass(model, symbols, dialect, kernels).File(@namespace, name);

    private string File(string @namespace, string name)
    {
        Head(@namespace);
        using (_writer.Open($"{_dialect.Modifiers} class {name}(ExecutorOptions options) : {_dialect.BaseClass}(options)"))
        {
            Numbers();
            Dispatch();
            foreach (var program in _model.Programs) Program(program);
        }

        return _writer.ToString();
    }

    private void Head(string @namespace)
    {
        _writer.Line(GeneratedFile.Header).Line($"namespace {@namespace};").Line();
        foreach (var space in _dialect.Usings.Prepend("System")) _writer.Line($"using global::{space};");
        _writer.Line();
        _writer.Line($"/// <summary>Runs {_model.Name} on {_dialect.Suffix.ToUpperInvariant()}: each method is one call of the model, "
            + "kernel by kernel; Launching and Launched serve the profile.</summary>");
    }

    private void Numbers()
    {
        for (var number = 0; number < _model.Numbers.Count; number++)
            _writer.Line($"private double "
                + $"{ConstructorNumber.Property(ConstructorNumber.Parameter(_model.Numbers[number])!)} => ConstructorNumbers["
                + $"{GraphText.Number(number)}];").Line();
    }

    private void Dispatch()
    {
        _writer.Line("/// <inheritdoc/>");
        using (_writer.Open("public override void Run(int call, void** inputs, long* symbols)"))
        using (_writer.Open("switch (call)"))
        {
            foreach (var (program, number) in _model.Programs.Select((program, number) => (program, number)))
                _writer.Line($"case {GraphText.Number(number)}:").Line($"    Run{program.Name}(inputs, symbols);").Line("    break;");
            _writer.Line("default:").Line("    throw new ArgumentOutOfRangeException(nameof(call), call, null);");
        }
    }

    private void Program(ModelProgram program)
    {
        _writer.Line();
        using (_writer.Open($"private void Run{program.Name}(void** inputs, long* symbols)"))
        {
            var used = Mentioned(program);
            Symbols(used);
            List<string> names = [.. Variables];
            new CheckWriter(_writer, names).Inner(program.Checks);
            if (program.Kind == ProgramKind.Apply) _writer.Line("MustHaveAccumulated();");
            Arena(program);
            if (program.Kind.IsStep()) _writer.Line("CountStep();");
            RandomSymbols(used, program.Kind);
            new BlockWriter(_writer, _model, _dialect, _kernels, Inputs(program), names).Write(program.Main);
            Weight(program);
        }
    }

    /// <summary>The names of the numbers of calls.</summary>
    private IEnumerable<string> Variables => _symbols.Where(symbol => CallNumber.Input(symbol) is not null).Select(Identifiers.Symbol);

    /// <summary>What a call leaves of the weight of the gradients that are summed.</summary>
    private void Weight(ModelProgram program)
    {
        if (program.Kind == ProgramKind.Apply) _writer.Line("AccumulatedWeight = 0;");
        else if (!program.AccumulatedWeight.IsZero)
            _writer.Line($"AccumulatedWeight += {DimText.Format(program.AccumulatedWeight)};");
    }

    /// <summary>Asks for memory before anything changes, for there may not be as much.</summary>
    private void Arena(ModelProgram program)
    {
        var bytes = program.ArenaBytes + _dialect.InputBytes(program.Inputs);
        var estimate = Largest(bytes) > MostBytes ? ", " + DimText.Estimate(bytes) : "";
        if (!bytes.IsZero) _writer.Line($"EnsureArena({DimText.Format(bytes)}{estimate});");
    }

    /// <summary>The expression for each input of a call.</summary>
    private Dictionary<string, string> Inputs(ModelProgram program)
        => program.Inputs.Select((input, number) => (input.Name, Text: _dialect.Input(input, number,
                program.ArenaBytes + _dialect.InputBytes(program.Inputs.Take(number)))))
            .ToDictionary(input => input.Name, input => input.Text);

    /// <summary>
    /// A bound of a size whose symbols are numbers of elements or other whole numbers that a call gives, each of at most 31 bits.
    /// </summary>
    private static double Largest(Dim size)
    {
        return size.Constant ?? size.Terms.Sum(Of);

        static double Of(DimTerm term)
            => term.Factors.Select(factor => factor.Name is null ? Largest(factor.Dividend) : int.MaxValue)
                .Aggregate(Math.Abs((double)term.Coefficient), (product, factor) => product * factor);
    }

    private void Symbols(HashSet<string> used)
    {
        for (var number = 0; number < _symbols.Count; number++)
        {
            if (!used.Contains(_symbols[number])) continue;
            var (name, value) = (Identifiers.Symbol(_symbols[number]), $"symbols[{GraphText.Number(number)}]");
            _writer.Line(CallNumber.Input(_symbols[number]) is null ? $"long {name} = {value};"
                : $"double {name} = BitConverter.Int64BitsToDouble({value});");
        }
    }

    private void RandomSymbols(HashSet<string> used, ProgramKind kind)
    {
        foreach (var (dim, value) in new[] { (RandomInstruction.Seed, "Seed"),
            (RandomInstruction.Step, kind.IsStep() ? "StepCount" : "-CallCount") })
        {
            if (used.Contains(dim.Symbols.Single())) _writer.Line($"long {DimText.Format(dim)} = {value};");
        }
    }

    private HashSet<string> Mentioned(ModelProgram program)
    {
        var dims = program.Main.All.SelectMany(Dims).Append(program.ArenaBytes)
            .Concat(program.Inputs.SelectMany(input => input.Type.Shape.Dims))
            .Concat((program.Checks with { Limits = [] }).Dims).Append(program.AccumulatedWeight);
        return new(dims.SelectMany(dim => dim.Symbols).Concat(Numbers(program))
            .Concat(program.Main.Launches.SelectMany(launch => _model.Kernels[launch.Kernel].Symbols)));
    }

    /// <summary>The numbers of a call that its conditions read.</summary>
    private static IEnumerable<string> Numbers(ModelProgram program)
        => program.Main.All
            .SelectMany(block => block.HostNodes.Concat(block.Steps.OfType<CheckStep>().SelectMany(step => step.Checks.AllNumbers)))
            .Concat(program.Checks.AllNumbers).Where(node => CallNumber.Input(node) is not null).Select(node => node.Name);

    private static IEnumerable<Dim> Dims(ProgramBlock block)
        => block.Buffers.SelectMany(buffer => buffer.Type.Shape.Dims.Append(buffer.Offset))
            .Concat(block.HostNodes.SelectMany(node => node.Arguments.AllDims()))
            .Concat(block.Steps.OfType<LoopStep>().Select(loop => loop.Count))
            .Concat(block.Steps.OfType<CheckStep>().SelectMany(step => step.Checks.Dims));
}
