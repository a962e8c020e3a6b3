using System.Globalization;
using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Targets.Host;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Emit;

/// <summary>
/// Writes the method that describes a model's parameters to the runtime: names, shapes, offsets and initializers, and the optimizer's
/// states.
/// </summary>
internal static class LayoutMethod
{
    public const string Name = "__Layout";

    public static void Write(SourceWriter writer, CompiledModel model, ModelSpec spec)
    {
        var symbols = string.Join(", ", model.FixedSymbols.Select(symbol => "long " + Identifiers.Symbol(symbol)));
        using (writer.Open($"private static {ModelLayout} {Name}({symbols})"))
        {
            Sizes(writer, model);
            writer.Line($"{ParameterLayout}[] parameters =").Line("[");
            var places = model.Persistent.ToLookup(buffer => buffer.Name, buffer => buffer.Offset);
            foreach (var parameter in model.Parameters)
                writer.Line($"    {Parameter(parameter, places[parameter.Name].Single(), spec)},");
            writer.Line("];");
            var trains = spec.Trainings.Any();
            if (trains)
            {
                States(writer, model, spec);
                Optimizers(writer, spec);
            }

            writer.Line($"return new(\"{model.Name}\", {PrecisionOf(model.LossType(spec.Float))}, parameters, "
                + $"{DimText.Format(model.PersistentBytes)}"
                + $"{(trains ? $", states, optimizers, \"{GraphHash.Of(spec)}\"" : "")});");
        }
    }

    /// <summary>Dimensions of parameters that the constructor's numbers could make less than 1.</summary>
    private static void Sizes(SourceWriter writer, CompiledModel model)
    {
        var ranges = DimRanges.Create(_ => 1);
        foreach (var parameter in model.Parameters)
        {
            var sizes = parameter.Type.Shape.Dims.Where(size => !ranges.IsProven(size - 1));
            var name = $"{parameter.Name} {parameter.Type.Shape}";
            CheckWriter.Limits(writer, sizes.Select(size => new DimLimit(size, 1, null, 0, $"{name}: the size {size}", "")));
        }
    }

    private static void Optimizers(SourceWriter writer, ModelSpec spec)
    {
        writer.Line($"{OptimizerLayout}[] optimizers =").Line("[");
        foreach (var training in spec.Trainings)
        {
            var least = training.LearningRates is { } range ? $", LeastRate: {Text(range.Minimum)}" : "";
            writer.Line($"    new(\"{training.Name ?? nameof(ProgramKind.TrainStep)}\", "
                + $"{Literals.Double(training.Optimizer!.LearningRate)}{least}{Groups(training.Optimizer)}{Patterns(training)}),");
        }

        writer.Line("];");
    }

    private static string Patterns(ProgramSpec training)
        => training.Patterns.Count == 0 ? "" : $", Patterns: [{string.Join(", ", training.Patterns.Select(GraphText.Quote))}]";

    private static string Groups(OptimizerSpec optimizer)
    {
        var groups = optimizer.Groups.Select(group => $"new({GraphText.Quote(group.Pattern)}, {Text(group.LearningRateScale)})");
        return optimizer.Groups.Count == 0 ? "" : $", Groups: [{string.Join(", ", groups)}]";
    }

    private static void States(SourceWriter writer, CompiledModel model, ModelSpec spec)
    {
        var natural = spec.Trainings.ToDictionary(training => training.Name ?? "", training => NaturalStates(training.Optimizer!));
        var parameters = new HashSet<string>(model.Parameters.Select(parameter => parameter.Name));
        writer.Line($"{StateLayout}[] states =").Line("[");
        foreach (var state in model.Persistent.Where(buffer => !parameters.Contains(buffer.Name)))
            writer.Line($"    new(\"{state.Name}\", [{string.Join(", ", state.Type.Shape.Dims.Select(DimText.Format))}], "
                + $"{DimText.Format(state.Offset)}{(IsNatural(state.Name, spec, natural) ? ", true" : "")}"
                + $"{(model.Transient.Contains(state.Name) ? ", IsTransient: true" : "")}{PrecisionText(state.Type)}),");
        writer.Line("];");
    }

    private static bool IsNatural(string state, ModelSpec spec, Dictionary<string, List<HashSet<string>>> natural)
    {
        var end = state.LastIndexOf('.');
        if (end < 0) return false;
        var (program, name) = StatesOfProgram.Parse(state.Substring(end + 1));
        return name == OptimizerStep.Step
            || natural[program ?? ""][spec.Method(program).Optimizer!.GroupOf(state.Substring(0, end)) + 1].Contains(name);
    }

    /// <summary>Without a group, then of each.</summary>
    private static List<HashSet<string>> NaturalStates(OptimizerSpec optimizer)
        => [NonNegativeStates.Find(optimizer), .. optimizer.Groups.Select(group => NonNegativeStates.Find(optimizer.With(group)))];

    private static string Parameter(ParameterInfo parameter, Dim offset, ModelSpec spec)
    {
        var isFrozen = spec.IsFrozen(parameter.Name);
        var dims = string.Join(", ", parameter.Type.Shape.Dims.Select(DimText.Format));
        return $"new(\"{parameter.Name}\", [{dims}], {DimText.Format(offset)}, {InitializerText(parameter.Initializer)}"
            + $"{(parameter.IsTrainable && !isFrozen ? "" : ", IsTrainable: false")}{(isFrozen ? ", IsFrozen: true" : "")}"
            + $"{(parameter.IsState ? ", IsState: true" : "")}{PrecisionText(parameter.Type)})";
    }

    private static string InitializerText(Initializer start)
    {
        var hasNumbers = start.Kind is InitializerKind.Constant or InitializerKind.Uniform or InitializerKind.Normal;
        var numbers = hasNumbers ? $", First: {Text(start.First)}, Second: {Text(start.Second)}" : "";
        var fanIn = start.FanIn is { } dim ? $", FanIn: {DimText.Format(dim)}" : "";
        return $"new({TypeNames.Initializer}.{start.Kind}{numbers}{fanIn})";
    }

    private static string PrecisionText(TensorType type)
        => type.Element == ElementType.Float32 ? "" : $", Precision: {PrecisionOf(type.Element)}";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
