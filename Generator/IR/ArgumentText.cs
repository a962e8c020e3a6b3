namespace ModelGen.Generator.IR;

/// <summary>The words of operations' arguments in the text form of the graph; what is empty, 0 or not set is left out.</summary>
internal static class ArgumentText
{
    public const string Name = "name=";
    public const string Value = "value=";
    public const string Axes = "axes=";
    public const string Dims = "dims=";
    public const string Start = "start=";
    public const string End = "end=";
    public const string Count = "count=";
    public const string Carried = "carried=";
    public const string Number = "number=";
    public const string Keep = "keep";

    public static IEnumerable<string> OfAxes(params IReadOnlyList<int> axes)
        => axes.Count == 0 ? [] : [$"{Axes}[{string.Join(", ", axes.Select(GraphText.Number))}]"];

    public static IEnumerable<string> OfDims(params IReadOnlyList<Dim> dims)
        => dims.Count == 0 ? [] : [Dims + Shape.Of(dims)];

    public static IEnumerable<string> Of(string word, Dim dim) => dim.IsZero ? [] : [word + dim];

    public static IEnumerable<string> Of(string word, int number) => number == 0 ? [] : [word + GraphText.Number(number)];

    public static IEnumerable<string> Flag(string word, bool isSet) => isSet ? [word] : [];
}
