using ILGPU;
using ModelGen.Gpu;

namespace ModelGen.Tests.Gpu;

/// <summary>
/// The model of an emitted product C = A B: tiles of 64 x 64 in shared memory, 256 threads, 4 x 4 sums a thread in registers, four steps
/// of the inner loop at a time. Shared memory holds rows of four floats, since one instruction reads them.
/// </summary>
internal static class ProductKernel
{
    public const int Tile = 64;
    public const int Threads = 256;
    private const int Depth = 16;
    private const int Quads = Tile / 4;

    // One more than the tile has: threads that store a row of A reach different banks.
    private const int LeftQuads = Quads + 1;

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
        var leftQuads = SharedMemory.Allocate<Float4>(Depth * LeftQuads);
        var rightQuads = SharedMemory.Allocate<Float4>(Depth * Quads);
        var left = leftQuads.Cast<float>();
        var right = rightQuads.Cast<float>();
        int thread = Group.IdxX, x = thread % Quads, y = thread / Quads;
        int firstRow = Grid.IdxY * Tile, firstColumn = Grid.IdxX * Tile;
        // What this thread brings: 4 of a column of A, 16 rows apart, and 4 of a column of B, 4 rows apart.
        int leftK = thread % Depth, leftRow = thread / Depth, rightColumn = thread % Tile, rightK = thread / Tile;
        int leftIndex = (firstRow + leftRow) * a.ARow, rightIndex = (firstColumn + rightColumn) * a.BColumn;
        bool isLeft0 = firstRow + leftRow < a.Rows, isLeft1 = firstRow + leftRow + 16 < a.Rows;
        bool isLeft2 = firstRow + leftRow + 32 < a.Rows, isLeft3 = firstRow + leftRow + 48 < a.Rows;
        bool isRight = firstColumn + rightColumn < a.Columns;
        Float4 sums0 = default, sums1 = default, sums2 = default, sums3 = default;

        for (int start = 0; start < a.Inner; start += Depth)
        {
            int k = start + leftK, step = start + rightK, from = leftIndex + k * a.AColumn;
            float left0 = Read(a.A, from, isLeft0 & k < a.Inner);
            float left1 = Read(a.A, from + 16 * a.ARow, isLeft1 & k < a.Inner);
            float left2 = Read(a.A, from + 32 * a.ARow, isLeft2 & k < a.Inner);
            float left3 = Read(a.A, from + 48 * a.ARow, isLeft3 & k < a.Inner);
            float right0 = Read(a.B, rightIndex + step * a.BRow, isRight & step < a.Inner);
            float right1 = Read(a.B, rightIndex + (step + 4) * a.BRow, isRight & step + 4 < a.Inner);
            float right2 = Read(a.B, rightIndex + (step + 8) * a.BRow, isRight & step + 8 < a.Inner);
            float right3 = Read(a.B, rightIndex + (step + 12) * a.BRow, isRight & step + 12 < a.Inner);
            int leftPlace = leftK * LeftQuads * 4 + leftRow, rightPlace = rightK * Tile + rightColumn;
            left[leftPlace] = left0;
            left[leftPlace + 16] = left1;
            left[leftPlace + 32] = left2;
            left[leftPlace + 48] = left3;
            right[rightPlace] = right0;
            right[rightPlace + 4 * Tile] = right1;
            right[rightPlace + 8 * Tile] = right2;
            right[rightPlace + 12 * Tile] = right3;
            Group.Barrier();

            for (int row = 0; row < Depth; row += 4)
            {
                Float4 l = leftQuads[row * LeftQuads + y], r = rightQuads[row * Quads + x];
                sums0 = Float4.FusedMultiplyAdd(l.X, r, sums0);
                sums1 = Float4.FusedMultiplyAdd(l.Y, r, sums1);
                sums2 = Float4.FusedMultiplyAdd(l.Z, r, sums2);
                sums3 = Float4.FusedMultiplyAdd(l.W, r, sums3);
                l = leftQuads[(row + 1) * LeftQuads + y];
                r = rightQuads[(row + 1) * Quads + x];
                sums0 = Float4.FusedMultiplyAdd(l.X, r, sums0);
                sums1 = Float4.FusedMultiplyAdd(l.Y, r, sums1);
                sums2 = Float4.FusedMultiplyAdd(l.Z, r, sums2);
                sums3 = Float4.FusedMultiplyAdd(l.W, r, sums3);
                l = leftQuads[(row + 2) * LeftQuads + y];
                r = rightQuads[(row + 2) * Quads + x];
                sums0 = Float4.FusedMultiplyAdd(l.X, r, sums0);
                sums1 = Float4.FusedMultiplyAdd(l.Y, r, sums1);
                sums2 = Float4.FusedMultiplyAdd(l.Z, r, sums2);
                sums3 = Float4.FusedMultiplyAdd(l.W, r, sums3);
                l = leftQuads[(row + 3) * LeftQuads + y];
                r = rightQuads[(row + 3) * Quads + x];
                sums0 = Float4.FusedMultiplyAdd(l.X, r, sums0);
                sums1 = Float4.FusedMultiplyAdd(l.Y, r, sums1);
                sums2 = Float4.FusedMultiplyAdd(l.Z, r, sums2);
                sums3 = Float4.FusedMultiplyAdd(l.W, r, sums3);
            }
            Group.Barrier();
        }

        Store(a, firstRow + 4 * y, firstColumn + 4 * x, sums0);
        Store(a, firstRow + 4 * y + 1, firstColumn + 4 * x, sums1);
        Store(a, firstRow + 4 * y + 2, firstColumn + 4 * x, sums2);
        Store(a, firstRow + 4 * y + 3, firstColumn + 4 * x, sums3);
    }

    private static float Read(ArrayView<float> view, int index, bool isInside) => isInside ? view[index] : 0f;

    private static void Store(Arguments a, int row, int column, Float4 sums)
    {
        if (row >= a.Rows) return;
        int index = row * a.Columns + column;
        if (column < a.Columns) a.C[index] = sums.X;
        if (column + 1 < a.Columns) a.C[index + 1] = sums.Y;
        if (column + 2 < a.Columns) a.C[index + 2] = sums.Z;
        if (column + 3 < a.Columns) a.C[index + 3] = sums.W;
    }
}
