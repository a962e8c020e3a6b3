using System.Text;

namespace ModelGen.Generator.IR;

/// <summary>What values are called in emitted code: in the user's words, where they come from the user's source.</summary>
internal static class ValueNames
{
    /// <summary>Ends the names of gradients.</summary>
    public const string Gradient = "Gradient";

    /// <summary>The name of a value; others may have the same one.</summary>
    public static string Of(Node node)
    {
        if (node.Kind == OpKind.Input && node.Origin is { Part: Origin.Itself } captured) return captured.Subject;
        if (node.SourceName is { } declared) return declared;
        if (node.Origin is not { } origin) return node.Label ?? Noun(node.Kind);
        if (origin.Part == Origin.Itself) return origin.Subject;
        return Subject(node, origin) + Pascal(origin.Part ?? (origin.Role == OriginRole.Forward ? node.Label : null) ?? Noun(node.Kind));
    }

    /// <summary>An index that a gradient needs is none itself.</summary>
    private static string Subject(Node node, Origin origin)
        => node.Type.Element == ElementType.Int32 && origin.Subject.EndsWith(Gradient, StringComparison.Ordinal)
            ? origin.Subject.Substring(0, origin.Subject.Length - Gradient.Length)
            : origin.Subject;

    /// <summary>With what the names of operations on a value begin.</summary>
    public static string Stem(Node node) => node.Kind == OpKind.Input ? Of(node) : node.SourceName ?? node.Origin?.Stem ?? Of(node);

    /// <summary>Whether a value is a number, after which nothing is named.</summary>
    public static bool IsPlain(Node node) => node.Kind is OpKind.Constant or OpKind.DimValue or OpKind.HostScalar;

    /// <summary><c>_hidden.weight</c> as <c>HiddenWeight</c>.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder();
        var upper = true;
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c)) text.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = !char.IsLetterOrDigit(c);
        }

        return text.Length == 0 || char.IsDigit(text[0]) ? "Value" + text : text.ToString();
    }

    /// <summary><c>_hidden.weight</c> as <c>hiddenWeight</c>.</summary>
    public static string Camel(string name)
    {
        var letters = Pascal(name).ToCharArray();
        letters[0] = char.ToLowerInvariant(letters[0]);
        return new(letters);
    }

    /// <summary>What the result of an operation is.</summary>
    public static string Noun(OpKind kind) => kind switch
    {
        OpKind.Iota => "index",
        OpKind.Random => "noise",
        OpKind.Negate => "negative",
        OpKind.Exp => "exponential",
        OpKind.Log or OpKind.Log1p => "logarithm",
        OpKind.Sqrt => "root",
        OpKind.Abs => "magnitude",
        OpKind.Sin => "sine",
        OpKind.Cos => "cosine",
        OpKind.Convert => "converted",
        OpKind.Add => "sum",
        OpKind.Subtract => "difference",
        OpKind.Divide => "quotient",
        OpKind.Multiply => "scaled",
        OpKind.Less or OpKind.LessOrEqual or OpKind.Equal => "mask",
        OpKind.Select => "selected",
        OpKind.ReduceSum => "total",
        OpKind.ReduceMaximum => "maximum",
        OpKind.ArgMax => "index",
        OpKind.ScatterAdd => "rows",
        OpKind.Fold => "folded",
        OpKind.Reshape => "reshaped",
        OpKind.Transpose => "transposed",
        OpKind.Broadcast => "repeated",
        OpKind.Flip => "flipped",
        OpKind.Slice => "piece",
        OpKind.Pad => "padded",
        OpKind.Concat => "joined",
        OpKind.Gather => "chosen",
        OpKind.Window => "windows",
        OpKind.MatMul => "product",
        OpKind.Item => "number",
        OpKind.Part => "result",
        _ => kind.Row().Name,
    };
}
