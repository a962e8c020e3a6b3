using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>Arrays and lists whose length is known: how they are made, their elements and length.</summary>
internal static class ArrayReader
{
    /// <summary>The value of an operation on an array, or null when it is none.</summary>
    public static SymbolicValue? Read(IOperation operation, ExpressionReader expressions) => operation switch
    {
        { Syntax: CollectionExpressionSyntax } =>
            new TupleValue(operation.ChildOperations.Select(element => expressions.Read(element)).ToList()),
        IObjectCreationOperation { Arguments.Length: 0, Initializer.Initializers: var added, Type: INamedTypeSymbol { Name: "List" } }
            when added.All(element => element is IInvocationOperation { TargetMethod.Name: "Add", Arguments.Length: 1 }) =>
            new TupleValue(added.Cast<IInvocationOperation>().Select(element => expressions.Read(element.Arguments[0].Value)).ToList()),
        IArrayCreationOperation { Initializer: null, DimensionSizes: [var size] } => Empty(size, expressions),
        IArrayInitializerOperation initializer =>
            new TupleValue(initializer.ElementValues.Select(element => expressions.Read(element)).ToList()),
        IArrayElementReferenceOperation { Indices: [var index] } element => Element(element, element.ArrayReference, index, expressions),
        IPropertyReferenceOperation { Instance: { } list, Arguments: [{ Value: var index }] } element =>
            Element(element, list, index, expressions),
        IPropertyReferenceOperation { Instance: { } list, Property.Name: "Length" or "Count" } =>
            Items(expressions.Read(list)) is { } items ? new NumberValue(items.Count) : null,
        _ => null,
    };

    /// <summary>Enumerable.Range, Select, ToArray and ToList over what is known; null for other calls.</summary>
    public static SymbolicValue? Sequence(IInvocationOperation call, ExpressionReader expressions)
    {
        var arguments = call.Arguments;
        return (call.TargetMethod.ContainingType.Name, call.TargetMethod.Name, arguments.Length) switch
        {
            ("Enumerable", "Range", 2) => Range(Length(arguments[0].Value, expressions), Length(arguments[1].Value, expressions)),
            ("Enumerable", "Select", 2) when Items(expressions.Read(arguments[0].Value)) is { } items
                && Function(arguments[1].Value) is { } function
                => new TupleValue(items.Select(item => Apply(function, item, expressions)).ToList()),
            ("Enumerable", "ToArray" or "ToList", 1) => expressions.Read(arguments[0].Value),
            _ => null,
        };
    }

    public static IReadOnlyList<SymbolicValue>? Items(SymbolicValue value) => value switch
    {
        ModuleArrayValue array => array.Items,
        TupleValue tuple => tuple.Items,
        _ => null,
    };

    private static SymbolicValue Element(IOperation element, IOperation array, IOperation index, ExpressionReader expressions)
    {
        var holder = expressions.Read(array);
        if (holder is ModulePartValue part && expressions.Read(index) is NumberValue { Number: var position })
            return part with { Path = $"{part.Path}{GraphText.Number(position)}." };
        var items = Items(holder)
            ?? throw new LanguageException(Descriptors.NoElement, element.Syntax.GetLocation(), SyntaxText.Short(element.Syntax),
                "it is no array of known length");
        if (expressions.Read(index) is not NumberValue { Number: var number })
            throw expressions.NeedsConstant(index.Syntax, "an index", expressions.Read(index));
        if (number < 0 || number >= items.Count)
            throw new LanguageException(Descriptors.NoElement, element.Syntax.GetLocation(), SyntaxText.Short(element.Syntax),
                $"there are {items.Count} elements");
        return items[(int)number] is ConstantValue { Constant: null }
            ? throw new LanguageException(Descriptors.NoElement, element.Syntax.GetLocation(), SyntaxText.Short(element.Syntax),
                "it is null")
            : items[(int)number];
    }

    private static TupleValue Empty(IOperation size, ExpressionReader expressions)
        => new(Enumerable.Repeat<SymbolicValue>(new ConstantValue(null), Length(size, expressions)).ToArray());

    private static TupleValue Range(int start, int count)
        => new(Enumerable.Range(start, count).Select(number => (SymbolicValue)new NumberValue(number)).ToList());

    private static int Length(IOperation operation, ExpressionReader expressions) => expressions.Read(operation) switch
    {
        NumberValue { Number: >= 0 and < 100_000 and var number } => (int)number,
        var value => throw expressions.NeedsConstant(operation.Syntax, "the length of an array", value),
    };

    private static IAnonymousFunctionOperation? Function(IOperation value) => value switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation function } => function,
        IConversionOperation conversion => Function(conversion.Operand),
        _ => null,
    };

    private static SymbolicValue Apply(IAnonymousFunctionOperation function, SymbolicValue item, ExpressionReader expressions)
    {
        var scope = new Scope(expressions.Scope);
        scope.Declare(function.Symbol.Parameters[0], item);
        return new StatementReader(expressions.Context, expressions.Within(scope), scope).Body(function.Body);
    }
}
