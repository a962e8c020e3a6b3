namespace ModelGen;

/// <summary>
/// What the rule of an <see cref="OptimizerAttribute"/>, which is of one number, may ask of all numbers of its parameter: a sum over a
/// value that it has computed for each. It is one reduction in the training step, with the same bits each time. The sum is over all
/// elements, also where it stands under a condition that holds for some of them. Outside of a rule it is the compile error MG0301 or an
/// exception.
/// </summary>
/// <example><code>var trust = WholeParameter.Norm(parameter) / WholeParameter.Norm(gradient);</code></example>
public static class WholeParameter
{
    /// <summary>The sum of a value over all elements of the parameter.</summary>
    /// <param name="value">The value for one element.</param>
    /// <exception cref="InvalidOperationException">It is called: rules are compiled and never run as written.</exception>
    public static float Sum(float value) => throw CompiledByModelGen.Error();

    /// <inheritdoc cref="Sum(float)"/>
    public static double Sum(double value) => throw CompiledByModelGen.Error();

    /// <summary>The root of the sum of a value's squares over all elements of the parameter.</summary>
    /// <param name="value">The value for one element.</param>
    /// <exception cref="InvalidOperationException">It is called: rules are compiled and never run as written.</exception>
    public static float Norm(float value) => throw CompiledByModelGen.Error();

    /// <inheritdoc cref="Norm(float)"/>
    public static double Norm(double value) => throw CompiledByModelGen.Error();
}
