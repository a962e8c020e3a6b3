using ModelGen.Generator.IR;
using ModelGen.Generator.Models;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Tests.Oracle;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>
/// What is wrong with the code that a random program became: its values, loss, gradients and step must be those of the graph as it was
/// read, no pass run, with one thread and with two; and the gradients of that graph must be central differences.
/// </summary>
internal static class ProgramFaults
{
    private const int Calls = 2;

    /// <summary>The first fault of a program among those that were compiled; null where there is none.</summary>
    public static string? Of(ProgramModels models, RandomProgram program, bool isDouble)
    {
        var name = ProgramModels.Name(program, isDouble);
        if (models.Fault(name) is { } fault) return fault;
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
        => [.. graph.Parameters.Select(parameter => parameter.Name).Except(Compiler.Untrained(graph))];

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
            var results = new[] { 1, 2 }.Select(threads => models.Emitted.Run(spec.Name, kind, bindings, Device.CpuWith(threads))).ToList();
            foreach (var (output, number) in graph.Outputs.Select((output, number) => (output, number)))
            {
                var (one, two) = (results[0][(output.Role, output.Target)], results[1][(output.Role, output.Target)]);
                if (!one.SequenceEqual(two)) yield return $"{kind}: {output.Role} {output.Target} has other bits with two threads";
                if (Difference(expected[number].Data, nudged[number].Data, one, isDouble ? 1e-9 : 2e-5) is { } difference)
                    yield return $"{kind}: {output.Role} {output.Target}, call {call}, {difference}";
            }
        }
    }

    /// <summary>
    /// The first element that is farther off than can be: the tolerance, or 20 times what rounding of inputs makes of it.
    /// </summary>
    private static string? Difference(double[] expected, double[] nudged, double[] actual, double tolerance)
    {
        for (var index = 0; index < expected.Length; index++)
        {
            var (wanted, margin) = (expected[index], Math.Abs(expected[index] - nudged[index]));
            if (double.IsFinite(wanted) ? Math.Abs(wanted - actual[index]) <= (tolerance * Math.Max(1, Math.Abs(wanted))) + (20 * margin)
                : !double.IsFinite(actual[index])) continue;
            var both = $"{string.Join(" ", actual)} and not {string.Join(" ", expected)}";
            return $"[{index}] is {actual[index]:R} and not {wanted:R} +- {margin:R}: {both}";
        }

        return null;
    }
}
