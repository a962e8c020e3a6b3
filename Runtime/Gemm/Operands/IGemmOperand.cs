using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>
/// What gives the elements of a product's operand: a matrix in memory, or a program that computes them. A line of the left operand is a row
/// of the result, a line of the right operand is a column of it; along a line lie the terms of the sums.
/// </summary>
/// <remarks>No member has a body here: a structure that took it over would be boxed at each call.</remarks>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe interface IGemmOperand<T>
    where T : unmanaged
{
    /// <summary>Whether all products have the same elements, as the weights of a convolution.</summary>
    bool IsSameForBatches { get; }

    /// <summary>Whether the lines of a term lie side by side in memory, so that runs of them are packed at once.</summary>
    bool LinesAreNeighbours { get; }

    /// <summary>
    /// Writes a block of the operand as panels: a unit of lines beside each other, term after term, so that element (line, term) of the
    /// block lies at <c>panels[(line / unit * unit * terms) + (term * unit) + (line % unit)]</c>. The last panel is filled up with zeros.
    /// <see cref="GemmPanels"/> does it from whole terms or whole lines.
    /// </summary>
    /// <param name="panels">Gets the panels, each of unit * terms elements; all of them are written. Aligned to 64 bytes.</param>
    /// <param name="batch">The number of the product.</param>
    /// <param name="first">The first line; a multiple of the unit.</param>
    /// <param name="count">How many lines, 1 to <see cref="Gemm.MostLines"/>.</param>
    /// <param name="depth">The first term.</param>
    /// <param name="terms">How many terms, 1 to <see cref="Gemm.MostTerms"/>.</param>
    /// <param name="unit">Lines in a panel.</param>
    /// <remarks>
    /// Called from several threads at once, and perhaps more than once for the same elements, which must then be the same.
    /// </remarks>
    void Pack(T* panels, int batch, int first, int count, int depth, int terms, int unit);

    /// <summary>Where terms lie, if they do so side by side, in lines that are evenly apart.</summary>
    /// <param name="batch">The number of the product.</param>
    /// <param name="first">The first line.</param>
    /// <param name="depth">The first term.</param>
    /// <param name="terms">How many terms.</param>
    /// <param name="line">Elements from line to line, of which there may be any number.</param>
    /// <returns>The first line's first term; null if the terms lie otherwise, or nowhere.</returns>
    T* Find(int batch, int first, int depth, int terms, out nint line);
}
