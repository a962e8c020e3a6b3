using ModelGen.Generator.CSharp;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Writers;

/// <summary>
/// Writes scalar programs as C#, one <c>var</c> an instruction; constants and host scalars are written where they are used. What differs
/// between backends (how a lane is loaded, what a comparison yields, whose exp it is) they say by overriding.
/// </summary>
internal abstract class ScalarWriter
{
    /// <summary>Declares the instructions of a program that are wanted, under names that begin with <paramref name="prefix"/>.</summary>
    /// <param name="names">Gets the expression for each instruction; those declared earlier, outside a loop say, are there already.</param>
    public void Write(SourceWriter writer, ScalarProgram program, Func<int, bool> wanted, string[] names, string prefix)
    {
        for (var number = 0; number < program.Instructions.Count; number++)
        {
            if (names[number] is not null || !wanted(number)) continue;
            var instruction = program.Instructions[number];
            var text = Expression(instruction, names);
            if (instruction is ConstantInstruction or HostInstruction or RegisterInstruction)
            {
                names[number] = text;
                continue;
            }

            names[number] = prefix + GraphText.Number(number);
            writer.Line($"var {names[number]} = {text};");
        }
    }

    private string Expression(ScalarInstruction instruction, string[] names) => instruction switch
    {
        ConstantInstruction constant => Constant(constant),
        HostInstruction host => Host(host),
        RegisterInstruction register => Register(register),
        LoadInstruction load => Load(load, names),
        IndexInstruction index => Index(index),
        RandomInstruction random => Random(random),
        BoundsInstruction bounds => Bounds(bounds),
        ComputeInstruction compute => Function(compute, compute.Operands.Select(operand => names[operand]).ToEquatableArray()),
        _ => throw new ArgumentOutOfRangeException(nameof(instruction), instruction, "unknown instruction"),
    };

    protected abstract string Constant(ConstantInstruction constant);

    protected abstract string Host(HostInstruction host);

    protected abstract string Register(RegisterInstruction register);

    /// <param name="load">The instruction.</param>
    /// <param name="names">The expressions of the instructions before it.</param>
    protected abstract string Load(LoadInstruction load, IReadOnlyList<string> names);

    protected abstract string Index(IndexInstruction index);

    protected abstract string Random(RandomInstruction random);

    /// <summary>What tells one stream of random numbers from another, as arguments.</summary>
    protected static string Stream(RandomInstruction random)
        => $"{GraphText.Number(random.Stream)}u, (uint)({DimText.Format(random.Iteration)}), {DimText.Format(RandomInstruction.Step)}, "
            + $"{DimText.Format(RandomInstruction.Seed)}";

    protected abstract string Bounds(BoundsInstruction bounds);

    /// <summary>An elementwise primitive, by its form in the table.</summary>
    protected abstract string Function(ComputeInstruction compute, EquatableArray<string> operands);
}
