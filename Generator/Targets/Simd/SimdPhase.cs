using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>Writes one phase: loop-invariant instructions before the loops, the others within.</summary>
internal sealed class SimdPhase
{
    private readonly SourceWriter _writer;
    private readonly Phase _phase;
    private readonly Func<string, SimdScalarWriter> _scalars;
    private readonly bool[] _varies;
    private readonly string[] _outside;
    private readonly string _prefix;
    private string[] _names;

    /// <param name="number">The phase's number, which makes its names different from the others'.</param>
    /// <param name="isLoopAxis">Whether the loops within the phase change the coordinate of an axis.</param>
    public SimdPhase(SourceWriter writer, SimdKernelText text, Phase phase, int number, IReadOnlyList<string?> coordinates, SimdLane lane,
        Func<int, bool> isLoopAxis)
    {
        (_writer, _phase) = (writer, phase);
        _scalars = count => new(text, phase.Program, coordinates, lane, count);
        _varies = LoopInvariance.FindVarying(phase.Program, isLoopAxis, registersVary: text.Kernel.Body is ContractionBody);
        _names = _outside = new string[phase.Program.Instructions.Count];
        _prefix = text.Kernel.Body.Phases.Count == 1 ? "v" : $"p{GraphText.Number(number)}v";
    }

    /// <summary>The value that a reduction takes, as it was written last.</summary>
    public string Value(int instruction) => _names[instruction];

    /// <summary>Declares the loop-invariant values.</summary>
    /// <param name="count">How many lanes there are.</param>
    public void Outside(string count) => _scalars(count).Write(_writer, _phase.Program, number => !_varies[number], _outside, _prefix);

    /// <summary>Zeroes all rows of the scatter.</summary>
    /// <param name="count">How many lanes there are.</param>
    public void Clear(string count)
    {
        foreach (var store in _phase.Stores.Where(store => store.Scatter is not null))
        {
            using (_writer.Open($"for (long scattered = 0; scattered < {DimText.Format(store.FilledRows)}; scattered++)"))
                _writer.Line(_scalars(count).Clear(store, "scattered"));
        }
    }

    /// <summary>Declares the rest and stores the results; may be written several times, in blocks of their own.</summary>
    /// <param name="count">How many lanes there are.</param>
    public void Inside(string count)
    {
        var scalars = _scalars(count);
        _names = [.. _outside];
        scalars.Write(_writer, _phase.Program, _ => true, _names, _prefix);
        foreach (var store in _phase.Stores) _writer.Line(scalars.Store(store, _names));
    }

    /// <summary>Stores what is known of the places after that of the row's number.</summary>
    /// <param name="count">How many lanes there are.</param>
    public void Beyond(string count)
    {
        foreach (var store in _phase.Stores.Where(store => store.BeyondDiagonal is not null)) _writer.Line(_scalars(count).Beyond(store));
    }
}
