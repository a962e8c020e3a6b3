using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>Whole numbers are divided in emitted kernels as ILGPU cannot get wrong.</summary>
public partial class IntegerDivisionTests
{
    /// <summary>The rooms whose text becomes kernels of GPUs, or the sizes and indices in them.</summary>
    private static readonly string[] KernelRooms = ["CSharp", "Targets/Writers", "Targets/Ilgpu"];

    /// <summary>The writers of scalar arithmetic, whose quotients are of floats.</summary>
    private static readonly string[] OfFloats = ["ScalarWriter.cs"];

    [Fact]
    public void DivisionsAreWrittenInOnePlace()
    {
        var files = KernelRooms.SelectMany(room => Directory.GetFiles(Path.Combine(Root(), "Generator", room), "*.cs"))
            .Where(file => !OfFloats.Contains(Path.GetFileName(file)) && Path.GetFileName(file) != "IntegerDivision.cs").ToList();
        Assert.Contains(files, file => Path.GetFileName(file) == "DimText.cs");
        Assert.All(files, file => Assert.DoesNotMatch(Division(), File.ReadAllText(file)));
    }

    /// <summary>Whatever a division rounds to, towards zero or down.</summary>
    [Fact]
    public void AFloorIsRightUnderBothRoundings()
    {
        Assert.Equal("((x - ((x % 4 + 4) % 4)) / 4)", IntegerDivision.Floor("x", "4"));
        foreach (var divisor in new[] { 1, 2, 3, 4, 7, 8, 64 })
        {
            for (var x = -130; x <= 130; x++)
            {
                var expected = (int)Math.Floor((double)x / divisor);
                Assert.Equal(expected, Floor(x, divisor, (a, b) => a / b));
                Assert.Equal(expected, Floor(x, divisor, (a, b) => (int)Math.Floor((double)a / b)));
            }
        }
    }

    [Fact]
    public void WhatMayBeBelowZeroIsRoundedDown()
    {
        var n = Dim.Symbol("N");
        Assert.Equal(IntegerDivision.Floor("(N - 3)", "4"), DimText.Format(Dim.FloorDivide(n - 3, 4)));
        Assert.Equal("((N + 3) / 4)", DimText.Format(Dim.FloorDivide(n + 3, 4)));
    }

    // The text of IntegerDivision.Floor, with remainders as the division leaves them.
    private static int Floor(int x, int divisor, Func<int, int, int> divide)
    {
        int Remainder(int a) => a - (divisor * divide(a, divisor));
        return divide(x - Remainder(Remainder(x) + divisor), divisor);
    }

    /// <summary>A division between the holes of an interpolated text, or next to a word of one.</summary>
    [GeneratedRegex("\\} [/%] |[^/] [/%] \\{")]
    private static partial Regex Division();

    private static string Root([CallerFilePath] string source = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../.."));
}
