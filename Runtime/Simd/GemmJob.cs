using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>One product, as items of work: blocks of the result.</summary>
internal unsafe struct GemmJob<T, TLeft, TRight, TEpilogue>(TLeft left, TRight right, int m, int n, int k, int batches, TEpilogue epilogue)
    where T : unmanaged
    where TLeft : struct, IGemmOperand<T>
    where TRight : struct, IGemmOperand<T>
    where TEpilogue : struct, IGemmEpilogue<T>
{
    private readonly GemmBlocking _blocking = GemmBlocking.Of<T>(m, n, k, batches);
    private readonly TEpilogue _epilogue = epilogue;

    public readonly int Items => RowBlocks * ColumnBlocks * batches;

    private readonly int RowBlocks => GemmBlocking.Count(m, _blocking.Rows);

    private readonly int ColumnBlocks => GemmBlocking.Count(n, _blocking.Columns);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int item)
    {
        var batch = item / (RowBlocks * ColumnBlocks);
        var block = item % (RowBlocks * ColumnBlocks);
        var row = block % RowBlocks * _blocking.Rows;
        var column = block / RowBlocks * _blocking.Columns;
        var (rows, columns) = (Math.Min(_blocking.Rows, m - row), Math.Min(_blocking.Columns, n - column));
        var workspace = GemmWorkspace.Own;
        var tile = (T*)workspace.Tile;
        var stride = GemmBlocking.RoundUp(columns, GemmBlocking.UnitColumns<T>());
        if (k == 0) new Span<T>(tile, rows * stride).Clear();
        for (var depth = 0; depth < k; depth += _blocking.Depth)
        {
            var terms = Math.Min(_blocking.Depth, k - depth);
            left.Pack((T*)workspace.Left, batch, row, rows, depth, terms, GemmBlocking.UnitRows);
            right.Pack((T*)workspace.Right, batch, column, columns, depth, terms, GemmBlocking.UnitColumns<T>());
            Multiply(workspace, tile, stride, rows, columns, terms, isFirst: depth == 0);
        }

        _epilogue.Apply(tile, stride, batch, row, column, rows, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(GemmWorkspace workspace, T* tile, int stride, int rows, int columns, int terms, bool isFirst)
    {
        for (var column = 0; column < columns; column += GemmBlocking.UnitColumns<T>())
        {
            var b = (T*)workspace.Right + ((long)column * terms);
            for (var row = 0; row < rows; row += GemmBlocking.UnitRows)
            {
                var a = (T*)workspace.Left + ((long)row * terms);
                GemmKernel.Run(a, b, terms, tile + ((long)row * stride) + column, stride, isFirst);
            }
        }
    }
}
