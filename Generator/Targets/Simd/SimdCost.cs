using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// The approximate cost of an element, by which work is split between threads: a thread is not woken for less work than that is worth. In
/// cycles of a vector of eight floats, as measured for <c>VectorMath</c> in a loop.
/// </summary>
internal static class SimdCost
{
    private const double Lanes = 8;

    /// <summary>
    /// Cycles of an element of the space, 1 or more: what a thread is given is counted in visits of an element that is only read and
    /// written.
    /// </summary>
    public static int OfElement(LoopNestBody body)
    {
        var cycles = body.Phases.Where(phase => !phase.PerRow)
            .Sum(phase => phase.Program.Instructions.Sum(instruction => instruction.Cycles) + phase.Reductions.Count + phase.Stores.Count);
        return Math.Max(1, (int)Math.Round(cycles / Lanes));
    }
}
