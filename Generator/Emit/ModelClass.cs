using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Targets;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Emit;

/// <summary>Writes the members that a model's users call: creation, parameters and the calls, each checked before it runs.</summary>
internal sealed class ModelClass(ModelSpec spec, CompiledModel model, IReadOnlyList<Target> targets)
{
    private readonly SourceWriter _writer = new();

    /// <param name="spec">The model.</param>
    /// <param name="model">Its kernels and memory.</param>
    /// <param name="targets">Those for whose devices it can be created.</param>
    public static string Write(ModelSpec spec, CompiledModel model, IReadOnlyList<Target> targets)
        => new ModelClass(spec, model, targets).File();

    /// <summary>The optimizer of TrainStep, which is the first.</summary>
    public const string TrainStep = "__Executor.Optimizers[0]";

    private string Float => spec.Float.Keyword();

    private string Executor(string suffix) => "global::" + ClassNames.Space(spec) + "." + spec.Name + suffix;

    private string File()
    {
        // For the documentation's references.
        _writer.Line(GeneratedFile.Header).Line("using System;").Line("using ModelGen;").Line();
        if (spec.Namespace.Length > 0) _writer.Line($"namespace {spec.Namespace};").Line();
        var outer = spec.ContainingTypes.Select(head => _writer.Open(head)).ToList();
        var summary = Programs.SummaryLayers.Create(spec, model);
        _writer.Line(ClassRemarks.Write(model, summary));
        foreach (var attribute in MissingMembers.Attributes(spec, model)) _writer.Line(attribute);
        using (_writer.Open($"partial class {Identifiers.Escape(spec.Name)} : {Model}"))
        {
            _writer.Line($"private {ModelExecutor}? __executor;").Line();
            Creation();
            Properties();
            foreach (var program in model.Calls) new CallMethods(_writer, spec, model, program).Write();
            FitMethods.Write(_writer, spec, model);
            AuditMethod.Write(_writer, spec, model);
            CheckpointMethods.Write(_writer, spec);
            Predictor();
            SummaryMember.Write(_writer, spec, model, summary);
            PlanMember.Write(_writer, spec, model);
            Disposal();
        }

        foreach (var block in Enumerable.Reverse(outer)) block.Dispose();
        return _writer.ToString();
    }

    private void Creation()
    {
        var dims = spec.ConstructorParameters.Where(parameter => model.FixedSymbols.Contains(parameter.Name)).ToList();
        var (device, seed) = (Option(spec.ConstructorParameters, "device"), Option(spec.ConstructorParameters, "seed"));
        _writer.Line("/// <summary>Makes a model whose parameters are initialised on a device.</summary>");
        foreach (var parameter in spec.ConstructorParameters)
            _writer.Line($"/// <param name=\"{parameter.Name}\">As the constructor's.</param>");
        _writer.Line($"/// <param name=\"{device}\">Where it computes; <see cref=\"Device.Best\"/> when null.</param>");
        _writer.Line($"/// <param name=\"{seed}\">The seed of all its random numbers: the same seed gives the same bits.</param>");
        using (_writer.Open($"public static {Identifiers.Escape(spec.Name)} Create({OfCreate(spec.ConstructorParameters)})"))
        {
            _writer.Line($"var __model = "
                + $"new {Identifiers.Escape(spec.Name)}("
                + $"{string.Join(", ", spec.ConstructorParameters.Select(parameter => Identifiers.Escape(parameter.Name)))});");
            foreach (var range in spec.Ranges.Where(range => spec.ConstructorParameters.Any(parameter => parameter.Name == range.Name)))
                _writer.Line($"{Checked(range, Identifiers.Escape(range.Name))};");
            foreach (var dim in dims) _writer.Line($"{InputCheck}.Dimension(\"{dim.Name}\", {Identifiers.Escape(dim.Name)});");
            var values = string.Join(", ", model.FixedSymbols.Select(Identifiers.Escape));
            _writer.Line($"var __options = "
                + $"new {ExecutorOptions}({LayoutMethod.Name}({values}), {device} ?? {Device}.Best, {seed}, [{values}]"
                + $"{Numbers()});");
            _writer.Line($"__model.__executor = {ModelFactory}.Create(__options, {string.Join(", ", targets.Select(Source))});");
            _writer.Line("return __model;");
        }

        _writer.Line();
        LayoutMethod.Write(_writer, model, spec);
    }

    private string Source(Target target)
        => $"new {ExecutorSource}(\"{target.Name}\", static options => new {Executor(target.Name)}(options))";

    /// <summary>The parameters of Create: the constructor's, then the device and the seed.</summary>
    public static string OfCreate(IReadOnlyList<ConstructorParameter> constructor)
    {
        return string.Join(", ", [.. constructor.Select(Text),
            $"{Device}? {Option(constructor, "device")} = null", $"long {Option(constructor, "seed")} = 0"]);

        static string Text(ConstructorParameter parameter)
            => $"{parameter.Type} {Identifiers.Escape(parameter.Name)}{(parameter.Default is null ? "" : " = " + parameter.Default)}";
    }

    /// <summary>A parameter of Create by a name that no parameter of the constructor has.</summary>
    private static string Option(IEnumerable<ConstructorParameter> taken, string name)
    {
        while (taken.Any(parameter => parameter.Name == name)) name = "model" + char.ToUpperInvariant(name[0]) + name.Substring(1);
        return name;
    }

    private string Numbers()
    {
        if (model.Numbers.Count == 0) return "";
        var booleans = new HashSet<string>(spec.ConstructorParameters.Where(parameter => parameter.Type == "bool")
            .Select(parameter => parameter.Name));
        return ", [" + string.Join(", ", model.Numbers.Select(number => Value(ConstructorNumber.Parameter(number)!))) + "]";

        string Value(string name) => booleans.Contains(name) ? $"{Identifiers.Escape(name)} ? 1 : 0" : Identifiers.Escape(name);
    }

    private void Properties()
    {
        _writer.Line()
            .Line("/// <summary>The parameters and buffers, by number, by name such as <c>_hidden.weight</c>, or by a pattern such as "
                + "<c>encoder.*</c>.</summary>");
        _writer.Line($"public {ParameterCollection} Parameters => __Executor.Parameters;");
        _writer.Line().Line("/// <summary>Where the model computes.</summary>");
        _writer.Line($"public {Device} Device => __Executor.Device;");
        _writer.Line().Line("/// <summary>Sums the time of each kernel while it is set; null at first, which costs nothing.</summary>");
        using (_writer.Open($"public {KernelProfile}? Profile"))
            _writer.Line("get => __Executor.Profile;").Line("set => __Executor.Profile = value;");
        if (spec.Optimizer is not null) Rates();
        OptionMembers.Write(_writer, spec);
        _writer.Line().Line($"private {ModelExecutor} __Executor => __executor ?? throw {ModelFactory}.NotCreated(\"{spec.Name}\");");
    }

    /// <summary>What tells the steps' learning rate.</summary>
    private void Rates()
    {
        _writer.Line()
            .Line("/// <summary>The step size of the optimizer; a change holds from the next step on. Where there is a schedule, this is "
                + "the rate that it gives the next step, and what is set is the rate that it scales.</summary>");
        using (_writer.Open($"public {Float} LearningRate"))
            _writer.Line($"get => ({Float}){TrainStep}.LearningRate;").Line($"set => {TrainStep}.LearningRate = {Rate()};");
        _writer.Line()
            .Line("/// <summary>Gives each step its learning rate, by the number of steps before it; null at first: all have the rate "
                + "that was set.</summary>");
        using (_writer.Open($"public {Schedule}? Schedule"))
            _writer.Line($"get => {TrainStep}.Schedule;").Line($"set => {TrainStep}.Schedule = value;");
    }

    private void Predictor()
    {
        _writer.Line().Line("""
            /// <summary>
            /// Another handle of this model, with the same weights and with memory of its own for what lies between kernels, which a thread
            /// may keep for its calls of Predict and Evaluate; without one, they take such memory from a pool. Dispose it before the model.
            /// </summary>
            /// <exception cref="InvalidOperationException">Another thread is in a call of this model that must be alone, such as
            /// TrainStep.</exception>
            /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
            """);
        using (_writer.Open($"public {Identifiers.Escape(spec.Name)} CreatePredictor()"))
        {
            _writer.Line($"var __predictor = ({Identifiers.Escape(spec.Name)})MemberwiseClone();");
            _writer.Line("__predictor.__executor = __Executor.CreatePredictor();");
            _writer.Line("return __predictor;");
        }
    }

    private string Rate()
        => spec.Ranges.FirstOrDefault(range => range.Name == OptimizerSpec.LearningRateProperty) is { } range
            ? Checked(range, "value")
            : "value";

    /// <summary>A value, or an exception where it is not in the range.</summary>
    public static string Checked(NumberRange range, string value)
        => $"{InputCheck}.Setting(\"{range.Name}\", {value}, {Literals.Double(range.Minimum)}, {Literals.Double(range.Maximum)}, "
            + $"{(range.ExcludesMaximum ? "true" : "false")})";

    private void Disposal()
    {
        _writer.Line()
            .Line("/// <summary>Gives the model's memory back; its calls then throw <see cref=\"ObjectDisposedException\"/>.</summary>");
        _writer.Line("public void Dispose() => __executor?.Dispose();");
    }
}
