using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Oracle;

/// <summary>The plain meaning of a scalar program at one place of its iteration space, over the stored values of a graph.</summary>
internal sealed class ScalarInterpreter(ScalarProgram program, Value[] stored, IReadOnlyDictionary<string, long> symbols)
{
    /// <summary>The values of the results at a place.</summary>
    /// <exception cref="IndexOutOfRangeException">A load that its bounds admit lies outside its tensor.</exception>
    public double[] Run(int[] place)
    {
        var values = new double[program.Instructions.Count];
        for (var number = 0; number < values.Length; number++)
        {
            values[number] = program.Instructions[number] switch
            {
                ConstantInstruction constant => constant.Value,
                HostInstruction host => stored[host.Node].Data[0],
                IndexInstruction index => At(index.Index, place),
                RandomInstruction random => Philox.UnitFloat((uint)At(random.Index, place), (uint)random.Stream, 0, 0, 0),
                BoundsInstruction bounds => Within(bounds.Bounds, place) ? 1 : 0,
                LoadInstruction load => load.Within.All(bounds => Within(bounds, place))
                    ? stored[load.Node].Data[At(load.Index, place)]
                    : 0,
                GatherInstruction gather =>
                    gather.Within.All(bounds => Within(bounds, place)) && values[gather.Rows.Number] >= 0
                        && values[gather.Rows.Number] < gather.Rows.Count.Evaluate(symbols)
                    ? stored[gather.Node].Data[At(gather.Index, place)
                        + ((long)values[gather.Rows.Number] * gather.Rows.Stride.Evaluate(symbols))] : 0,
                ComputeInstruction { Op: OpKind.Convert, Operands: [var source] } convert =>
                    ScalarMeaning.Convert(values[source], program.Instructions[source].Type, convert.Type),
                ComputeInstruction compute => ScalarMeaning.Apply(compute.Op, [.. compute.Operands.Select(operand => values[operand])]),
                var other => throw new ArgumentOutOfRangeException(nameof(place), other, "unknown instruction"),
            };
        }

        return [.. program.Results.Select(result => values[result])];
    }

    private bool Within(Bounds bounds, int[] place)
    {
        var index = At(bounds.Index, place);
        return index >= 0 && index < bounds.Extent.Evaluate(symbols);
    }

    private long At(AffineIndex index, int[] place)
        => index.Offset.Evaluate(symbols) + index.Coefficients.Zip(place, (coefficient, at) => coefficient.Evaluate(symbols) * at).Sum();
}
