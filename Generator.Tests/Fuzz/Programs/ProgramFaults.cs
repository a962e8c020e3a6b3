using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>
/// What is wrong with the code that a random program became: its values, loss, gradients and step must be those of the graph as it was
/// read, no pass run, with one thread and with two; and the gradients of that graph must be central differences.
/// </summary>
internal static class ProgramFaults
{
    private const int Calls = 2;

    /// <summary>
    /// Rightly refused: a list that only a loop fills that never runs has no tensor that would tell the shape of its stack.
    /// </summary>
    private const string EmptyList = "the list has no tensor in it";

    /// <summary>The first fault of a program among those that were compiled; null where there is none.</summary>
    public static string? Of(ProgramModels models, RandomProgram program, bool isDouble)
    {
        var name = ProgramModels.Name(program, isDouble);
        if (models.Fault(name) is { } fault) return fault.EndsWith(EmptyList, StringComparison.Ordinal) ? null : fault;
        try
        {
            var spec = models.Spec(name);
            return Enumerable.Range(0, Calls).SelectMany(call => Faults(models, spec, program, call)).FirstOrDefault();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return $"running it fails: {GraphFaults.Text(exception)}";
        }
    }

    /// <summary>The graph of a call as its source says it, differentiated where it must be.</summary>
    public static Graph Meaning(ModelSpec spec, ProgramKind kind)
    {
        var role = kind == ProgramKind.Predict ? OutputRole.Result : OutputRole.Loss;
        var graph = spec.Graph with { Outputs = spec.Graph.Outputs.Where(output => output.Role == role).ToEquatableArray() };
        return kind switch
        {
            ProgramKind.Gradients => Differentiate.Run(graph, GraphFaults.Wanted(graph)),
            ProgramKind.TrainStep => OptimizerStep.Run(Differentiate.Run(graph, Trained(spec.Graph)), spec.Optimizer!),
            _ => graph,
        };
    }

    /// <summary>The parameters that a step changes: those that a gradient reaches.</summary>
    private static List<string> Trained(Graph graph)
        => [.. graph.Parameters.Select(parameter => parameter.Name).Except(ProgramGraphs.Untrained(graph))];

    private static string? Guard(Graph graph, Bindings bindings)
        => graph.Guards
            .Where(guard => (guard.Left.Evaluate(bindings.Symbols) == guard.Right.Evaluate(bindings.Symbols)) == guard.MustDiffer)
            .Select(guard => $"{guard.Left} == {guard.Right}, {guard.Because}").FirstOrDefault();

    private static IEnumerable<string> Faults(ProgramModels models, ModelSpec spec, RandomProgram program, int call)
    {
        var seed = program.Seed;
        var isDouble = spec.Float == ElementType.Float64;
        var (bindings, near) = (ProgramBindings.Of(spec, seed, call), ProgramBindings.Of(spec, seed, call, isDouble ? 1e-11 : 3e-6));
        if (Guard(spec.Graph, bindings) is { } guard) yield return $"asks for what its shapes have: {guard}";
        if (isDouble && call == 0 && GradientFaults.AgainstDifferences(Meaning(spec, ProgramKind.Evaluate), bindings, seed) is { } wrong)
            yield return $"gradient as read: {wrong}";
        foreach (var kind in models.Kinds(program))
        {
            var graph = Meaning(spec, kind);
            var (expected, nudged) = (Interpreter.Outputs(graph, bindings), Interpreter.Outputs(graph, near));
            if (kind == ProgramKind.TrainStep && !isDouble) Blur(graph, spec, bindings, nudged);
            var results = new[] { 1, 2 }.Select(threads => models.Emitted.Run(spec.Name, kind, bindings, Device.CpuWith(threads))).ToList();
            foreach (var (output, number) in graph.Outputs.Select((output, number) => (output, number)))
            {
                var (one, two) = (results[0][(output.Role, output.Target)], results[1][(output.Role, output.Target)]);
                if (!one.SequenceEqual(two)) yield return $"{kind}: {output.Role} {output.Target} has other bits with two threads";
                if (Difference(expected[number].Data, nudged[number].Data, one, isDouble) is { } difference)
                    yield return $"{kind}: {output.Role} {output.Target}, call {call}, {difference}";
            }
        }
    }

    /// <summary>
    /// Where a gradient is nothing but what rounding leaves, Adam's step is by the whole rate in any direction: there an update may be as
    /// far off.
    /// </summary>
    private static void Blur(Graph step, ModelSpec spec, Bindings bindings, Value[] nudged)
    {
        const double noise = 1e-6;
        var gradients = Meaning(spec, ProgramKind.Gradients);
        var values = gradients.Outputs.Zip(Interpreter.Outputs(gradients, bindings))
            .ToDictionary(pair => (pair.First.Role, pair.First.Target), pair => pair.Second.Data);
        foreach (var (output, update) in step.Outputs.Zip(nudged))
        {
            if (!values.TryGetValue((OutputRole.Gradient, output.Target), out var gradient)) continue;
            for (var index = 0; index < gradient.Length; index++)
            {
                if (Math.Abs(gradient[index]) < noise) update.Data[index] += bindings.HostScalars["learning_rate"];
            }
        }
    }

    /// <summary>
    /// The first element that is farther off than can be: the tolerance, or many times what rounding of inputs makes of it; in floats more,
    /// since a sum of products rounds many times.
    /// </summary>
    private static string? Difference(double[] expected, double[] nudged, double[] actual, bool isDouble)
    {
        var (tolerance, times) = isDouble ? (1e-9, 20) : (2e-5, 60);
        for (var index = 0; index < expected.Length; index++)
        {
            var (wanted, margin) = (expected[index], Math.Abs(expected[index] - nudged[index]));
            if (double.IsFinite(wanted) ? Math.Abs(wanted - actual[index]) <= (tolerance * Math.Max(1, Math.Abs(wanted))) + (times * margin)
                : !double.IsFinite(actual[index])) continue;
            var both = $"{string.Join(" ", actual)} and not {string.Join(" ", expected)}";
            return $"[{index}] is {actual[index]:R} and not {wanted:R} +- {margin:R}: {both}";
        }

        return null;
    }
}
