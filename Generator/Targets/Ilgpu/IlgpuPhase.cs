using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>Writes one phase: loop-invariant instructions before the loop, the others within.</summary>
internal sealed class IlgpuPhase
{
    private readonly SourceWriter _writer;
    private readonly Phase _phase;
    private readonly IlgpuScalarWriter _scalars;
    private readonly bool[] _varies;
    private readonly string[] _names;
    private readonly string _prefix;

    public IlgpuPhase(SourceWriter writer, IlgpuKernelText text, Phase phase, int number, IReadOnlyList<string?> coordinates,
        Func<int, bool> isLoopAxis)
    {
        (_writer, _phase) = (writer, phase);
        _scalars = new(text, phase.Program, coordinates);
        _varies = LoopInvariance.FindVarying(phase.Program, isLoopAxis, registersVary: false);
        _names = new string[phase.Program.Instructions.Count];
        _prefix = text.Kernel.Body.Phases.Count == 1 ? "v" : $"p{GraphText.Number(number)}v";
    }

    /// <summary>The value that a reduction takes.</summary>
    public string Value(int instruction) => _names[instruction];

    /// <summary>Declares the loop-invariant values.</summary>
    public void Outside() => _scalars.Write(_writer, _phase.Program, number => !_varies[number], _names, _prefix);

    /// <summary>Zeroes all rows of the scatter.</summary>
    public void Clear()
    {
        foreach (var store in _phase.Stores.Where(store => store.Scatter is not null))
        {
            using (_writer.Open($"for (long scattered = 0; scattered < {DimText.Format(store.FilledRows)}; scattered++)"))
                _writer.Line(_scalars.Clear(store, "scattered"));
        }
    }

    /// <summary>Declares the rest and stores the results.</summary>
    public void Inside()
    {
        _scalars.Write(_writer, _phase.Program, _ => true, _names, _prefix);
        foreach (var store in _phase.Stores) _writer.Line(_scalars.Store(store, _names));
    }
}
