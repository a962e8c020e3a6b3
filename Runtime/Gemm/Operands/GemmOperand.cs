using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// An operand of any type, as a product sees it: what computes the product does not depend on the type, and so is compiled once in a
/// program. It is valid as long as the operand that it was made of.
/// </summary>
internal readonly unsafe struct GemmOperand<T>
    where T : unmanaged
{
    private readonly void* _operand;
    private readonly delegate*<void*, T*, int, int, int, int, int, int, void> _pack;
    private readonly delegate*<void*, int, int, int, int, out nint, T*> _find;

    private GemmOperand(void* operand, delegate*<void*, T*, int, int, int, int, int, int, void> pack,
        delegate*<void*, int, int, int, int, out nint, T*> find)
    {
        _operand = operand;
        _pack = pack;
        _find = find;
    }

    /// <summary>Whether it lies in memory with even steps.</summary>
    public bool IsStrided { get; private init; }

    /// <inheritdoc cref="IGemmOperand{T}.IsSameForBatches"/>
    public bool IsSameForBatches { get; private init; }

    /// <inheritdoc cref="IGemmOperand{T}.LinesAreNeighbours"/>
    public bool LinesAreNeighbours { get; private init; }

    /// <summary>Where it lies, if <see cref="IsStrided"/>.</summary>
    public ref readonly StridedOperand<T> Strided => ref Unsafe.AsRef<StridedOperand<T>>(_operand);

    /// <param name="operand">The operand, which stays where it is.</param>
    public static GemmOperand<T> Create<TOperand>(TOperand* operand)
        where TOperand : unmanaged, IGemmOperand<T>
        => new(operand, &Pack<TOperand>, &Find<TOperand>)
        {
            IsStrided = typeof(TOperand) == typeof(StridedOperand<T>),
            IsSameForBatches = operand->IsSameForBatches,
            LinesAreNeighbours = operand->LinesAreNeighbours,
        };

    /// <inheritdoc cref="IGemmOperand{T}.Pack"/>
    public void Pack(T* panels, int batch, int first, int count, int depth, int terms, int unit)
        => _pack(_operand, panels, batch, first, count, depth, terms, unit);

    /// <inheritdoc cref="IGemmOperand{T}.Find"/>
    public T* Find(int batch, int first, int depth, int terms, out nint line) => _find(_operand, batch, first, depth, terms, out line);

    private static void Pack<TOperand>(void* operand, T* panels, int batch, int first, int count, int depth, int terms, int unit)
        where TOperand : unmanaged, IGemmOperand<T>
        => Unsafe.AsRef<TOperand>(operand).Pack(panels, batch, first, count, depth, terms, unit);

    private static T* Find<TOperand>(void* operand, int batch, int first, int depth, int terms, out nint line)
        where TOperand : unmanaged, IGemmOperand<T>
        => Unsafe.AsRef<TOperand>(operand).Find(batch, first, depth, terms, out line);
}
