namespace ModelGen.Generator.IR;

/// <summary>
/// Names of the host scalars that stand for the float and double inputs of a call; a dot keeps them apart from all others.
/// </summary>
internal static class CallNumber
{
    private const string Prefix = "call.";

    public static string Name(string input) => Prefix + input;

    /// <summary>The input that a host scalar stands for, or null.</summary>
    public static string? Input(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? name.Substring(Prefix.Length) : null;

    /// <summary>The same of a node.</summary>
    public static string? Input(Node node) => node.Kind == OpKind.HostScalar ? Input(node.Name) : null;
}
