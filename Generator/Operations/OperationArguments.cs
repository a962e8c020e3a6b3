using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Operations;

/// <summary>What an operation is applied to: arguments by the names of its parameters, in the form that its row wants.</summary>
/// <param name="Builder">The graph that it becomes part of.</param>
/// <param name="Receiver">The value whose method it is; null for a static one.</param>
/// <param name="Values">The arguments.</param>
/// <param name="Known">What symbols of text are where a module is read for its arguments.</param>
/// <param name="Site">Where the operation stands.</param>
internal sealed record OperationArguments(GraphBuilder Builder, SymbolicValue? Receiver, IReadOnlyDictionary<string, SymbolicValue> Values,
    IReadOnlyDictionary<string, Dim> Known, IOperationSite Site)
{
    public Node Target => Site.ToNode(Receiver!, null);

    public Node Tensor(string name) => Site.ToNode(Values[name], name);

    /// <summary>A tensor that is to have the target's shape; one number of the host stands for each of its elements.</summary>
    public Node Alike(string name)
    {
        var node = Tensor(name);
        var isNumber = Values[name] is not TensorValue || (node.Type.Rank == 0 && HostValues.Find(Builder.Nodes).Contains(node.Id));
        return isNumber ? Builder.BroadcastTo(node, Target.Type.Shape) : node;
    }

    /// <summary>A tensor, or null where that is what is given.</summary>
    public Node? Optional(string name) => Values[name] is ConstantValue { Constant: null } ? null : Tensor(name);

    public IReadOnlyList<Node> Tensors(string name) => Items(name).Select(item => Site.ToNode(item, name)).ToList();

    public FunctionValue Function(string name) => Values[name] as FunctionValue ?? throw NotConstant(name);

    /// <summary>Two bounds that are constants; where the lower is above the upper, that is warned of.</summary>
    public (double Low, double High) Bounds(string low, string high, string what)
    {
        var bounds = (Low: Number(low), High: Number(high));
        Site.NoteBounds(what, bounds.Low, bounds.High);
        return bounds;
    }

    public bool HasTarget => Receiver is not null;

    public bool Has(string name) => Values.ContainsKey(name);

    public double Number(string name) => Values[name] is NumberValue number ? number.Number : throw NotConstant(name);

    public int Integer(string name)
        => Values[name] is NumberValue number && number.Number == Math.Truncate(number.Number)
            ? (int)number.Number
            : throw NotConstant(name);

    public bool Flag(string name) => Values[name] is ConstantValue { Constant: bool flag } ? flag : throw NotConstant(name);

    public IReadOnlyList<int> Integers(string name)
        => Items(name).Select(item => item is NumberValue number ? (int)number.Number : throw NotConstant(name)).ToList();

    /// <summary>A dimension: a number, a constructor parameter, or text.</summary>
    public Dim Dimension(string name) => AsDim(Values[name], name);

    public IReadOnlyList<Dim> DimensionList(string name) => Items(name).Select(item => AsDim(item, name)).ToList();

    public string Text(string name) => Values[name] is ConstantValue { Constant: string text } ? text : throw NotConstant(name);

    /// <summary>The dimensions of a shape of the target's size; -1 is what the others leave.</summary>
    public Shape Dimensions(string name, Shape from)
    {
        var items = Items(name);
        var open = Enumerable.Range(0, items.Count).Where(axis => items[axis] is NumberValue { Number: -1 }).ToList();
        if (open.Count > 1) throw Site.NotADimension(name, "-1", "only one dimension can be left open");
        var dims = items.Select((item, axis) => open.Contains(axis) ? Dim.One : AsDim(item, name)).ToList();
        var known = Builder.MustBeShape(Shape.Of(dims)).Size;
        if (open.Count == 0) return Shape.Of(dims);
        dims[open[0]] = Builder.ExactQuotient(from.Size, known,
            $"{from} has {from.Size} elements, which {known} does not divide, so no dimension can stand for -1");
        return Shape.Of(dims);
    }

    /// <summary>The target's one element, which the host waits for.</summary>
    public Node Read()
    {
        Site.NoteRead();
        if (Target.Type.Element != ElementType.Bool) return Builder.Item(Target);
        return Builder.Add(OpKind.Less, Builder.Constant(0), Builder.Item(Builder.ToFloat(Target)));
    }

    private IReadOnlyList<SymbolicValue> Items(string name)
        => Values[name] is TupleValue values ? values.Items : throw NotConstant(name);

    private Dim AsDim(SymbolicValue value, string name) => value switch
    {
        NumberValue number when number.Number == Math.Truncate(number.Number) => (long)number.Number,
        DimValue dim => dim.Dim,
        ConstantValue { Constant: string text } => Named(text, name),
        _ => throw Site.NotADimension(name, value.What, "write a number, a constructor parameter, or text such as \"2*N\"", value),
    };

    private Dim Named(string text, string name)
    {
        var unknown = DimParser.Parse(text)?.Symbols
            .Where(symbol => !Builder.FixedSymbols.Contains(symbol) && !Builder.BatchSymbols.Contains(symbol)).FirstOrDefault();
        if (DimParser.Parse(text) is { } dim && unknown is null) return dim.Substitute(Known);
        throw Site.NotADimension(name, $"\"{text}\"",
            unknown is null ? "write a number, a name, or arithmetic of them such as \"2*N\"" : $"there is no symbol {unknown}");
    }

    private Exception NotConstant(string name) => Site.NotConstant(name, Values[name]);
}
