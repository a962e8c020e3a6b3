using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>A call of one of Tensor's methods: its arguments by name, in the form that an operation wants.</summary>
internal sealed class MethodCall(GraphBuilder builder, IInvocationOperation operation, SymbolicValue? target,
    IReadOnlyDictionary<string, SymbolicValue> arguments, Func<SymbolicValue, SyntaxNode, Node> toNode,
    IReadOnlyDictionary<string, Dim> known, Action<Diagnostic> note)
{
    public GraphBuilder Builder => builder;

    public Node Target => toNode(target!, operation.Syntax);

    public Node Tensor(string name) => toNode(arguments[name], SyntaxOf(name));

    /// <summary>A tensor that is to have the target's shape; one number of the host stands for each of its elements.</summary>
    public Node Alike(string name)
    {
        var node = Tensor(name);
        var isNumber = arguments[name] is not TensorValue || (node.Type.Rank == 0 && HostValues.Find(builder.Nodes).Contains(node.Id));
        return isNumber ? builder.BroadcastTo(node, Target.Type.Shape) : node;
    }

    /// <summary>A tensor, or null where that is what is given.</summary>
    public Node? Optional(string name) => arguments[name] is ConstantValue { Constant: null } ? null : Tensor(name);

    public IReadOnlyList<Node> Tensors(string name) => Items(name).Select(item => toNode(item, SyntaxOf(name))).ToList();

    public FunctionValue Function(string name) => arguments[name] as FunctionValue ?? throw NotConstant(name);

    /// <summary>Two bounds that are constants; where the lower is above the upper, that is warned of.</summary>
    public (double Low, double High) Bounds(string low, string high, string what)
    {
        var bounds = (Low: Number(low), High: Number(high));
        if (BoundsCheck.Check(what, bounds.Low, bounds.High, SyntaxText.LocationOf(operation.Syntax)) is { } warning) note(warning);
        return bounds;
    }

    public bool HasTarget => target is not null;

    public bool Has(string name) => arguments.ContainsKey(name);

    public double Number(string name) => arguments[name] is NumberValue number ? number.Number : throw NotConstant(name);

    public int Integer(string name)
        => arguments[name] is NumberValue number && number.Number == Math.Truncate(number.Number)
            ? (int)number.Number
            : throw NotConstant(name);

    public bool Flag(string name) => arguments[name] is ConstantValue { Constant: bool flag } ? flag : throw NotConstant(name);

    public IReadOnlyList<int> Integers(string name)
        => Items(name).Select(item => item is NumberValue number ? (int)number.Number : throw NotConstant(name)).ToList();

    /// <summary>A dimension: a number, a constructor parameter, or text.</summary>
    public Dim Dimension(string name) => AsDim(arguments[name], name);

    public IReadOnlyList<Dim> DimensionList(string name) => Items(name).Select(item => AsDim(item, name)).ToList();

    public string Text(string name) => arguments[name] is ConstantValue { Constant: string text } ? text : throw NotConstant(name);

    /// <summary>The dimensions of a shape of the target's size; -1 is what the others leave.</summary>
    public Shape Dimensions(string name, Shape from)
    {
        var items = Items(name);
        var open = items.Select((item, axis) => (item, axis)).Where(pair => pair.item is NumberValue { Number: -1 })
            .Select(pair => pair.axis).ToList();
        if (open.Count > 1)
            throw new LanguageException(Descriptors.NotADimension, SyntaxOf(name).GetLocation(), "-1",
                "only one dimension can be left open");
        var dims = items.Select((item, axis) => open.Contains(axis) ? Dim.One : AsDim(item, name)).ToList();
        var known = builder.MustBeShape(Shape.Of(dims)).Size;
        if (open.Count == 0) return Shape.Of(dims);
        dims[open[0]] = builder.ExactQuotient(from.Size, known,
            $"{from} has {from.Size} elements, which {known} does not divide, so no dimension can stand for -1");
        return Shape.Of(dims);
    }

    /// <summary>The target's one element, which the host waits for.</summary>
    public Node Read()
    {
        note(Diagnostic.Create(Descriptors.Synchronises, operation.Syntax.GetLocation(), SyntaxText.Short(operation.Syntax)));
        if (Target.Type.Element != ElementType.Bool) return builder.Add(OpKind.Item, Target);
        return builder.Add(OpKind.Less, builder.Constant(0), builder.Add(OpKind.Item, builder.Add(OpKind.ConvertToFloat, Target)));
    }

    private IReadOnlyList<SymbolicValue> Items(string name)
        => arguments[name] is TupleValue values ? values.Items : throw NotConstant(name);

    private Dim AsDim(SymbolicValue value, string name) => value switch
    {
        NumberValue number when number.Number == Math.Truncate(number.Number) => (long)number.Number,
        DimValue dim => dim.Dim,
        ConstantValue { Constant: string text } => Named(text, name),
        _ => throw new LanguageException(Descriptors.NotADimension, SyntaxOf(name).GetLocation(), value.What,
            "write a number, a constructor parameter, or text such as \"2*N\"")
        {
            DependsOnNumbers = UnknownNumbers.AreIn(value, builder),
        },
    };

    private Dim Named(string text, string name)
    {
        var unknown = DimParser.Parse(text)?.Symbols
            .Where(symbol => !builder.FixedSymbols.Contains(symbol) && !builder.BatchSymbols.Contains(symbol)).FirstOrDefault();
        if (DimParser.Parse(text) is { } dim && unknown is null) return dim.Substitute(known);
        throw new LanguageException(Descriptors.NotADimension, SyntaxOf(name).GetLocation(), $"\"{text}\"",
            unknown is null ? "write a number, a name, or arithmetic of them such as \"2*N\"" : $"there is no symbol {unknown}");
    }

    private LanguageException NotConstant(string name)
        => new(Descriptors.NeedsConstant, SyntaxOf(name).GetLocation(), name, arguments[name].What)
    {
        DependsOnNumbers = UnknownNumbers.AreIn(arguments[name], builder),
    };

    private SyntaxNode SyntaxOf(string name)
        => operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name && !argument.IsImplicit)?.Value.Syntax
            ?? operation.Syntax;
}
