using ModelGen.Generator.Kernels;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Backends.Simd;

/// <summary>
/// What several phases of a row compute, as a softmax its exponentials, for their sum and for the result, is computed by the first and kept in the
/// place where the result will be: to load it takes less time than to compute it again.
/// </summary>
internal static class SimdKeptValues
{
    // Cycles of a vector, above which a value is worth a store and a load.
    private const double LeastCycles = 8;

    public static WalkBody Of(Kernel kernel, WalkBody body)
    {
        var phases = body.Phases.ToArray();
        if (body.Kind != WalkKind.Row || phases.Length < 2) return body;
        foreach (var argument in Scratch(kernel, body)) Keep(phases, argument, axis => axis >= body.Kept);
        return body with { Steps = phases.ToEquatableArray() };
    }

    /// <summary>The results that are written once, an element at each place of the space, and not read.</summary>
    private static IEnumerable<int> Scratch(Kernel kernel, WalkBody body)
    {
        var rank = body.Space.Rank;
        var everywhere = AffineIndex.Linear(body.Space, Enumerable.Range(0, rank).Select(axis => AffineIndex.Axis(axis, rank)).ToList(), rank);
        return body.Phases.SelectMany(phase => phase.Stores).GroupBy(store => store.Argument)
            .Where(stores => stores.Count() == 1 && stores.Single().Scatter is null && stores.Single().Index == everywhere)
            .Where(stores => kernel.Arguments[stores.Key] is { IsRead: false } argument && argument.Type == kernel.Float)
            .Select(stores => stores.Key);
    }

    private static void Keep(Phase[] phases, int argument, Func<int, bool> isWalked)
    {
        var last = Array.FindIndex(phases, phase => phase.Stores.Any(store => store.Argument == argument));
        var (later, store) = (phases[last], phases[last].Stores.First(store => store.Argument == argument));
        if (later.PerRow) return;
        for (var first = 0; first < last; first++)
        {
            if (phases[first].PerRow || Worthwhile(phases[first].Program, later.Program, store.Value, isWalked) is not var (before, after)) continue;
            phases[first] = phases[first] with { Stores = phases[first].Stores.Append(store with { Value = before }).ToEquatableArray() };
            var load = new LoadInstruction(argument, store.Index, [], later.Program.Instructions[after].Type);
            phases[last] = LivePhase.Of(later with { Program = later.Program with { Instructions = later.Program.Instructions.Select((one, number) => number == after ? load : one).ToEquatableArray() } });
            return;
        }
    }

    /// <summary>The dearest value that a result of the later program needs and the earlier one computes too: its number in both.</summary>
    private static (int Before, int After)? Worthwhile(ScalarProgram earlier, ScalarProgram later, int result, Func<int, bool> isWalked)
    {
        var (same, varies, needed) = (Same(earlier, later), Variance.Of(later, isWalked, registersVary: false), LivePhase.Needed(later, [result]));
        var (best, cycles) = (-1, LeastCycles);
        for (var number = 0; number < same.Length; number++)
        {
            if (same[number] < 0 || !varies[number] || !needed[number] || SimdCost.Cycles(later.Instructions[number]) < cycles) continue;
            (best, cycles) = (number, SimdCost.Cycles(later.Instructions[number]));
        }

        return best < 0 ? null : (same[best], best);
    }

    /// <summary>For each instruction of the later program the number of the one that computes the same in the earlier, or -1.</summary>
    private static int[] Same(ScalarProgram earlier, ScalarProgram later)
    {
        var known = new Dictionary<ScalarInstruction, int>();
        for (var number = 0; number < earlier.Instructions.Count; number++) known[earlier.Instructions[number]] = number;
        var same = new int[later.Instructions.Count];
        for (var number = 0; number < same.Length; number++)
        {
            var moved = LivePhase.Moved(later.Instructions[number], operand => same[operand]);
            same[number] = LivePhase.Operands(moved).All(operand => operand >= 0) && known.TryGetValue(moved, out var before) ? before : -1;
        }

        return same;
    }
}
