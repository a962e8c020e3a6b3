using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>
/// The matrix product. An epilogue takes each block of the result while it is in the cache. The same bits come from any number of threads
/// and from vectors of any width: a sum adds its terms in an order that follows from the sizes and from how the operands lie.
/// </summary>
/// <remarks>
/// From the outside in:
/// 1. Items of work are blocks of the result, up to 264 x 128 (<see cref="GemmBlocking"/>); the items of the same rows follow each other,
/// so that a thread packs the rows once.
/// 2. The terms pass in depths of at most 512, as even as they get; each adds to the tile.
/// 3. So many rows pass together as stay in a core's own cache with what the epilogue meets; at the last depth it takes them there. They
/// are summed in a tile or, if whole panels are written, where the epilogue wants the result.
/// 4. Columns pass a panel of two vectors at a time (64 KB a depth at most). Columns that lie side by side are packed by the first rows
/// that read them, others are transposed in registers. The next panel, and what the epilogue will read and write (<see cref="GemmAhead"/>),
/// are fetched meanwhile. 5. Rows pass a panel at a time: 12 with 32 registers, 6 with 16, or two of those if there is but one vector of
/// columns. The kernel (<see cref="GemmKernel{T, TVector, TLanes}"/>) keeps its sums in registers while both panels stream from the caches;
/// a term of 12 x 32 floats reads 176 bytes for 24 multiplications of vectors. What is read once or twice is not packed: rows that meet few
/// columns, and columns side by side that meet few rows. Where packing one operand is cheaper than the other, the product is computed the
/// other way round: with the transposed epilogue (<see cref="TransposingEpilogue{T}"/>) where both have neighbours as lines, and with the
/// weights in place (<see cref="GemmTransposedJob{T, TVector, TLanes}"/>) where few rows meet columns whose terms lie side by side. Very
/// few of those are dot products (<see cref="GemmDot{T, TVector, TLanes}"/>); one or two rows read columns that lie side by side in long
/// runs (<see cref="GemmSkinny{T, TVector, TLanes}"/>); both take what memory gives. Of a product with a triangle
/// (<see cref="GemmTriangle"/>), few rows pass together, each time with the terms or the columns that they need.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Gemm
{
    /// <summary>How many lines of an operand are asked for at once, at most.</summary>
    public const int MostLines = 512;

    /// <summary>How many terms of an operand are asked for at once, at most.</summary>
    public const int MostTerms = GemmBlocking.MostTerms;

    // Products are numbered from 1, so that a thread knows whose panels it holds.
    private static long _products;

    /// <summary>Computes left [m, k] times right [k, n] for each batch and hands the result to the epilogue.</summary>
    /// <inheritdoc cref="Run{T, TLeft, TRight, TEpilogue}"/>
    public static void Run<T, TEpilogue>(WorkerPool pool, in MatrixView<T> left, in MatrixView<T> right, long m, long n, long k,
        long batches, in TEpilogue epilogue)
        where T : unmanaged
        where TEpilogue : unmanaged, IGemmEpilogue<T>
        => Run<T, StridedOperand<T>, StridedOperand<T>, TEpilogue>(pool, left.Left, right.Right, m, n, k, batches, epilogue);

    /// <summary>Computes left [m, k] times right [k, n] for each batch and hands the result to the epilogue.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TLeft">The left operand's type, whose code is compiled for it alone; the product's own code is the same for
    /// all.</typeparam>
    /// <typeparam name="TRight">The right operand's type.</typeparam>
    /// <typeparam name="TEpilogue">The epilogue's type.</typeparam>
    /// <param name="pool">The threads.</param>
    /// <param name="left">The left operand, whose lines are rows.</param>
    /// <param name="right">The right operand, whose lines are columns.</param>
    /// <param name="m">Rows of the result; with 0 there is nothing to do.</param>
    /// <param name="n">Columns of the result; with 0 there is nothing to do.</param>
    /// <param name="k">Terms of each sum; with 0 the result is 0.</param>
    /// <param name="batches">How many products.</param>
    /// <param name="epilogue">Takes the result.</param>
    /// <param name="triangle">What may be left out.</param>
    public static void Run<T, TLeft, TRight, TEpilogue>(WorkerPool pool, in TLeft left, in TRight right, long m, long n, long k,
        long batches, in TEpilogue epilogue, GemmTriangle triangle = GemmTriangle.None)
        where T : unmanaged
        where TLeft : unmanaged, IGemmOperand<T>
        where TRight : unmanaged, IGemmOperand<T>
        where TEpilogue : unmanaged, IGemmEpilogue<T>
    {
        if (Vector512.IsHardwareAccelerated)
            RunWith<T, Vector512<T>, VectorOperations512<T>, TLeft, TRight, TEpilogue>(pool, left, right, m, n, k, batches, epilogue,
                triangle);
        else if (Vector256.IsHardwareAccelerated)
            RunWith<T, Vector256<T>, VectorOperations256<T>, TLeft, TRight, TEpilogue>(pool, left, right, m, n, k, batches, epilogue,
                triangle);
        else
            RunWith<T, Vector128<T>, VectorOperations128<T>, TLeft, TRight, TEpilogue>(pool, left, right, m, n, k, batches, epilogue,
                triangle);
    }

    /// <summary>As Run, with vectors of a width that the caller chooses.</summary>
    internal static void RunWith<T, TVector, TLanes, TLeft, TRight, TEpilogue>(WorkerPool pool, in TLeft left, in TRight right, long m,
        long n, long k, long batches, in TEpilogue epilogue, GemmTriangle triangle = GemmTriangle.None)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IVectorOperations<T, TVector>
        where TLeft : unmanaged, IGemmOperand<T>
        where TRight : unmanaged, IGemmOperand<T>
        where TEpilogue : unmanaged, IGemmEpilogue<T>
    {
        if (m == 0 || n == 0 || batches == 0) return;
        fixed (TLeft* first = &left)
        fixed (TRight* second = &right)
        fixed (TEpilogue* last = &epilogue)
        {
            var product = new GemmProduct<T>(
                GemmOperand<T>.Create(first), GemmOperand<T>.Create(second), checked((int)m), checked((int)n), checked((int)k),
                checked((int)batches), GemmEpilogue<T>.Create(last), Interlocked.Increment(ref _products));
            var image = typeof(TRight) == typeof(ImageOperand<T>) ? (ImageOperand<T>*)second : null;
            Compute<T, TVector, TLanes>(pool, product with { Triangle = triangle }, image);
        }
    }

    private static void Compute<T, TVector, TLanes>(WorkerPool pool, in GemmProduct<T> product, ImageOperand<T>* image)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IVectorOperations<T, TVector>
    {
        if (image != null && TryConvolution<T, TVector, TLanes>(pool, product, *image)) return;

        // Lines that are neighbours are packed once for a block if they are rows, and on the fly if they are columns: where rows meet one
        // block of columns only, the fewer are to be rows.
        var (isTall, isOneBlock) = (product.M >= 2 * product.N, product.N > 4 * TLanes.Count && product.N <= GemmBlocking.MostColumns);
        if (isTall && isOneBlock && product.Triangle == GemmTriangle.None && product.Left.LinesAreNeighbours
            && product.Right.LinesAreNeighbours)
        {
            var turning = new TransposingEpilogue<T>(product.Epilogue);
            TryJob(pool, product, new GemmJob<T, TVector, TLanes>(product.Transposed(GemmEpilogue<T>.Create(&turning)), pool.Threads));
            return;
        }

        if (TryJob(pool, product, new GemmTransposedJob<T, TVector, TLanes>(product, pool.Threads))) return;
        TryJob(pool, product, new GemmJob<T, TVector, TLanes>(product, pool.Threads));
    }

    /// <summary>
    /// Computes the product of a convolution from the images themselves; filtered where that is worth it: who asks for doubles asks for the
    /// last bits. Whether it is worth it is asked of the widest vectors, so that the same bits come from all.
    /// </summary>
    private static bool TryConvolution<T, TVector, TLanes>(WorkerPool pool, in GemmProduct<T> product, in ImageOperand<T> image)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IVectorOperations<T, TVector>
    {
        var canFilter = typeof(T) == typeof(float);
        if (image.SlidesAlongTerms)
        {
            return (canFilter && new WinogradGradientJob<T, Vector512<T>, VectorOperations512<T>>(product, image, pool.Threads).IsPossible
                    && TryJob(pool, product, new WinogradGradientJob<T, TVector, TLanes>(product, image, pool.Threads, isWorth: true)))
                || TryJob(pool, product, new WindowGradientJob<T, TVector, TLanes>(product, image, pool.Threads));
        }

        return (canFilter && new WinogradJob<T, Vector512<T>, VectorOperations512<T>>(product, image, pool.Threads).IsPossible
                && TryJob(pool, product, new WinogradJob<T, TVector, TLanes>(product, image, pool.Threads)))
            || TryJob(pool, product, new WindowJob<T, TVector, TLanes>(product, image, pool.Threads));
    }

    /// <summary>Does the items of a job if it is possible, on several threads if that is worth it; whether it was.</summary>
    private static bool TryJob<T, TJob>(WorkerPool pool, in GemmProduct<T> product, TJob job)
        where T : unmanaged
        where TJob : unmanaged, IGemmJob
    {
        if (!job.IsPossible) return false;
        if (product.IsWorthThreads)
        {
            pool.Run(&Item<TJob>, &job, job.Items);
            return true;
        }

        for (var item = 0; item < job.Items; item++) job.Run(item);
        return true;
    }

    private static void Item<TJob>(void* job, int item)
        where TJob : unmanaged, IGemmJob
        => ((TJob*)job)->Run(item);
}
