using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>
/// What is wrong with the gradients of a graph: they must be what central differences along a direction say, (f(x + hv) - f(x - hv)) / 2h.
/// </summary>
internal static class GradientFaults
{
    private const double Step = 1e-4;

    private const double Tolerance = 1e-5;

    public static string? AgainstDifferences(Graph graph, Bindings bindings, int seed)
    {
        if (!RandomBindings.Meets(graph, bindings)) return null;
        bindings = bindings with { KeepsConverted = true };
        try
        {
            var wanted = GraphFaults.Wanted(graph).Where(name => name != "y").ToList();
            var differentiated = Differentiate.Run(graph, wanted);
            if (GraphVerifier.Faults(differentiated).FirstOrDefault() is { } broken)
                return $"differentiated: {broken}\n{GraphPrinter.Print(differentiated)}";
            var gradients = Interpreter.Outputs(differentiated, bindings, OutputRole.Gradient);
            return wanted.Select(name => Fault(graph, bindings, name, gradients[name].Data, seed))
                .FirstOrDefault(fault => fault is not null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return GraphFaults.Text(exception);
        }
    }

    /// <summary>Whether the loss depends on a parameter as smoothly as a difference needs to say something.</summary>
    public static bool CanJudge(Graph graph, Bindings bindings, int seed)
        => graph.Parameters.Any(parameter => Difference(graph, bindings, parameter.Name, seed) is { } slope && slope != 0);

    private static string? Fault(Graph graph, Bindings bindings, string name, double[] gradient, int seed)
    {
        var along = gradient.Zip(Direction(gradient.Length, seed), (g, v) => g * v).Sum();
        return Difference(graph, bindings, name, seed) is not { } slope || Numbers.Close(slope, along, Tolerance) ? null
            : $"along a direction of {name} differences are {slope:R}, the gradient {along:R}: {string.Join(" ", gradient)}";
    }

    /// <summary>
    /// The derivative along the direction, to more than the tolerance; null where it is not as sure: of a smooth function the error of a
    /// difference is a quarter at half the step, so that two steps tell the limit, and two such limits how sure it is.
    /// </summary>
    private static double? Difference(Graph graph, Bindings bindings, string name, int seed)
    {
        var data = bindings.Parameters.TryGetValue(name, out var parameter) ? parameter : bindings.Inputs[name];
        var direction = Direction(data.Length, seed);
        var detached = new DetachedValues();
        var evaluated = bindings with { Detached = detached };
        Interpreter.Run(graph, evaluated);
        var (whole, half, quarter) = (Slope(Step), Slope(Step / 2), Slope(Step / 4));
        var (coarse, fine) = (((4 * half) - whole) / 3, ((4 * quarter) - half) / 3);
        return double.IsFinite(fine) && Numbers.Close(coarse, fine, Tolerance / 4) ? fine : null;

        double Slope(double h) => (At(h) - At(-h)) / (2 * h);

        double At(double h)
        {
            var kept = data.ToArray();
            for (var index = 0; index < data.Length; index++) data[index] += h * direction[index];
            detached.Rewind();
            var loss = Interpreter.Outputs(graph, evaluated, OutputRole.Loss).Values.Single().Data[0];
            kept.CopyTo(data, 0);
            return loss;
        }
    }

    private static double[] Direction(int count, int seed) => Numbers.Uniform(seed, count, -1, 1);
}
