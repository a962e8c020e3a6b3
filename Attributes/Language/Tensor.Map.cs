using System.Runtime.CompilerServices;

namespace ModelGen;

/// <content>
/// The user's own functions on scalars: the names of <see cref="ElementwiseAttribute"/> methods, or lambdas. The model's precision decides
/// whether they compute in float or in double. Where a condition chooses a branch, the gradient is that of the branch.
/// </content>
public sealed partial class Tensor
{
    /// <summary>The function's value for each element; the shape stays.</summary>
    /// <param name="function">An [Elementwise] method or a lambda.</param>
    [OverloadResolutionPriority(1)]
    public Tensor Map(Func<float, float> function) => throw CompiledByModelGen.Error();

    /// <inheritdoc cref="Map(Func{float, float})"/>
    public Tensor Map(Func<double, double> function) => throw CompiledByModelGen.Error();

    /// <summary>The function's value for each element; the shape stays.</summary>
    /// <param name="function">An [Elementwise] method or a lambda of 1 parameter.</param>
    /// <param name="first">What its first parameter is.</param>
    [OverloadResolutionPriority(1)]
    public static Tensor Map(Func<float, float> function, Tensor first) => throw CompiledByModelGen.Error();

    /// <inheritdoc cref="Map(Func{float, float}, Tensor)"/>
    public static Tensor Map(Func<double, double> function, Tensor first) => throw CompiledByModelGen.Error();

    /// <summary>The function's value for each element of tensors whose shapes broadcast.</summary>
    /// <param name="function">An [Elementwise] method or a lambda of 2 parameters.</param>
    /// <param name="first">What its first parameter is.</param>
    /// <param name="second">What its second parameter is.</param>
    [OverloadResolutionPriority(1)]
    public static Tensor Map(Func<float, float, float> function, Tensor first, Tensor second) => throw CompiledByModelGen.Error();

    /// <inheritdoc cref="Map(Func{float, float, float}, Tensor, Tensor)"/>
    public static Tensor Map(Func<double, double, double> function, Tensor first, Tensor second) => throw CompiledByModelGen.Error();

    /// <summary>The function's value for each element of tensors whose shapes broadcast.</summary>
    /// <param name="function">An [Elementwise] method or a lambda of 3 parameters.</param>
    /// <param name="first">What its first parameter is.</param>
    /// <param name="second">What its second parameter is.</param>
    /// <param name="third">What its third parameter is.</param>
    [OverloadResolutionPriority(1)]
    public static Tensor Map(Func<float, float, float, float> function, Tensor first, Tensor second, Tensor third)
        => throw CompiledByModelGen.Error();

    /// <inheritdoc cref="Map(Func{float, float, float, float}, Tensor, Tensor, Tensor)"/>
    public static Tensor Map(Func<double, double, double, double> function, Tensor first, Tensor second, Tensor third)
        => throw CompiledByModelGen.Error();

    /// <summary>The function's value for each element of tensors whose shapes broadcast.</summary>
    /// <param name="function">An [Elementwise] method or a lambda of 4 parameters.</param>
    /// <param name="first">What its first parameter is.</param>
    /// <param name="second">What its second parameter is.</param>
    /// <param name="third">What its third parameter is.</param>
    /// <param name="fourth">What its fourth parameter is.</param>
    [OverloadResolutionPriority(1)]
    public static Tensor Map(Func<float, float, float, float, float> function, Tensor first, Tensor second, Tensor third, Tensor fourth)
        => throw CompiledByModelGen.Error();

    /// <inheritdoc cref="Map(Func{float, float, float, float, float}, Tensor, Tensor, Tensor, Tensor)"/>
    public static Tensor Map(Func<double, double, double, double, double> function, Tensor first, Tensor second, Tensor third,
        Tensor fourth) => throw CompiledByModelGen.Error();
}
