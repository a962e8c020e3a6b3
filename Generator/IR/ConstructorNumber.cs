namespace ModelGen.Generator.IR;

/// <summary>
/// Names of the host scalars that stand for a constructor's float and bool parameters; a dot keeps them apart from all others.
/// </summary>
internal static class ConstructorNumber
{
    private const string Prefix = "constructor.";

    public static string Name(string parameter) => Prefix + parameter;

    /// <summary>The parameter that a host scalar stands for, or null.</summary>
    public static string? Parameter(string name)
        => name.StartsWith(Prefix, StringComparison.Ordinal) ? name.Substring(Prefix.Length) : null;

    /// <summary>The member of an executor that has its value.</summary>
    public static string Property(string parameter) => "Constructor_" + parameter;
}
