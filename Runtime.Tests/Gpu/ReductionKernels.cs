using ILGPU;

namespace ModelGen.Tests.Gpu;

/// <summary>The models of emitted reductions: each sum is a fixed tree over 256 threads in shared memory.</summary>
internal static class ReductionKernels
{
    public const int Threads = 256;
    public const int Across = 32;
    public const int Down = 8;

    internal struct Arguments
    {
        public ArrayView<float> Source;
        public ArrayView<float> Target;
        public int Rows;
        public int Columns;
    }

    /// <summary>Softmax of each row: one group a row.</summary>
    public static void Softmax(Arguments a)
    {
        var tree = SharedMemory.Allocate<float>(Threads);
        int thread = Group.IdxX, row = Grid.IdxX * a.Columns;

        float greatest = float.NegativeInfinity;
        for (int column = thread; column < a.Columns; column += Threads) greatest = MathF.Max(greatest, a.Source[row + column]);
        tree[thread] = greatest;
        Group.Barrier();
        for (int half = Threads / 2; half > 0; half >>= 1)
        {
            if (thread < half) tree[thread] = MathF.Max(tree[thread], tree[thread + half]);
            Group.Barrier();
        }
        greatest = tree[0];
        // All must have read before the tree is used again.
        Group.Barrier();

        float sum = 0;
        for (int column = thread; column < a.Columns; column += Threads) sum += MathF.Exp(a.Source[row + column] - greatest);
        tree[thread] = sum;
        Group.Barrier();
        for (int half = Threads / 2; half > 0; half >>= 1)
        {
            if (thread < half) tree[thread] += tree[thread + half];
            Group.Barrier();
        }
        float scale = 1 / tree[0];
        for (int column = thread; column < a.Columns; column += Threads)
            a.Target[row + column] = MathF.Exp(a.Source[row + column] - greatest) * scale;
    }

    /// <summary>The sum of each column: a group sums 32 columns, 8 threads to a column.</summary>
    public static void ColumnSum(Arguments a)
    {
        var tree = SharedMemory.Allocate<float>(Across * Down);
        int x = Group.IdxX, y = Group.IdxY, column = Grid.IdxX * Across + x;
        float sum = 0;
        if (column < a.Columns)
        {
            for (int row = y; row < a.Rows; row += Down) sum += a.Source[row * a.Columns + column];
        }
        tree[y * Across + x] = sum;
        Group.Barrier();
        for (int half = Down / 2; half > 0; half >>= 1)
        {
            if (y < half) tree[y * Across + x] += tree[(y + half) * Across + x];
            Group.Barrier();
        }
        if (y == 0 && column < a.Columns) a.Target[column] = tree[x];
    }
}
