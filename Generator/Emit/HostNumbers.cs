using ModelGen.Generator.Backends;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;

namespace ModelGen.Generator.Emit;

/// <summary>Writes the numbers that the host computes for a call, in double precision, such as Adam's bias corrections.</summary>
internal static class HostNumbers
{
    public static string Name(int node) => "number" + GraphText.Number(node);

    public static void Write(SourceWriter writer, IEnumerable<Node> nodes)
    {
        foreach (var node in nodes) writer.Line($"double {Name(node.Id)} = {Expression(node)};");
    }

    private static string Expression(Node node)
    {
        var x = node.Inputs.Select(Name).ToList();
        return node.Kind switch
        {
            OpKind.Constant => Literals.Double(node.Arguments.Value),
            OpKind.DimValue => DimText.Of(node.Arguments.Dims[0]),
            OpKind.HostScalar => node.Arguments.Name == OptimizerStep.LearningRate ? "LearningRate" : "StepCount",
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
