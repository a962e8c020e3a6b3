using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>
/// The matrix product. An epilogue takes each block of the result while it is in the cache. The same bits come from any number of threads: a sum
/// adds its terms in an order that follows from the sizes, from how the operands lie, and from the width of the hardware's vectors.
/// </summary>
/// <remarks>
/// From the outside in:
/// 1. Items of work are blocks of the result, up to 264 x 128 (<see cref="GemmBlocking"/>); the items of the same rows follow each other, so that a
///    thread packs the rows once.
/// 2. The terms pass in depths of at most 512, as even as they get; each adds to the tile.
/// 3. So many rows pass together as stay in a core's own cache with what the epilogue meets; at the last depth it takes them there.
/// 4. Columns pass a panel of two vectors at a time (64 KB a depth at most). Columns that lie side by side are packed by the first rows that read them,
///    others are transposed in registers. The next panel, and what the epilogue will read and write (<see cref="GemmAhead"/>), are fetched meanwhile.
/// 5. Rows pass a panel at a time: 12 with 32 registers, 6 with 16. The kernel (<see cref="GemmKernel{T, TVector, TLanes}"/>) keeps its
///    sums in registers while both panels stream from the caches; a term of 12 x 32 floats reads 176 bytes for 24 multiplications of vectors.
/// What is read once or twice is not packed: rows that meet few columns, and columns side by side that meet few rows. Where packing one operand is
/// cheaper than the other, the product is computed the other way round: with the transposed epilogue (<see cref="TurningEpilogue{T, TEpilogue}"/>) where
/// both have neighbours as lines, and with the weights in place (<see cref="GemmTurnedJob{T, TVector, TLanes, TEpilogue}"/>) where few rows meet
/// columns whose terms lie side by side. Very few of those are dot products (<see cref="GemmDot{T, TVector, TLanes}"/>); one or two rows read
/// columns that lie side by side in long runs (<see cref="GemmFew{T, TVector, TLanes}"/>); both take what memory gives.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Gemm
{
    /// <summary>How many lines of an operand are asked for at once, at most.</summary>
    public const int MostLines = 512;

    /// <summary>How many terms of an operand are asked for at once, at most.</summary>
    public const int MostTerms = 512;

    // Products are numbered from 1, so that a thread knows whose panels it holds.
    private static long _products;

    /// <summary>Computes left [m, k] times right [k, n] for each batch and hands the result to the epilogue.</summary>
    /// <inheritdoc cref="Run{T, TLeft, TRight, TEpilogue}"/>
    public static void Run<T, TEpilogue>(WorkerPool pool, in MatrixView<T> left, in MatrixView<T> right, long m, long n, long k, long batches, in TEpilogue epilogue)
        where T : unmanaged
        where TEpilogue : struct, IGemmEpilogue<T>
        => Run<T, StridedOperand<T>, StridedOperand<T>, TEpilogue>(pool, left.Left, right.Right, m, n, k, batches, epilogue);

    /// <summary>Computes left [m, k] times right [k, n] for each batch and hands the result to the epilogue.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TLeft">A struct, so that its code is compiled into the product's.</typeparam>
    /// <typeparam name="TRight">As the left one's.</typeparam>
    /// <typeparam name="TEpilogue">As the operands'.</typeparam>
    /// <param name="pool">The threads.</param>
    /// <param name="left">The left operand, whose lines are rows.</param>
    /// <param name="right">The right operand, whose lines are columns.</param>
    /// <param name="m">Rows of the result; with 0 there is nothing to do.</param>
    /// <param name="n">Columns of the result; with 0 there is nothing to do.</param>
    /// <param name="k">Terms of each sum; with 0 the result is 0.</param>
    /// <param name="batches">How many products.</param>
    /// <param name="epilogue">Takes the result.</param>
    public static void Run<T, TLeft, TRight, TEpilogue>(WorkerPool pool, in TLeft left, in TRight right, long m, long n, long k, long batches, in TEpilogue epilogue)
        where T : unmanaged
        where TLeft : struct, IGemmOperand<T>
        where TRight : struct, IGemmOperand<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        if (Vector512.IsHardwareAccelerated) RunWith<T, Vector512<T>, GemmVector512<T>, TLeft, TRight, TEpilogue>(pool, left, right, m, n, k, batches, epilogue);
        else if (Vector256.IsHardwareAccelerated) RunWith<T, Vector256<T>, GemmVector256<T>, TLeft, TRight, TEpilogue>(pool, left, right, m, n, k, batches, epilogue);
        else RunWith<T, Vector128<T>, GemmVector128<T>, TLeft, TRight, TEpilogue>(pool, left, right, m, n, k, batches, epilogue);
    }

    /// <summary>As Run, with vectors of a width that the caller chooses.</summary>
    internal static void RunWith<T, TVector, TLanes, TLeft, TRight, TEpilogue>(WorkerPool pool, in TLeft left, in TRight right, long m, long n, long k, long batches, in TEpilogue epilogue)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IGemmVector<T, TVector>
        where TLeft : struct, IGemmOperand<T>
        where TRight : struct, IGemmOperand<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        if (m == 0 || n == 0 || batches == 0) return;
        if (typeof(TRight) == typeof(ImageOperand<T>))
        {
            ref readonly var images = ref Unsafe.As<TRight, ImageOperand<T>>(ref Unsafe.AsRef(in right));
            if (RunWindows<T, TVector, TLanes, TLeft, TEpilogue>(pool, left, images, (int)m, checked((int)n), checked((int)k), checked((int)batches), epilogue)) return;
        }

        // Lines that are neighbours are packed once for a block if they are rows, and on the fly if they are columns: the fewer are to be rows.
        if (m >= 2 * n && n > 4 * TLanes.Count && left.LinesAreNeighbours && right.LinesAreNeighbours)
        {
            RunBlocks<T, TVector, TLanes, TRight, TLeft, TurningEpilogue<T, TEpilogue>>(pool, right, left, n, m, k, batches, new(epilogue));
            return;
        }

        if (typeof(TLeft) == typeof(StridedOperand<T>) && typeof(TRight) == typeof(StridedOperand<T>))
        {
            ref readonly var rows = ref Unsafe.As<TLeft, StridedOperand<T>>(ref Unsafe.AsRef(in left));
            ref readonly var columns = ref Unsafe.As<TRight, StridedOperand<T>>(ref Unsafe.AsRef(in right));
            if (RunTurned<T, TVector, TLanes, TEpilogue>(pool, rows, columns, (int)m, checked((int)n), checked((int)k), checked((int)batches), epilogue)) return;
        }

        RunBlocks<T, TVector, TLanes, TLeft, TRight, TEpilogue>(pool, left, right, m, n, k, batches, epilogue);
    }

    private static void RunBlocks<T, TVector, TLanes, TLeft, TRight, TEpilogue>(WorkerPool pool, in TLeft left, in TRight right, long m, long n, long k, long batches, in TEpilogue epilogue)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IGemmVector<T, TVector>
        where TLeft : struct, IGemmOperand<T>
        where TRight : struct, IGemmOperand<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        var job = new GemmJob<T, TVector, TLanes, TLeft, TRight, TEpilogue>(
            left, right, checked((int)m), checked((int)n), checked((int)k), checked((int)batches), pool.Threads, Interlocked.Increment(ref _products), epilogue);
        Share(pool, &Item<T, TVector, TLanes, TLeft, TRight, TEpilogue>, Unsafe.AsPointer(ref job), job.Items, job.IsWorthThreads);
    }

    private static bool RunTurned<T, TVector, TLanes, TEpilogue>(WorkerPool pool, in StridedOperand<T> left, in StridedOperand<T> right, int m, int n, int k, int batches, in TEpilogue epilogue)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IGemmVector<T, TVector>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        if (GemmDot<T, TVector, TLanes>.Pays(m, k)) return false;
        var job = new GemmTurnedJob<T, TVector, TLanes, TEpilogue>(left, right, m, n, k, batches, pool.Threads, Interlocked.Increment(ref _products), epilogue);
        if (!job.IsPossible) return false;
        Share(pool, &Turned<T, TVector, TLanes, TEpilogue>, Unsafe.AsPointer(ref job), job.Items, GemmBlocking.IsWorthThreads(m, n, k, batches));
        return true;
    }

    /// <summary>Does the items of a product, on several threads if that is worth it.</summary>
    private static void Share(WorkerPool pool, delegate*<void*, int, void> task, void* job, int items, bool isWorthThreads)
    {
        if (isWorthThreads)
        {
            pool.Run(task, job, items);
            return;
        }

        for (var item = 0; item < items; item++) task(job, item);
    }

    private static bool RunWindows<T, TVector, TLanes, TLeft, TEpilogue>(WorkerPool pool, in TLeft left, in ImageOperand<T> right, int m, int n, int k, int batches, in TEpilogue epilogue)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IGemmVector<T, TVector>
        where TLeft : struct, IGemmOperand<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        // Filtered where that is worth it; who asks for doubles asks for the last bits.
        if (right.SlidesAlongTerms)
        {
            var filteredGradient = typeof(T) == typeof(float) ? new WinogradGradientJob<T, TVector, TLanes, TLeft, TEpilogue>(left, right, m, n, k, batches, pool.Threads, epilogue) : default;
            if (filteredGradient.IsPossible)
            {
                pool.Run(&FilteredGradient<T, TVector, TLanes, TLeft, TEpilogue>, Unsafe.AsPointer(ref filteredGradient), filteredGradient.Items);
                return true;
            }

            var gradient = new WindowGradientJob<T, TVector, TLanes, TLeft, TEpilogue>(left, right, m, n, k, batches, pool.Threads, epilogue);
            if (gradient.IsPossible) pool.Run(&WindowGradient<T, TVector, TLanes, TLeft, TEpilogue>, Unsafe.AsPointer(ref gradient), gradient.Items);
            return gradient.IsPossible;
        }

        var filtered = typeof(T) == typeof(float) ? new WinogradJob<T, TVector, TLanes, TLeft, TEpilogue>(left, right, m, k, batches, pool.Threads, Interlocked.Increment(ref _products), epilogue) : default;
        if (filtered.IsPossible)
        {
            pool.Run(&Filtered<T, TVector, TLanes, TLeft, TEpilogue>, Unsafe.AsPointer(ref filtered), filtered.Items);
            return true;
        }

        var windows = new WindowJob<T, TVector, TLanes, TLeft, TEpilogue>(left, right, m, k, batches, pool.Threads, Interlocked.Increment(ref _products), epilogue);
        if (windows.IsPossible) pool.Run(&Windows<T, TVector, TLanes, TLeft, TEpilogue>, Unsafe.AsPointer(ref windows), windows.Items);
        return windows.IsPossible;
    }

    private static void Turned<T, TVector, TLanes, TEpilogue>(void* job, int item)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IGemmVector<T, TVector>
        where TEpilogue : struct, IGemmEpilogue<T>
        => Unsafe.AsRef<GemmTurnedJob<T, TVector, TLanes, TEpilogue>>(job).Run(item);

    private static void Windows<T, TVector, TLanes, TLeft, TEpilogue>(void* job, int item)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IGemmVector<T, TVector>
        where TLeft : struct, IGemmOperand<T>
        where TEpilogue : struct, IGemmEpilogue<T>
        => Unsafe.AsRef<WindowJob<T, TVector, TLanes, TLeft, TEpilogue>>(job).Run(item);

    private static void Filtered<T, TVector, TLanes, TLeft, TEpilogue>(void* job, int item)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IGemmVector<T, TVector>
        where TLeft : struct, IGemmOperand<T>
        where TEpilogue : struct, IGemmEpilogue<T>
        => Unsafe.AsRef<WinogradJob<T, TVector, TLanes, TLeft, TEpilogue>>(job).Run(item);

    private static void FilteredGradient<T, TVector, TLanes, TLeft, TEpilogue>(void* job, int item)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IGemmVector<T, TVector>
        where TLeft : struct, IGemmOperand<T>
        where TEpilogue : struct, IGemmEpilogue<T>
        => Unsafe.AsRef<WinogradGradientJob<T, TVector, TLanes, TLeft, TEpilogue>>(job).Run(item);

    private static void WindowGradient<T, TVector, TLanes, TLeft, TEpilogue>(void* job, int item)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IGemmVector<T, TVector>
        where TLeft : struct, IGemmOperand<T>
        where TEpilogue : struct, IGemmEpilogue<T>
        => Unsafe.AsRef<WindowGradientJob<T, TVector, TLanes, TLeft, TEpilogue>>(job).Run(item);

    private static void Item<T, TVector, TLanes, TLeft, TRight, TEpilogue>(void* job, int item)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IGemmVector<T, TVector>
        where TLeft : struct, IGemmOperand<T>
        where TRight : struct, IGemmOperand<T>
        where TEpilogue : struct, IGemmEpilogue<T>
        => Unsafe.AsRef<GemmJob<T, TVector, TLanes, TLeft, TRight, TEpilogue>>(job).Run(item);
}
