namespace ModelGen;

/// <summary>Names of metrics that differ in their averages, so that several of them can be in one table.</summary>
internal static class AverageName
{
    /// <summary>The metric's own name for the usual average, and with the average's before it for another.</summary>
    public static string Of(string name, Average average)
        => average == Average.Macro ? name : $"{average.ToString().ToLowerInvariant()} {name}";
}
