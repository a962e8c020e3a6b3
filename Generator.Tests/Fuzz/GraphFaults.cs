using ModelGen.Generator.IR;
using ModelGen.Generator.Models;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Tests.Oracle;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>What is wrong with a graph after passes, and with the program that is made of it; null where nothing is.</summary>
internal static class GraphFaults
{
    private static readonly GraphPass FoldedBranches = new("fold branches", graph => FoldBranches.Run(graph, new Dictionary<string, double>()), "conditions of constants");

    /// <summary>All passes of the compiler, in its order.</summary>
    public static IReadOnlyList<GraphPass> Passes { get; } = [FoldedBranches, .. GraphPasses.All];

    /// <summary>Runs passes one after the other: after each the verifier is content and every output means what it meant.</summary>
    public static string? AfterPasses(Graph graph, Bindings bindings, IEnumerable<GraphPass> passes)
    {
        if (Meaning(graph, bindings) is not { } expected) return null;
        var current = graph;
        foreach (var pass in passes)
        {
            Graph after;
            try
            {
                after = ControlFlow.Deep(current, pass.Run);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                return $"{pass.Name} fails: {Text(exception)}";
            }

            if (GraphVerifier.Faults(after).FirstOrDefault() is { } fault) return $"{pass.Name}: {fault}\nafter:\n{GraphPrinter.Print(after)}";
            if (!ReferenceEquals(after, current) && Difference(expected, Interpreter.Outputs(after, bindings), graph) is { } difference) return $"{pass.Name}: {difference}\nafter:\n{GraphPrinter.Print(after)}";
            current = after;
        }

        return null;
    }

    /// <summary>Compiles one call and runs its kernels in the memory that was planned for them.</summary>
    public static string? InKernels(Graph graph, Bindings bindings, ProgramKind kind)
    {
        try
        {
            if (Meaning(graph, bindings) is null) return null;
            var source = kind == ProgramKind.Predict ? graph : Differentiate.Run(graph, Wanted(graph));
            var model = Compiler.Run(graph, graph.Inputs.Select(input => input.Name).ToList(), [], null);
            var watch = new ArenaWatch();
            var machine = new KernelInterpreter(model, bindings.Symbols) { Watch = watch };
            foreach (var (name, number) in bindings.HostScalars) machine.HostScalars[name] = number;
            foreach (var (name, data) in bindings.Inputs) machine.Inputs[name] = data;
            foreach (var (name, data) in bindings.Parameters) machine.SetPersistent(name, data);
            var outputs = machine.Run(kind);
            if (watch.Faults.Count > 0 && !HasUndefined(source)) return "memory: " + watch.Faults[0];
            var meant = Interpreter.Outputs(source, bindings with { HostScalars = new(bindings.HostScalars) { ["training"] = kind == ProgramKind.Predict ? 0 : 1 } });
            return source.Outputs.Zip(meant).Where(pair => outputs.ContainsKey((pair.First.Role, pair.First.Target)))
                .Select(pair => Difference(pair.Second.Data, outputs[(pair.First.Role, pair.First.Target)], $"{pair.First.Role} {pair.First.Target}")).FirstOrDefault(fault => fault is not null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Text(exception);
        }
    }

    /// <summary>What gradients are taken of: as the compiler does, of parameters and of float inputs.</summary>
    public static IReadOnlyList<string> Wanted(Graph graph)
        => [.. graph.Parameters.Select(parameter => parameter.Name), .. graph.Inputs.Where(input => input.Type.Element.IsFloat()).Select(input => input.Name)];

    /// <summary>The values of the outputs; null for a graph without a meaning, as a step of shrinking can leave.</summary>
    private static Value[]? Meaning(Graph graph, Bindings bindings)
    {
        if (!RandomBindings.Meets(graph, bindings)) return null;
        try
        {
            return Interpreter.Outputs(graph, bindings);
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>What was thrown, and the first places that it passed.</summary>
    public static string Text(Exception exception) => string.Join("\n", exception.ToString().Split('\n').Take(5));

    private static string? Difference(Value[] expected, Value[] actual, Graph graph) => Enumerable.Range(0, expected.Length)
        .Select(number => !expected[number].Dims.SequenceEqual(actual[number].Dims) ? $"output {number} was of another shape" : Difference(expected[number].Data, actual[number].Data, graph.Outputs[number].Target))
        .FirstOrDefault(fault => fault is not null);

    private static string? Difference(double[] expected, double[] actual, string what)
        => expected.Length == actual.Length && expected.Zip(actual, (a, b) => Numbers.Close(a, b, 1e-9)).All(close => close) ? null
            : $"{what} was {string.Join(" ", expected)}, is {string.Join(" ", actual)}";

    /// <summary>Whether sides of branches leave values that nobody may use, which copies read all the same.</summary>
    private static bool HasUndefined(Graph graph) => graph.Nodes.Any(node => node.Kind == OpKind.Undefined || node.Arguments.Bodies.Any(HasUndefined));
}
