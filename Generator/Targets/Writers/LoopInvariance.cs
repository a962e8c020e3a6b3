using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Writers;

/// <summary>
/// Finds the instructions that vary along some axes of the space; the others are loop-invariant and hoisted.
/// </summary>
internal static class LoopInvariance
{
    /// <summary>For each instruction whether it depends on the coordinate of an axis that <paramref name="isLoopAxis"/> names.</summary>
    /// <param name="registersVary">Whether registers do too, as the product of a contraction does.</param>
    public static bool[] FindVarying(ScalarProgram program, Func<int, bool> isLoopAxis, bool registersVary)
    {
        var varies = new bool[program.Instructions.Count];
        for (var number = 0; number < varies.Length; number++)
        {
            var instruction = program.Instructions[number];
            varies[number] = Varies(instruction, isLoopAxis, registersVary) || instruction.Sources.Any(source => varies[source]);
        }

        return varies;
    }

    /// <summary>Whether an instruction itself varies, whatever it takes.</summary>
    private static bool Varies(ScalarInstruction instruction, Func<int, bool> isLoopAxis, bool registersVary)
    {
        return instruction switch
        {
            LoadInstruction load => Moves(load.Index) || load.Within.Any(bounds => Moves(bounds.Index)),
            RegisterInstruction => registersVary,
            IndexInstruction index => Moves(index.Index),
            RandomInstruction random => Moves(random.Index),
            BoundsInstruction bounds => Moves(bounds.Bounds.Index),
            _ => false,
        };

        bool Moves(AffineIndex index) => index.Coefficients.Where((coefficient, axis) => isLoopAxis(axis) && !coefficient.IsZero).Any();
    }
}
