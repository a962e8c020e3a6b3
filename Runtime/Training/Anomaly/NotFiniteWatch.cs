using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>
/// Finds the first kernel of a step that leaves an infinite number, and the first that leaves one that is none: it reads the model's whole
/// memory after each launch, and so is for one step alone.
/// </summary>
internal sealed unsafe class NotFiniteWatch : IKernelWatch
{
    private const int Piece = 1 << 20;

    private static readonly MemoryBlock[] Blocks = [MemoryBlock.Persistent, MemoryBlock.Arena];

    private readonly HashSet<(MemoryBlock Block, long Offset)> _infinities = [];
    private readonly HashSet<(MemoryBlock Block, long Offset)> _nans = [];
    private readonly byte[] _bytes = new byte[Piece];
    private int _launches;

    /// <summary>The first that left an infinite number.</summary>
    public NotFiniteKernel? Infinite { get; private set; }

    /// <summary>The first that left a number that is none.</summary>
    public NotFiniteKernel? NaN { get; private set; }

    /// <inheritdoc/>
    public void Begin(ModelExecutor executor)
    {
        Scan(executor, (block, offset, isNaN) =>
        {
            (isNaN ? _nans : _infinities).Add((block, offset));
            return true;
        });
    }

    /// <inheritdoc/>
    public void Look(ModelExecutor executor, string kernel, string operations, string source)
    {
        _launches++;
        if (NaN is not null) return;
        Scan(executor, (block, offset, isNaN) =>
        {
            if ((isNaN ? _nans : _infinities).Contains((block, offset))) return true;
            var found = new NotFiniteKernel(_launches, kernel, operations, source, Tensor(executor.Layout, block, offset));
            if (isNaN) NaN = found;
            else Infinite ??= found;
            return !isNaN;
        });
    }

    /// <summary>What the step's memory tells, as a sentence with a blank before it; empty where it tells nothing.</summary>
    /// <param name="layout">The model.</param>
    public string Describe(ModelLayout layout)
    {
        var first = Infinite is null || NaN?.Launch <= Infinite.Launch ? NaN : Infinite;
        if (first is null) return "";
        var kind = first == NaN ? "no number" : "infinite";
        var then = first != NaN && NaN is not null ? $"; the first that is no number, in {NaN.Describe(layout)}" : "";
        return $" In a second run of the step the first value that is {kind} came up in {first.Describe(layout)}{then}. "
            + $"{layout.Model}.Plan has the graph, and the emitted file of the kernel its formulas.";
    }

    /// <summary>Tells of each number that is not finite, until it is told to end.</summary>
    private void Scan(ModelExecutor executor, Func<MemoryBlock, long, bool, bool> goesOn)
    {
        var bits = NotFiniteBits.Of(executor.Layout.Precision);
        foreach (var block in Blocks)
        {
            var length = block == MemoryBlock.Arena ? executor.ArenaBytes : executor.Layout.PersistentBytes;
            for (var first = 0L; first < length; first += Piece)
            {
                var bytes = (int)Math.Min(Piece, length - first);
                fixed (byte* place = _bytes) ((IModelMemory)executor).Read(block, first, place, bytes);
                if (!Scan(MemoryMarshal.Cast<byte, uint>(_bytes.AsSpan(0, bytes)), bits, block, first, goesOn)) return;
            }
        }
    }

    private static bool Scan(
        ReadOnlySpan<uint> words, NotFiniteBits bits, MemoryBlock block, long start, Func<MemoryBlock, long, bool, bool> goesOn)
    {
        for (var index = bits.Words - 1; index < words.Length; index += bits.Words)
        {
            var isNaN = bits.IsNaN(words[index]);
            if ((isNaN || bits.IsInfinite(words[index])) && !goesOn(block, start + ((long)index * sizeof(uint)), isNaN)) return false;
        }

        return true;
    }

    /// <summary>The parameter, buffer or state at an offset.</summary>
    private static string? Tensor(ModelLayout layout, MemoryBlock block, long offset)
        => block != MemoryBlock.Persistent ? null
            : layout.Parameters.Select(parameter => (parameter.Name, parameter.Offset))
                .Concat((layout.States ?? []).Select(state => (state.Name, state.Offset)))
                .Where(tensor => tensor.Offset <= offset).MaxBy(tensor => tensor.Offset).Name;
}
