using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets;

/// <summary>
/// Tells which instructions of a program change along some axes of the space, so that the others are computed outside of their loops.
/// </summary>
internal static class Variance
{
    /// <summary>For each instruction whether it depends on the coordinate of an axis that <paramref name="isWalked"/> names.</summary>
    /// <param name="registersVary">Whether registers do too, as the product of a contraction does.</param>
    public static bool[] Of(ScalarProgram program, Func<int, bool> isWalked, bool registersVary)
    {
        var varies = new bool[program.Instructions.Count];
        for (var number = 0; number < varies.Length; number++)
        {
            varies[number] = program.Instructions[number] switch
            {
                ReadInstruction load => Moves(load.Index) || load.Within.Any(bounds => Moves(bounds.Index)),
                RegisterInstruction => registersVary,
                IndexInstruction index => Moves(index.Index),
                RandomInstruction random => Moves(random.Index),
                BoundsInstruction bounds => Moves(bounds.Bounds.Index),
                _ => false,
            } || program.Instructions[number].Sources.Any(source => varies[source]);
        }

        return varies;

        bool Moves(AffineIndex index) => index.Coefficients.Where((coefficient, axis) => isWalked(axis) && !coefficient.IsZero).Any();
    }
}
