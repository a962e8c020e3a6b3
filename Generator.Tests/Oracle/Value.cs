namespace ModelGen.Generator.Tests.Oracle;

/// <summary>A dense row-major tensor in double precision, whatever its element type is.</summary>
internal sealed record Value(int[] Dims, double[] Data)
{
    public int Rank => Dims.Length;

    public static Value Scalar(double value) => new([], [value]);

    public static Value Make(int[] dims, Func<int[], double> element)
    {
        var data = new double[Size(dims)];
        var at = new int[dims.Length];
        for (var index = 0; index < data.Length; index++)
        {
            data[index] = element(at);
            Advance(at, dims);
        }

        return new(dims, data);
    }

    public static int Size(int[] dims) => dims.Aggregate(1, (product, dim) => product * dim);

    /// <summary>The element at a coordinate of a shape that this broadcasts to.</summary>
    public double Broadcast(int[] at)
    {
        var index = 0;
        var skip = at.Length - Rank;
        for (var axis = 0; axis < Rank; axis++) index = (index * Dims[axis]) + (Dims[axis] == 1 ? 0 : at[axis + skip]);
        return Data[index];
    }

    private static void Advance(int[] at, int[] dims)
    {
        for (var axis = dims.Length - 1; axis >= 0; axis--)
        {
            if (++at[axis] < dims[axis]) return;
            at[axis] = 0;
        }
    }
}
