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
                LoadInstruction load when !load.Within.All(bounds => Within(bounds, place)) => 0,
                LoadInstruction { Rows: { } rows } load =>
                    values[rows.Number] >= 0 && values[rows.Number] < rows.Count.Evaluate(symbols)
                        ? stored[load.Node].Data[At(load.Index, place) + ((long)values[rows.Number] * rows.Stride.Evaluate(symbols))]
                        : 0,
                LoadInstruction load => stored[load.Node].Data[At(load.Index, place)],
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
