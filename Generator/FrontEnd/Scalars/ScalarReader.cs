using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>Runs scalar functions on values: numbers that are known, and nodes that stand for each element of a tensor.</summary>
/// <param name="code">Where the functions' source is.</param>
/// <param name="choices">Makes the nodes of choices.</param>
/// <param name="around">What a lambda or local function sees of the code around it; null for none.</param>
internal sealed class ScalarReader(SourceCode code, ScalarChoices choices, Func<IOperation, SymbolicValue?>? around)
{
    private const int MaxSteps = 1000;

    private readonly List<IMethodSymbol> _open = [];
    private int _steps;

    public ScalarChoices Choices => choices;

    public CancellationToken Cancellation => code.Cancellation;

    /// <summary>Sums a value over all elements of a parameter; null where the function is not of the elements of one.</summary>
    public Func<Node, Node>? Sum { get; init; }

    /// <summary>Names the values of the function's variables; null where nobody asks for their names.</summary>
    public Action<Node, string>? Name { get; init; }

    /// <summary>What code around the function gives.</summary>
    public SymbolicValue? Around(IOperation operation)
        => around?.Invoke(operation) is { } value ? (value is ConstantValue { Constant: bool truth } ? Truth.Of(truth) : value) : null;

    /// <summary>The value that a function returns, then those of its ref parameters.</summary>
    /// <param name="method">The function.</param>
    /// <param name="arguments">A value for each parameter.</param>
    /// <param name="syntax">Where it is called.</param>
    /// <param name="body">Its body where it has no declaration: a lambda's.</param>
    public IReadOnlyList<SymbolicValue?> Call(IMethodSymbol method, IReadOnlyList<SymbolicValue> arguments, SyntaxNode syntax,
        IOperation? body = null)
    {
        if (_open.Contains(method, SymbolEqualityComparer.Default))
            throw Unknown(SyntaxText.LocationOf(syntax), $"the recursion of {method.Name}",
                "a scalar function calls others that do not lead back to it");
        Count(SyntaxText.LocationOf(syntax));
        if (!IsScalar(method))
            throw new LanguageException(Descriptors.UnknownCall, SyntaxText.LocationOf(syntax), method.Name,
                ", for it is not marked [Elementwise]");
        body ??= code.Body(method)
            ?? throw new LanguageException(Descriptors.UnknownCall, SyntaxText.LocationOf(syntax), method.Name,
                ", for its body is not in this project");
        _open.Add(method);
        var frame = new ScalarFrame(choices);
        foreach (var (parameter, value) in method.Parameters.Zip(arguments, (parameter, value) => (parameter, value)))
            frame[parameter] = value;
        var result = Execute(method, body, frame,
            isCalled: _open.Count > 1 || syntax != method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(code.Cancellation));
        _open.RemoveAt(_open.Count - 1);
        return result;
    }

    /// <summary>Counts a call or a round of a loop: each becomes code.</summary>
    public void Count(Location location)
    {
        if (++_steps > MaxSteps)
            throw Unknown(location, $"a scalar function of more than {GraphText.Number(MaxSteps)} calls and rounds of loops",
                "write the sum or product as a formula");
    }

    // A function that is reported by itself is not reported again by those that call it.
    private IReadOnlyList<SymbolicValue?> Execute(IMethodSymbol method, IOperation body, ScalarFrame frame, bool isCalled)
    {
        try
        {
            return new ScalarStatements(this, method, frame).Body(body);
        }
        catch (LanguageException) when (isCalled && ElementwiseParser.IsReportedByItself(method))
        {
            throw new LanguageException(null);
        }
    }

    private static bool IsScalar(IMethodSymbol method)
        => method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction
            || method.Attribute("ElementwiseAttribute") is not null || method.Attribute("GradientTransformAttribute") is not null
            || method.ContainingType?.Attribute(KnownNames.Optimizer) is not null;

    public static LanguageException Unknown(Location location, string what, string instead)
        => new(Descriptors.UnknownSyntax, location, what, instead);

    public static LanguageException Unknown(IOperation operation, string instead)
        => Unknown(operation.Syntax.GetLocation(), $"'{SyntaxText.Short(operation.Syntax)}' in a scalar function", instead);
}
