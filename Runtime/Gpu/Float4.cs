using System.ComponentModel;

namespace ModelGen.Gpu;

/// <summary>
/// Four floats of a kernel that lie side by side, in registers or in shared memory, where they are read by one instruction.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Float4
{
    /// <summary>The first.</summary>
    public float X;

    /// <summary>The second.</summary>
    public float Y;

    /// <summary>The third.</summary>
    public float Z;

    /// <summary>The fourth.</summary>
    public float W;

    /// <summary>left * right + addend in each place, rounded once.</summary>
    public static Float4 FusedMultiplyAdd(float left, Float4 right, Float4 addend) => new()
    {
        X = MathF.FusedMultiplyAdd(left, right.X, addend.X),
        Y = MathF.FusedMultiplyAdd(left, right.Y, addend.Y),
        Z = MathF.FusedMultiplyAdd(left, right.Z, addend.Z),
        W = MathF.FusedMultiplyAdd(left, right.W, addend.W),
    };
}
