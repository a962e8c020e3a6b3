using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>Moves elements that lie side by side, often so few that a call would take longer than the copy, as a row of an image.</summary>
internal static unsafe class VectorRow<T>
    where T : unmanaged
{
    /// <summary>
    /// Moves a row, in place only backwards. The last vector, which the one before may overlap, is read before anything is written.
    /// </summary>
    /// <param name="from">The row.</param>
    /// <param name="to">Gets it.</param>
    /// <param name="count">How many elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Move(T* from, T* to, int count)
    {
        var rest = count - Vector<T>.Count;
        if (rest < 0)
        {
            for (var column = 0; column < count; column++) to[column] = from[column];
            return;
        }

        var last = Vector.Load(from + rest);
        for (var column = 0; column < rest; column += Vector<T>.Count) Vector.Store(Vector.Load(from + column), to + column);
        Vector.Store(last, to + rest);
    }
}
