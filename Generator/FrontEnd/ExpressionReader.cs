using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd;

/// <summary>Evaluates expressions of Forward and Loss: constants and dimensions at once, tensors into the graph.</summary>
internal sealed class ExpressionReader(ClassReader owner, Scope scope)
{
    public Scope Scope => scope;

    public bool IsModel => owner.IsModel;

    /// <summary>A reader of the same class that sees other variables.</summary>
    public ExpressionReader Within(Scope other) => new(owner, other);

    private GraphBuilder Builder => owner.Builder;

    /// <param name="operation">The expression.</param>
    /// <param name="label">The variable that it is assigned to, which names the value in the graph.</param>
    public SymbolicValue Read(IOperation operation, string? label = null)
    {
        owner.Cancellation.ThrowIfCancellationRequested();
        var value = Evaluate(operation);
        if (label is not null && value is TensorValue { Node: { Label: null, Inputs.Count: > 0 } node })
        {
            Builder.Label(node, label);
            return new TensorValue(Builder.Nodes[node.Id]);
        }

        return value;
    }

    /// <summary>The value as a node; a number becomes one that broadcasts.</summary>
    public Node ToNode(SymbolicValue value, SyntaxNode syntax) => value switch
    {
        TensorValue tensor => Builder.Nodes[tensor.Node.Id],
        NumberValue number => Builder.Constant(number.Number),
        DimValue dim => Builder.Count(dim.Dim),
        HostNumberValue { IsBoolean: false } number => Builder.Number(number.Name),
        _ => throw new LanguageException(Descriptors.UnknownSyntax, syntax.GetLocation(), $"{value.What} here", "a Tensor or a number is expected"),
    };

    private SymbolicValue Evaluate(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true } constant && operation is not IConversionOperation { OperatorMethod: not null }) return Constant(constant.Value);
        return operation switch
        {
            IParenthesizedOperation inner => Read(inner.Operand),
            IConversionOperation conversion => Convert(conversion),
            ILocalReferenceOperation local => scope[local.Local] ?? throw Unknown(operation, $"'{local.Local.Name}' here", "it has no value yet"),
            IParameterReferenceOperation parameter => scope[parameter.Parameter] ?? owner.ConstructorValue(parameter.Parameter) ?? throw Unknown(operation, $"'{parameter.Parameter.Name}' here", "of the constructor's parameters, those of type int, float, double, bool and modules can be used"),
            IFieldReferenceOperation { Instance: { } instance, Field.ContainingType.IsTupleType: true } element => Element(Read(instance), element),
            IFieldReferenceOperation { Instance: { } holder } outer when outer.Field.ContainingType.IsModule() && holder is not IInstanceReferenceOperation => ParameterOf(Read(holder), outer),
            IFieldReferenceOperation { Instance: not (null or IInstanceReferenceOperation) } other => throw Unknown(other, $"'{Short(other.Syntax)}'", "a class uses its own fields alone"),
            IFieldReferenceOperation field => owner.Field(field),
            IInstanceReferenceOperation => new SelfValue(),
            IUnaryOperation unary => Unary(unary),
            IBinaryOperation binary => Binary(binary),
            ITupleOperation tuple => new TupleValue(tuple.Elements.Select(element => Read(element)).ToList()),
            ISimpleAssignmentOperation assignment => Assign(assignment.Target, Read(assignment.Value, NameOf(assignment.Target))),
            IDeconstructionAssignmentOperation deconstruction => Assign(deconstruction.Target, Read(deconstruction.Value)),
            ICompoundAssignmentOperation compound => Assign(compound.Target, Arithmetic(compound, compound.OperatorKind, Read(compound.Target), Read(compound.Value))),
            IInvocationOperation invocation => new InvocationReader(owner, this, invocation).Read(),
            IArrayCreationOperation { Initializer: { } initializer } => new TupleValue(initializer.ElementValues.Select(element => Read(element)).ToList()),
            IObjectCreationOperation creation when creation.Type.IsModule() => owner.Create(creation),
            IConditionalOperation { WhenFalse: not null } conditional => Choose(conditional),
            _ when ArrayReader.Read(operation, this) is { } array => array,
            IInvalidOperation => throw new LanguageException(null),
            _ => throw Unknown(operation, $"'{Short(operation.Syntax)}'", "it has tensors, numbers, arithmetic, calls of Tensor's methods, of modules and of own methods"),
        };
    }

    private SymbolicValue Choose(IConditionalOperation conditional)
    {
        var condition = Read(conditional.Condition);
        if (condition is ConstantValue { Constant: bool flag }) return Read(flag ? conditional.WhenTrue : conditional.WhenFalse!);
        if (condition is not HostNumberValue { IsBoolean: true } number) throw Unknown(conditional, $"'{Short(conditional.Condition.Syntax)}' as a condition", "a condition is a constant or a bool of the constructor");
        var (first, second) = (ToNode(Read(conditional.WhenTrue), conditional.WhenTrue.Syntax), ToNode(Read(conditional.WhenFalse!), conditional.WhenFalse!.Syntax));
        return new TensorValue(owner.Shaped(conditional.Syntax.GetLocation(), [first, second], () => Builder.Add(OpKind.Select, Builder.Add(OpKind.Less, Builder.Constant(0), Builder.Number(number.Name)), first, second), Short(conditional.Syntax)));
    }

    private TensorValue ParameterOf(SymbolicValue holder, IFieldReferenceOperation field)
    {
        if (holder is ModuleValue module && ModuleInliner.Parameter(Builder, module, field.Field.Name) is { } node) return new(node);
        throw Unknown(field, $"'{Short(field.Syntax)}'", "of another module, the parameters that its Forward uses can be read");
    }

    // A tuple's field of any name corresponds to Item1, Item2, ...
    private static SymbolicValue Element(SymbolicValue tuple, IFieldReferenceOperation field)
    {
        var name = (field.Field.CorrespondingTupleField ?? field.Field).Name;
        if (tuple is TupleValue { Items: var items } && int.TryParse(name.Substring("Item".Length), out var number) && number <= items.Count) return items[number - 1];
        throw Unknown(field, $"'{Short(field.Syntax)}'", "a tuple's elements are used by their names");
    }

    private static SymbolicValue Constant(object? value) => value switch
    {
        int or long or short or byte or sbyte or float or double or decimal or uint or ushort or ulong
            => new NumberValue(value is float single ? Shortest(single) : System.Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        _ => new ConstantValue(value),
    };

    // 0.1f means a tenth, of which the float is the nearest.
    private static double Shortest(float value)
    {
        var text = value.ToString("G7", System.Globalization.CultureInfo.InvariantCulture);
        return float.Parse(text, System.Globalization.CultureInfo.InvariantCulture) == value ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : value;
    }

    private SymbolicValue Convert(IConversionOperation conversion) => Read(conversion.Operand);

    private SymbolicValue Unary(IUnaryOperation unary)
    {
        var operand = Read(unary.Operand);
        return (unary.OperatorKind, operand) switch
        {
            (UnaryOperatorKind.Plus, _) => operand,
            (UnaryOperatorKind.Not, ConstantValue { Constant: bool flag }) => new ConstantValue(!flag),
            (UnaryOperatorKind.Minus, NumberValue number) => new NumberValue(-number.Number),
            (UnaryOperatorKind.Minus, DimValue dim) => new DimValue(dim.Dim * -1),
            (UnaryOperatorKind.Minus, TensorValue or HostNumberValue) => new TensorValue(Builder.Add(OpKind.Negate, ToNode(operand, unary.Syntax))),
            _ => throw Unknown(unary, $"the operator in '{Short(unary.Syntax)}'", "it has + - * / and unary minus"),
        };
    }

    private SymbolicValue Binary(IBinaryOperation binary) => Arithmetic(binary, binary.OperatorKind, Read(binary.LeftOperand), Read(binary.RightOperand));

    private SymbolicValue Arithmetic(IOperation operation, BinaryOperatorKind kind, SymbolicValue left, SymbolicValue right)
    {
        if (SymbolicArithmetic.Compare(kind, left, right) is { } truth) return new ConstantValue(truth);
        if (left is NumberValue a && right is NumberValue b && SymbolicArithmetic.Numbers(kind, a.Number, b.Number, operation.Type) is { } number) return new NumberValue(number);
        if (SymbolicArithmetic.AsDim(left) is { } x && SymbolicArithmetic.AsDim(right) is { } y && SymbolicArithmetic.Dims(kind, x, y) is { } dim) return new DimValue(dim);
        if (SymbolicArithmetic.Kind(kind) is not { } op) throw Unknown(operation, $"the operator in '{Short(operation.Syntax)}'", "it has + - * / and unary minus");
        var (first, second) = (ToNode(left, operation.Syntax), ToNode(right, operation.Syntax));
        return new TensorValue(owner.Shaped(OperatorLocation(operation), [first, second], () => Builder.Add(op, first, second), Short(operation.Syntax)));
    }

    private SymbolicValue Assign(IOperation target, SymbolicValue value)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                return Assign(declaration.Expression, value);
            case ILocalReferenceOperation local:
                return scope[local.Local] = value;
            case IParameterReferenceOperation parameter:
                return scope[parameter.Parameter] = value;
            case IDiscardOperation:
                return value;
            case ITupleOperation tuple when value is TupleValue items && items.Items.Count == tuple.Elements.Length:
                for (var index = 0; index < items.Items.Count; index++) Assign(tuple.Elements[index], items.Items[index]);
                return value;
            default:
                throw Unknown(target, $"an assignment to '{Short(target.Syntax)}'", "assign to local variables; parameters of a model change by training alone");
        }
    }

    private static string? NameOf(IOperation target) => target is ILocalReferenceOperation local ? local.Local.Name : null;

    private static Location OperatorLocation(IOperation operation) => operation.Syntax switch
    {
        BinaryExpressionSyntax binary => binary.OperatorToken.GetLocation(),
        AssignmentExpressionSyntax assignment => assignment.OperatorToken.GetLocation(),
        var other => other.GetLocation(),
    };

    private static LanguageException Unknown(IOperation operation, string what, string instead) => new(Descriptors.UnknownSyntax, operation.Syntax.GetLocation(), what, instead);

    /// <summary>A piece of source in one short line.</summary>
    public static string Short(SyntaxNode syntax)
    {
        var text = string.Join(" ", syntax.ToString().Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 40 ? text : text.Substring(0, 37) + "...";
    }
}
