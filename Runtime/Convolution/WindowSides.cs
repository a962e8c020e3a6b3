using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// Windows' elements as rows of a product: those of a side, along one axis, lie evenly in the copy of the images and pass together; two
/// sides do if there is but one vector of columns.
/// </summary>
/// <param name="places">Where the first window's elements lie.</param>
/// <param name="count">How many elements: a multiple of <paramref name="step"/>.</param>
/// <param name="size">Elements of a side, if there are so many.</param>
/// <param name="step">How many elements further the next one of a side is.</param>
internal readonly unsafe struct WindowSides<T, TVector, TLanes>(nint* places, int count, int size, int step)
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    private readonly int _size = Math.Min(size, count / step);

    /// <summary>Adds the elements' products with a panel of columns.</summary>
    /// <param name="copy">The copy of the images.</param>
    /// <param name="panel">The columns.</param>
    /// <param name="lanes">Elements of a term of the columns.</param>
    /// <param name="columns">How many columns are wanted.</param>
    /// <param name="terms">How many terms.</param>
    /// <param name="tile">Gets the sums of each element in turn.</param>
    /// <param name="isFirst">Whether these are the first terms, so that the tile holds nothing yet.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(T* copy, T* panel, int lanes, int columns, int terms, T* tile, bool isFirst)
    {
        var right = new GemmColumns<T>(panel, lanes);
        for (var (element, next) = (0, 0); element < count; element = next)
        {
            next = Next(element);
            var to = tile + (element * lanes);
            var apart = Apart(element);
            var lines = new GemmLines<T>(copy + places[element], apart, 1, TLanes.Rows * apart);
            if (columns <= TLanes.Count && next < count && Apart(next) == apart)
            {
                var pair = lines with { Pair = places[next] - places[element], PairSums = (nint)(next - element) * lanes };
                GemmPairProduct<T, TVector, TLanes>.Multiply(pair, _size, right, terms, to, step * lanes, isFirst);
                next = Next(next);
            }
            else
            {
                GemmPanelProduct<T, TVector, TLanes>.Multiply(lines, _size, right, columns, terms, to, step * lanes, isFirst);
            }
        }
    }

    /// <summary>The first element of the side after that of another one.</summary>
    private int Next(int element) => (element + 1) % step == 0 ? element + 1 + ((_size - 1) * step) : element + 1;

    /// <summary>How far a side's elements lie from each other.</summary>
    private nint Apart(int element) => _size > 1 ? places[element + step] - places[element] : 1;
}
