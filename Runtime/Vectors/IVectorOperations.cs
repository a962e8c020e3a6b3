using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>What the product needs of vectors of one width.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TVector">A vector of them.</typeparam>
internal unsafe interface IVectorOperations<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    /// <summary>Elements of a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Rows whose sums of two vectors each stay in registers, beside what is multiplied.</summary>
    static abstract int Rows { get; }

    static abstract TVector Load(T* source);

    static abstract void Store(T* destination, TVector value);

    static abstract TVector Create(T value);

    static abstract TVector Add(TVector left, TVector right);

    /// <summary>left * right + sum, rounded once where the hardware has it.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector sum);

    /// <summary>Loads a vector whose first lanes become 0, so that so many of the last ones are left.</summary>
    static abstract TVector LoadLast(T* source, int count);

    /// <summary>Adds the parts of 128 bits, by halves.</summary>
    static abstract Vector128<T> Fold(TVector value);
}
