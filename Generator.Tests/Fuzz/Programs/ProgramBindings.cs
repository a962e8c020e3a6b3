using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>What a random program is called with, by its seed and the number of the call.</summary>
internal static class ProgramBindings
{
    private static readonly (long N, long T)[] Sizes = [(3, 4), (1, 1), (2, 3), (5, 1), (1, 5), (17, 2), (4, 3), (1, 2), (2, 1), (9, 6)];

    private static readonly long[] Counts = [3, 0, -2, 1, 4, 2, -1];

    /// <param name="spec">The model.</param>
    /// <param name="seed">The seed, of the numbers too.</param>
    /// <param name="call">0 for the first call, 1 for the next one, ...</param>
    /// <param name="nudge">By how much each number is off, relative to it: what the results change by tells how well they
    /// can be known.</param>
    public static Bindings Of(ModelSpec spec, int seed, int call, double nudge = 0)
    {
        var (n, t) = Sizes[(seed + (call * 3)) % Sizes.Length];
        var bindings = new Bindings
        {
            Symbols = { ["N"] = n, ["T"] = t, ["K"] = Counts[(seed + (call * 2)) % Counts.Length], ["M"] = (seed / 2 + call) % 2 },
            HostScalars = { ["learning_rate"] = 0.05, ["step"] = 1 },
        };
        foreach (var input in spec.Graph.Inputs) bindings.Inputs[input.Name] = Fill(input.Name, input.Type);
        foreach (var parameter in spec.Graph.Parameters) bindings.Parameters[parameter.Name] = Fill(parameter.Name, parameter.Type);
        foreach (var state in States(spec)) bindings.States[state.Name] = new double[bindings.Count(state)];
        return bindings;

        double[] Fill(string name, TensorType type)
        {
            var count = (int)type.Shape.Size.Evaluate(bindings.Symbols);
            var hash = name.Aggregate(seed % 1000, (sum, letter) => ((sum * 31) + letter) & 0xfffff);
            if (!type.Element.IsFloat()) return [.. Enumerable.Range(0, count).Select(index => (double)((hash + (index * index)) % 2))];
            var offset = Numbers.Uniform(hash + 1, count, -nudge, nudge);
            return [.. Numbers.Uniform(hash, count, -1.5, 1.5)
                .Select((value, index) => (spec.Float == ElementType.Float64 ? value : (float)value) * (1 + offset[index]))];
        }
    }

    private static IEnumerable<StateInfo> States(ModelSpec spec) => ProgramFaults.Meaning(spec, ProgramKind.TrainStep).States;
}
