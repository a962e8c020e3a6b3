using ModelGen.Generator.Emit;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Backends.Simd;

/// <summary>Writes the reductions of a row: a vector of partial results, and at the row's end one number in every lane of a register.</summary>
internal sealed class SimdReductions(SourceWriter writer, SimdKernelText text, Phase phase)
{
    public void Begin()
    {
        foreach (var reduction in phase.Reductions)
        {
            var partial = Partial(reduction);
            writer.Line(reduction.Kind switch
            {
                OpKind.ReduceSum => $"var {partial} = {text.FloatLanes}.Zero;",
                OpKind.ReduceMaximum => $"var {partial} = Vector.Create({text.Float}.NegativeInfinity);",
                _ => $"var {partial} = {text.Float}.NegativeInfinity;\nvar {partial}At = -1L;",
            });
        }
    }

    /// <summary>Takes the values of one vector.</summary>
    public void Take(SimdPhase values, string count, string index)
    {
        foreach (var reduction in phase.Reductions)
        {
            var (partial, value) = (Partial(reduction), values.Value(reduction.Value));
            writer.Line(reduction.Kind switch
            {
                OpKind.ReduceSum => $"{partial} += {Kept(value, count, "0")};",
                OpKind.ReduceMaximum => $"{partial} = VectorMath.Maximum({partial}, {Kept(value, count, text.Float + ".NegativeInfinity")});",
                _ => $"Lanes.ArgMax({value}, {count}, {index}, ref {partial}, ref {partial}At);",
            });
        }
    }

    public void End()
    {
        foreach (var reduction in phase.Reductions)
        {
            var (partial, register) = (Partial(reduction), KernelText.Register(reduction.Register));
            writer.Line(reduction.Kind switch
            {
                OpKind.ReduceSum => $"var {register} = Vector.Create(Lanes.Sum({partial}));",
                OpKind.ReduceMaximum => $"var {register} = Vector.Create(Lanes.Max({partial}));",
                _ => $"var {register} = Vector.Create(({text.Int}){partial}At);",
            });
        }
    }

    /// <summary>The lanes of a value that count; the others are neutral.</summary>
    private string Kept(string value, string count, string neutral) => count == text.AllLanes ? value : $"Lanes.Keep({value}, {count}, {neutral})";

    private static string Partial(KernelReduction reduction) => reduction.Kind switch
    {
        OpKind.ReduceSum => "sum",
        OpKind.ReduceMaximum => "maximum",
        _ => "best",
    } + GraphText.Number(reduction.Register);
}
