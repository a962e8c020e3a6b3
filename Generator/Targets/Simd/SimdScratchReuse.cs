using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// A value that several phases of a row compute, such as the exponentials of a softmax, is computed in the first and kept in the result's
/// buffer, since a load is cheaper than recomputation.
/// </summary>
internal static class SimdScratchReuse
{
    // Cycles of a vector, above which a value is worth a store and a load.
    private const double LeastCycles = 8;

    public static LoopNestBody Apply(Kernel kernel, LoopNestBody body)
    {
        var phases = body.Phases.ToArray();
        if (body.Kind != LoopNestKind.Row || phases.Length < 2) return body;
        foreach (var (last, argument) in Scratch(kernel, body))
            Keep(phases, last, argument, kernel.Arguments[argument].Type, axis => axis >= body.RowRank);
        return body with { Steps = phases.ToEquatableArray() };
    }

    /// <summary>
    /// The results that are written once, an element at each place of the space, and not read, each with the number of its phase.
    /// </summary>
    private static IEnumerable<(int Phase, int Argument)> Scratch(Kernel kernel, LoopNestBody body)
    {
        var everywhere = AffineIndex.Linear(body.Space, AffineIndex.Identity(body.Space.Rank), body.Space.Rank);
        return body.Phases.SelectMany((phase, number) => phase.Stores.Select(store => (Phase: number, Store: store)))
            .GroupBy(one => one.Store.Argument)
            .Where(stores => kernel.Arguments[stores.Key] is { IsRead: false } result && result.Type.IsFloat() && stores.Count() == 1)
            .Select(stores => stores.Single())
            .Where(one => !body.Phases[one.Phase].PerRow && one.Store.Scatter is null && one.Store.Index == everywhere)
            .Select(one => (one.Phase, one.Store.Argument));
    }

    private static void Keep(Phase[] phases, int last, int argument, ElementType type, Func<int, bool> isLoopAxis)
    {
        var (later, result) = (phases[last], phases[last].Stores.First(store => store.Argument == argument));
        for (var first = 0; first < last; first++)
        {
            if (phases[first].PerRow || (phases[first].StopsAtDiagonal && !later.StopsAtDiagonal)
                || Worthwhile(phases[first].Program, later.Program, result.Value, type, isLoopAxis) is not var (before, after)) continue;
            phases[first] = phases[first] with
            {
                Stores = phases[first].Stores.Append(result with { Value = before, BeyondDiagonal = null }).ToEquatableArray()
            };
            phases[last] = Loading(later, after, new(argument, result.Index, [], later.Program.Instructions[after].Type));
            return;
        }
    }

    /// <summary>A phase that loads a value instead of computing it.</summary>
    private static Phase Loading(Phase phase, int value, LoadInstruction load)
        => DeadInstructionElimination.Run(phase with
        {
            Program = phase.Program with
            {
                Instructions = phase.Program.Instructions.Select((one, number) => number == value ? load : one).ToEquatableArray()
            }
        });

    /// <summary>
    /// The most expensive value of a type that both programs compute and a result of the later one depends on: its instruction number in
    /// both.
    /// </summary>
    private static (int Before, int After)? Worthwhile(ScalarProgram earlier, ScalarProgram later, int result, ElementType type,
        Func<int, bool> isLoopAxis)
    {
        var (same, varies, needed) = (Same(earlier, later), LoopInvariance.FindVarying(later, isLoopAxis, registersVary: false),
            DeadInstructionElimination.FindLive(later, [result]));
        var (best, cycles) = (-1, LeastCycles);
        for (var number = 0; number < same.Length; number++)
        {
            if (same[number] < 0 || !varies[number] || !needed[number] || !IsWorth(later.Instructions[number], type, cycles)) continue;
            (best, cycles) = (number, later.Instructions[number].Cycles);
        }

        return best < 0 ? null : (same[best], best);
    }

    private static bool IsWorth(ScalarInstruction instruction, ElementType type, double cycles)
        => instruction.Type == type && instruction.Cycles >= cycles;

    /// <summary>For each instruction of the later program the number of the one that computes the same in the earlier, or -1.</summary>
    private static int[] Same(ScalarProgram earlier, ScalarProgram later)
    {
        var known = new Dictionary<ScalarInstruction, int>();
        for (var number = 0; number < earlier.Instructions.Count; number++) known[earlier.Instructions[number]] = number;
        var same = new int[later.Instructions.Count];
        for (var number = 0; number < same.Length; number++)
        {
            var there = later.Instructions[number].WithSources(source => same[source]);
            same[number] = there.Sources.All(source => source >= 0) && known.TryGetValue(there, out var before) ? before : -1;
        }

        return same;
    }
}
