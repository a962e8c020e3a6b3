using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>
/// A number of rows, as a type, so that a kernel is compiled for it: the type's size, to which a pair of them adds
/// <see cref="GemmRows.Paired"/>. A size is known when the just-in-time compiler begins to read a kernel, so that the code of rows that are
/// not there costs it nothing.
/// </summary>
internal interface IGemmRows;

internal static class GemmRows
{
    /// <summary>What the size of a pair has more than that of its first rows.</summary>
    public const int Paired = 16;

    [StructLayout(LayoutKind.Sequential, Size = 1)]
    internal readonly struct One : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = 2)]
    internal readonly struct Two : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = 3)]
    internal readonly struct Three : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = 4)]
    internal readonly struct Four : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = 5)]
    internal readonly struct Five : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = 6)]
    internal readonly struct Six : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = 7)]
    internal readonly struct Seven : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = 8)]
    internal readonly struct Eight : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = 9)]
    internal readonly struct Nine : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = 10)]
    internal readonly struct Ten : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = 11)]
    internal readonly struct Eleven : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = 12)]
    internal readonly struct Twelve : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = Paired + 1)]
    internal readonly struct PairOfOne : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = Paired + 2)]
    internal readonly struct PairOfTwo : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = Paired + 3)]
    internal readonly struct PairOfThree : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = Paired + 4)]
    internal readonly struct PairOfFour : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = Paired + 5)]
    internal readonly struct PairOfFive : IGemmRows;

    [StructLayout(LayoutKind.Sequential, Size = Paired + 6)]
    internal readonly struct PairOfSix : IGemmRows;
}
