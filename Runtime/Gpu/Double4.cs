using System.ComponentModel;

namespace ModelGen.Gpu;

/// <summary>
/// Four doubles of a kernel that lie side by side, in registers or in shared memory, where they are read by two instructions.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Double4
{
    /// <summary>The first.</summary>
    public double X;

    /// <summary>The second.</summary>
    public double Y;

    /// <summary>The third.</summary>
    public double Z;

    /// <summary>The fourth.</summary>
    public double W;

    /// <summary>left * right + addend in each place, rounded once.</summary>
    public static Double4 FusedMultiplyAdd(double left, Double4 right, Double4 addend) => new()
    {
        X = Math.FusedMultiplyAdd(left, right.X, addend.X),
        Y = Math.FusedMultiplyAdd(left, right.Y, addend.Y),
        Z = Math.FusedMultiplyAdd(left, right.Z, addend.Z),
        W = Math.FusedMultiplyAdd(left, right.W, addend.W),
    };
}
