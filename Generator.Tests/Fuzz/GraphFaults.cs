using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>What is wrong with a graph after passes, and with the program that is made of it; null where nothing is.</summary>
internal static class GraphFaults
{
    private static readonly GraphPass FoldedBranches = new("fold branches",
        graph => FoldBranches.Run(graph, new Dictionary<string, double>()), "conditions of constants");

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
                after = ControlFlow.TransformRecursively(current, pass.Run);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                return $"{pass.Name} fails: {Text(exception)}";
            }

            if (GraphVerifier.Faults(after).FirstOrDefault() is { } fault)
                return $"{pass.Name}: {fault}\nafter:\n{GraphPrinter.Print(after)}";
            if (!ReferenceEquals(after, current) && Difference(expected, Interpreter.Outputs(after, bindings), graph) is { } difference)
                return $"{pass.Name}: {difference}\nafter:\n{GraphPrinter.Print(after)}";
            current = after;
        }

        return null;
    }

    /// <summary>Compiles the calls of a model and runs the kernels of some of them in the memory that was planned.</summary>
    public static string? InKernels(Graph graph, Bindings bindings, OptimizerSpec? optimizer, params ProgramKind[] kinds)
    {
        try
        {
            if (Meaning(graph, bindings) is null) return null;
            var model = Compiler.Compile(graph, graph.Inputs.Select(input => input.Name).ToList(), [], optimizer);
            return kinds.Select(kind => InKernels(model, Source(graph, kind, optimizer), kind, bindings with { States = [] }))
                .FirstOrDefault(fault => fault is not null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Text(exception);
        }
    }

    private static string? InKernels(CompiledModel model, Graph source, ProgramKind kind, Bindings bindings)
    {
        RandomBindings.AddStates(bindings, source.States);
        var machine = Machine(model, bindings);
        var outputs = machine.Run(kind);
        if (machine.Watch!.Faults.Count > 0 && !HasUndefined(source)) return "memory: " + machine.Watch.Faults[0];
        var expected = Interpreter.Outputs(source, bindings);
        return Defined(source, expected).Select(number => Compare(source.Outputs[number], expected[number]))
            .FirstOrDefault(fault => fault is not null);

        string? Compare(GraphOutput output, Value expected)
            => Difference(expected.Data,
                output.Role == OutputRole.Update ? machine.Persistent(output.Target) : outputs[(output.Role, output.Target)], output);
    }

    private static KernelInterpreter Machine(CompiledModel model, Bindings bindings)
    {
        var machine = new KernelInterpreter(model, bindings.Symbols) { Watch = new() };
        foreach (var (name, number) in bindings.HostScalars) machine.HostScalars[name] = number;
        foreach (var (name, data) in bindings.Inputs) machine.Inputs[name] = data;
        foreach (var (name, data) in bindings.Parameters.Concat(bindings.States)) machine.SetPersistent(name, data);
        return machine;
    }

    /// <summary>What a call means, before all passes but the one that tells whether the model trains.</summary>
    private static Graph Source(Graph graph, ProgramKind kind, OptimizerSpec? optimizer)
    {
        OutputRole[] roles = kind switch
        {
            ProgramKind.Predict => [OutputRole.Result],
            ProgramKind.TrainStep => [OutputRole.Loss, OutputRole.Update],
            _ => [OutputRole.Loss],
        };
        var own = DeadNodes.Run(graph with { Outputs = graph.Outputs.Where(output => roles.Contains(output.Role)).ToEquatableArray() });
        var isTraining = kind is ProgramKind.Gradients or ProgramKind.TrainStep;
        var known = FoldBranches.Run(own, new Dictionary<string, double> { [HostValues.Training] = isTraining ? 1 : 0 });
        return kind switch
        {
            ProgramKind.Gradients => Differentiate.Run(known, Wanted(graph)),
            ProgramKind.TrainStep =>
                OptimizerStep.Run(Differentiate.Run(known, [.. Trained(graph).Except(ProgramGraphs.Untrained(graph))]), optimizer!),
            _ => known,
        };
    }

    /// <summary>What gradients are taken of: as the compiler does, of parameters and of float inputs.</summary>
    public static IReadOnlyList<string> Wanted(Graph graph)
        => [.. Trained(graph), .. graph.Inputs.Where(input => input.Type.Element.IsFloat()).Select(input => input.Name)];

    private static IReadOnlyList<string> Trained(Graph graph)
        => [.. graph.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name)];

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

    private static string? Difference(Value[] expected, Value[] actual, Graph graph) => Defined(graph, expected)
        .Select(number => !expected[number].Dims.SequenceEqual(actual[number].Dims)
            ? $"output {number} was of another shape"
            : Difference(expected[number].Data, actual[number].Data, graph.Outputs[number]))
        .FirstOrDefault(fault => fault is not null);

    /// <summary>
    /// The outputs that have a meaning, by their numbers. Of a loss that is not a number a gradient is none either, though some ways to
    /// compute it multiply by fewer of a padding's zeros than others.
    /// </summary>
    private static IEnumerable<int> Defined(Graph graph, Value[] values)
    {
        var numbers = Enumerable.Range(0, values.Length);
        return numbers.All(number => graph.Outputs[number].Role != OutputRole.Loss || values[number].Data.All(double.IsFinite)) ? numbers
            : numbers.Where(number => graph.Outputs[number].Role is not (OutputRole.Gradient or OutputRole.Update));
    }

    private static string? Difference(double[] expected, double[] actual, GraphOutput output)
    {
        return expected.Length == actual.Length && expected.Zip(actual, Agree).All(close => close) ? null
            : $"{output.Role} {output.Target} was {string.Join(" ", expected)}, is {string.Join(" ", actual)}";

        // Of an infinite gradient the sum of what reaches a value along several ways is NaN or infinite, by the order of its operations.
        bool Agree(double expected, double actual)
            => Numbers.Close(expected, actual, 1e-9)
                || (output.Role is OutputRole.Gradient or OutputRole.Update && !double.IsFinite(expected) && !double.IsFinite(actual));
    }

    /// <summary>Whether sides of branches leave values that nobody may use, which copies read all the same.</summary>
    private static bool HasUndefined(Graph graph)
        => graph.Nodes.Any(node => node.Kind == OpKind.Undefined || node.Bodies.Any(HasUndefined));
}
