using ILGPU;

namespace ModelGen.Tests.Gpu;

/// <summary>
/// The model of an emitted product C = A B: tiles of 64 x 64 in shared memory, 16 x 16 threads, 4 x 4 sums a thread in registers.
/// A thread's rows and columns lie 16 apart, so that neighbours read neighbouring banks and write neighbouring elements.
/// </summary>
internal static class ProductKernel
{
    public const int Tile = 64;
    public const int Side = 16;
    public const int Depth = 16;

    // One more than the tile: threads that store a column of A reach different banks.
    private const int Pitch = Tile + 1;

    internal struct Arguments
    {
        public ArrayView<float> A;
        public ArrayView<float> B;
        public ArrayView<float> C;
        public int Rows;
        public int Columns;
        public int Inner;
        public int ARow;
        public int AColumn;
        public int BRow;
        public int BColumn;
    }

    public static void Run(Arguments a)
    {
        var left = SharedMemory.Allocate<float>(Depth * Pitch);
        var right = SharedMemory.Allocate<float>(Depth * Tile);
        int x = Group.IdxX, y = Group.IdxY, thread = y * Side + x;
        int firstRow = Grid.IdxY * Tile, firstColumn = Grid.IdxX * Tile;
        float c00 = 0, c01 = 0, c02 = 0, c03 = 0, c10 = 0, c11 = 0, c12 = 0, c13 = 0;
        float c20 = 0, c21 = 0, c22 = 0, c23 = 0, c30 = 0, c31 = 0, c32 = 0, c33 = 0;

        for (int start = 0; start < a.Inner; start += Depth)
        {
            for (int part = thread; part < Depth * Tile; part += Side * Side)
            {
                int k = part % Depth, row = part / Depth;
                left[k * Pitch + row] = firstRow + row < a.Rows && start + k < a.Inner
                    ? a.A[(firstRow + row) * a.ARow + (start + k) * a.AColumn]
                    : 0f;
                int column = part % Tile, step = part / Tile;
                right[step * Tile + column] = firstColumn + column < a.Columns && start + step < a.Inner
                    ? a.B[(start + step) * a.BRow + (firstColumn + column) * a.BColumn]
                    : 0f;
            }
            Group.Barrier();
            for (int k = 0; k < Depth; k++)
            {
                float a0 = left[k * Pitch + y], a1 = left[k * Pitch + y + 16], a2 = left[k * Pitch + y + 32], a3 = left[k * Pitch + y + 48];
                float b0 = right[k * Tile + x], b1 = right[k * Tile + x + 16], b2 = right[k * Tile + x + 32], b3 = right[k * Tile + x + 48];
                c00 = MathF.FusedMultiplyAdd(a0, b0, c00);
                c01 = MathF.FusedMultiplyAdd(a0, b1, c01);
                c02 = MathF.FusedMultiplyAdd(a0, b2, c02);
                c03 = MathF.FusedMultiplyAdd(a0, b3, c03);
                c10 = MathF.FusedMultiplyAdd(a1, b0, c10);
                c11 = MathF.FusedMultiplyAdd(a1, b1, c11);
                c12 = MathF.FusedMultiplyAdd(a1, b2, c12);
                c13 = MathF.FusedMultiplyAdd(a1, b3, c13);
                c20 = MathF.FusedMultiplyAdd(a2, b0, c20);
                c21 = MathF.FusedMultiplyAdd(a2, b1, c21);
                c22 = MathF.FusedMultiplyAdd(a2, b2, c22);
                c23 = MathF.FusedMultiplyAdd(a2, b3, c23);
                c30 = MathF.FusedMultiplyAdd(a3, b0, c30);
                c31 = MathF.FusedMultiplyAdd(a3, b1, c31);
                c32 = MathF.FusedMultiplyAdd(a3, b2, c32);
                c33 = MathF.FusedMultiplyAdd(a3, b3, c33);
            }
            Group.Barrier();
        }

        Store(a, firstRow + y, firstColumn + x, c00, c01, c02, c03);
        Store(a, firstRow + y + 16, firstColumn + x, c10, c11, c12, c13);
        Store(a, firstRow + y + 32, firstColumn + x, c20, c21, c22, c23);
        Store(a, firstRow + y + 48, firstColumn + x, c30, c31, c32, c33);
    }

    private static void Store(Arguments a, int row, int column, float c0, float c1, float c2, float c3)
    {
        if (row >= a.Rows) return;
        int index = row * a.Columns + column;
        if (column < a.Columns) a.C[index] = c0;
        if (column + 16 < a.Columns) a.C[index + 16] = c1;
        if (column + 32 < a.Columns) a.C[index + 32] = c2;
        if (column + 48 < a.Columns) a.C[index + 48] = c3;
    }
}
