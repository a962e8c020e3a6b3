using ModelGen.Generator.Backends;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;

namespace ModelGen.Generator.Emit;

/// <summary>Writes the numbers that the host computes for a call, in double precision, such as Adam's bias corrections.</summary>
internal static class HostNumbers
{
    private static string Name(int node) => "number" + GraphText.Number(node);

    /// <summary>Declares the numbers that are computed; constants and what the call gives are written where they are used.</summary>
    public static void Write(SourceWriter writer, IReadOnlyList<Node> nodes)
    {
        foreach (var node in nodes.Where(node => Atom(node) is null)) writer.Line($"double {Name(node.Id)} = {Expression(node, nodes)};");
    }

    /// <summary>The expression that stands for a number after <see cref="Write"/>.</summary>
    public static string Use(int id, IReadOnlyList<Node> nodes) => Atom(nodes.First(node => node.Id == id)) ?? Name(id);

    private static string? Atom(Node node) => node.Kind switch
    {
        OpKind.Constant => Literals.Double(node.Arguments.Value),
        OpKind.DimValue => $"(double)({DimText.Of(node.Arguments.Dims[0])})",
        OpKind.HostScalar when ConstructorNumber.Parameter(node.Arguments.Name!) is { } parameter => ConstructorNumber.Property(parameter),
        OpKind.HostScalar => node.Arguments.Name == OptimizerStep.LearningRate ? "LearningRate" : "StepCount",
        _ => null,
    };

    private static string Expression(Node node, IReadOnlyList<Node> nodes)
    {
        var x = node.Inputs.Select(id => Use(id, nodes)).ToList();
        return node.Kind switch
        {
            OpKind.Detach or OpKind.ConvertToFloat => x[0],
            OpKind.Negate => $"-{x[0]}",
            OpKind.Add => $"{x[0]} + {x[1]}",
            OpKind.Subtract => $"{x[0]} - {x[1]}",
            OpKind.Multiply => $"{x[0]} * {x[1]}",
            OpKind.Divide => $"{x[0]} / {x[1]}",
            OpKind.Select => $"{x[0]} ? {x[1]} : {x[2]}",
            OpKind.Power => $"Math.Pow({x[0]}, {x[1]})",
            OpKind.Minimum => $"Math.Min({x[0]}, {x[1]})",
            OpKind.Maximum => $"Math.Max({x[0]}, {x[1]})",
            OpKind.Exp or OpKind.Log or OpKind.Sqrt or OpKind.Abs or OpKind.Tanh => $"Math.{node.Kind}({x[0]})",
            OpKind.Sign => $"HostMath.Sign({x[0]})",
            _ => $"HostMath.{node.Kind}({x[0]})",
        };
    }
}
