using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Modules;
using ModelGen.Generator.FrontEnd.Scalars;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>Evaluates expressions of Forward and Loss: constants and dimensions at once, tensors into the graph.</summary>
internal sealed class ExpressionReader(ReadingContext context, IMembers members, Scope scope)
{
    private const int LongChain = 16;

    /// <summary>The links of chains that are read by now, until the next link takes them.</summary>
    private readonly Dictionary<IOperation, SymbolicValue> _chain = [];

    public ReadingContext Context => context;

    public IMembers Members => members;

    public Scope Scope => scope;

    public bool IsModel => context.IsModel;

    /// <summary>A reader of the same class that sees other variables.</summary>
    public ExpressionReader Within(Scope other) => new(context, members, other);

    private GraphBuilder Builder => context.Builder;

    /// <param name="operation">The expression.</param>
    /// <param name="label">The variable that it is assigned to, which names the value in the graph.</param>
    public SymbolicValue Read(IOperation operation, string? label = null)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        NestingLimit.Check(operation.Syntax);
        ReadChain(operation);
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
        _ => throw OfValue(syntax, value, $"{value.What} here", "a Tensor or a number is expected"),
    };

    /// <summary>A value that is no constant where one is needed.</summary>
    /// <param name="syntax">Where it stands.</param>
    /// <param name="what">What must be a constant.</param>
    /// <param name="value">The value.</param>
    public LanguageException NeedsConstant(SyntaxNode syntax, string what, SymbolicValue value)
        => new(Descriptors.NeedsConstant, syntax.GetLocation(), what,
            value.What)
        { DependsOnNumbers = UnknownNumbers.AreIn(value, Builder) };

    /// <summary>What the language does not have of this value, though of others.</summary>
    public LanguageException OfValue(SyntaxNode syntax, SymbolicValue? value, string what, string instead)
        => new(Descriptors.UnknownSyntax, syntax.GetLocation(), what, instead)
        {
            IsOfValues = true,
            DependsOnNumbers = value is not null && UnknownNumbers.AreIn(value, Builder)
        };

    /// <summary>
    /// Reads a long chain of calls or operators iteratively, innermost link first, so that the stack depth does not depend on its length.
    /// </summary>
    private void ReadChain(IOperation operation)
    {
        if (_chain.ContainsKey(operation)) return;
        var links = new Stack<IOperation>();
        for (var link = Before(operation); link is not null; link = Before(link)) links.Push(link);
        if (links.Count < LongChain) return;
        foreach (var link in links) _chain.Add(link, Evaluate(link));
    }

    /// <summary>What a link of a chain is applied to, where that is read first and once in any case.</summary>
    private static IOperation? Before(IOperation link) => link switch
    {
        { ConstantValue.HasValue: true } => null,
        IInvocationOperation { Instance: { } instance } call when call.TargetMethod.ContainingType.IsAnyTensor()
            && call.TargetMethod.Name != "Size" => instance,
        IBinaryOperation { OperatorKind: not (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr) } binary =>
            binary.LeftOperand,
        IConversionOperation { OperatorMethod: null } conversion => conversion.Operand,
        IParenthesizedOperation inner => inner.Operand,
        _ => null,
    };

    private SymbolicValue Evaluate(IOperation operation)
    {
        var before = context.Origins.Enter(operation);
        var value = Evaluated(operation);
        context.Origins.Leave(before, value);
        return value;
    }

    private SymbolicValue Evaluated(IOperation operation)
    {
        if (_chain.TryGetValue(operation, out var known))
        {
            _chain.Remove(operation);
            return known;
        }

        if (operation.ConstantValue is { HasValue: true } constant && operation is not IConversionOperation { OperatorMethod: not null })
            return CSharpConstants.Value(constant.Value);
        return operation switch
        {
            IParenthesizedOperation inner => Read(inner.Operand),
            IConversionOperation conversion => Convert(conversion),
            ILocalReferenceOperation local =>
                scope[local.Local] ?? throw OfValue(operation.Syntax, null, $"'{local.Local.Name}' here", "it has no value yet"),
            IParameterReferenceOperation parameter =>
                scope[parameter.Parameter] ?? context.ConstructorValue(parameter.Parameter)
                    ?? throw Unknown(operation, $"'{parameter.Parameter.Name}' here",
                        "of the constructor's parameters, those of type int, float, double, bool and modules can be used"),
            IFieldReferenceOperation { Instance: { } instance, Field.ContainingType.IsTupleType: true } element =>
                Element(Read(instance), element),
            IFieldReferenceOperation { Instance: { } holder } outer when outer.Field.ContainingType.IsModule()
                && holder is not IInstanceReferenceOperation
                => new ModuleFields(context, scope).Read(Read(holder), outer),
            IFieldReferenceOperation { Instance: not (null or IInstanceReferenceOperation) } other =>
                throw Unknown(other, $"'{SyntaxText.Short(other.Syntax)}'", "a class uses its own fields alone"),
            IFieldReferenceOperation field =>
                members.Buffer(field.Field) is { } buffer ? new TensorValue(context.Parameter(buffer, scope)) : members.Field(field),
            IInstanceReferenceOperation => new SelfValue(),
            IConditionalOperation conditional => Conditional(conditional),
            IPropertyReferenceOperation property => Property(property),
            IIsPatternOperation pattern when NullChecks.IsNullPattern(pattern) is { } isNull =>
                NullChecks.Value(Read(pattern.Value), isNull)
                    ?? throw Unknown(operation, $"'{SyntaxText.Short(operation.Syntax)}'", "a module is null or not"),
            IIncrementOrDecrementOperation step => Step(step),
            IUnaryOperation unary => Unary(unary),
            IBinaryOperation binary => Binary(binary),
            ITupleOperation tuple => new TupleValue(tuple.Elements.Select(element => Read(element)).ToList()),
            ISimpleAssignmentOperation assignment => Assign(assignment.Target, Read(assignment.Value, NameOf(assignment.Target))),
            IDeconstructionAssignmentOperation deconstruction => Assign(deconstruction.Target, Read(deconstruction.Value)),
            ICompoundAssignmentOperation compound =>
                Assign(compound.Target, Arithmetic(compound, compound.OperatorKind, Read(compound.Target), Read(compound.Value))),
            IInvocationOperation invocation => new InvocationReader(context, this, invocation).Read(),
            IArrayCreationOperation { Initializer: { } initializer } =>
                new TupleValue(initializer.ElementValues.Select(element => Read(element)).ToList()),
            IDelegateCreationOperation function => ScalarMap.Read(function, inner => Read(inner), Builder, context.Code),
            IObjectCreationOperation creation when creation.Type.IsModule() => members.Create(creation),
            IObjectCreationOperation
            {
                Arguments.Length: 0, Initializer: null,
                Type: INamedTypeSymbol { Name: "List", TypeArguments: [var element] }
            } when element.IsTensor() => ListValue.Empty,
            _ when ArrayReader.Read(operation, this) is { } array => array,
            IInvalidOperation => throw new LanguageException(null),
            IConditionalAccessOperation access => throw Unknown(operation, $"'?.' in '{SyntaxText.Short(operation.Syntax)}'",
                $"modules and tensors are there: write '{SyntaxText.Short(access.Operation.Syntax)}' with '.'"),
            _ => throw Unknown(operation, $"'{SyntaxText.Short(operation.Syntax)}'",
                "it has tensors, numbers, arithmetic, calls of Tensor's methods, of modules and of own methods"),
        };
    }

    // A tuple's field of any name corresponds to Item1, Item2, ...
    private static SymbolicValue Element(SymbolicValue tuple, IFieldReferenceOperation field)
    {
        var name = (field.Field.CorrespondingTupleField ?? field.Field).Name;
        if (tuple is TupleValue { Items: var items } && int.TryParse(name.Substring("Item".Length), out var number)
            && number <= items.Count) return items[number - 1];
        throw Unknown(field, $"'{SyntaxText.Short(field.Syntax)}'", "a tuple's elements are used by their names");
    }

    /// <summary>A number cast to a whole one loses what is behind the point.</summary>
    private SymbolicValue Convert(IConversionOperation conversion)
    {
        var value = Read(conversion.Operand);
        if (!SymbolicArithmetic.IsWhole(conversion.Type) || SymbolicArithmetic.IsWhole(conversion.Operand.Type)) return value;
        return value switch
        {
            NumberValue number => new NumberValue(Math.Truncate(number.Number)),
            TensorValue or HostNumberValue { IsBoolean: false } => new TensorValue(Builder.Truncate(ToNode(value, conversion.Syntax))),
            _ => value,
        };
    }

    private SymbolicValue Unary(IUnaryOperation unary)
    {
        var operand = Read(unary.Operand);
        return (unary.OperatorKind, operand) switch
        {
            (UnaryOperatorKind.Plus, _) => operand,
            (UnaryOperatorKind.True or UnaryOperatorKind.False, _) =>
                throw OfValue(unary.Syntax, operand, $"a condition that is {operand.What}", Conditions.Advice(operand, unary.Syntax)),
            (UnaryOperatorKind.Not, ConstantValue { Constant: bool flag }) => new ConstantValue(!flag),
            (UnaryOperatorKind.Minus, NumberValue number) => new NumberValue(-number.Number),
            (UnaryOperatorKind.Minus, DimValue dim) => new DimValue(dim.Dim * -1),
            (UnaryOperatorKind.Not, TensorValue mask) when unary.Type.IsBoolTensor() =>
                new TensorValue(Builder.Not(ToNode(mask, unary.Syntax))),
            (UnaryOperatorKind.Not, TensorValue { Node.Type: { Rank: 0, Element: ElementType.Bool } }
                or HostNumberValue { IsBoolean: true }) => new TensorValue(Builder.Not(Condition(operand, unary.Syntax))),
            (UnaryOperatorKind.Minus, TensorValue or HostNumberValue) =>
                new TensorValue(Builder.Add(OpKind.Negate, ToNode(operand, unary.Syntax))),
            _ => throw OfValue(unary.Syntax, operand, $"the operator in '{SyntaxText.Short(unary.Syntax)}'",
                "it has + - * / and unary minus"),
        };
    }

    private SymbolicValue Binary(IBinaryOperation binary)
    {
        if (binary.Type is null or IErrorTypeSymbol) throw new LanguageException(null);
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr && binary.Type.IsBoolTensor())
            throw Conditions.ShortCircuit(binary);
        var left = Read(binary.LeftOperand);
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            var isDecided = left is ConstantValue { Constant: bool known }
                && known == (binary.OperatorKind == BinaryOperatorKind.ConditionalOr);
            return isDecided ? left : Logic(binary, binary.OperatorKind, left,
                UnknownNumbers.Within(UnknownNumbers.AreIn(left, Builder), () => Read(binary.RightOperand)));
        }

        var right = Read(binary.RightOperand);
        if (!SymbolicArithmetic.IsComparison(binary.OperatorKind)) return Arithmetic(binary, binary.OperatorKind, left, right);
        if (binary.Type.IsBoolTensor()) return Elementwise(binary, left, right);
        var isSingle = binary.LeftOperand.Type?.SpecialType == SpecialType.System_Single;
        return Compare(binary, binary.OperatorKind, isSingle ? AsSingle(left) : left, isSingle ? AsSingle(right) : right);
    }

    /// <summary>A number as the float that C# compares, which a tenth is not.</summary>
    private static SymbolicValue AsSingle(SymbolicValue value) => value is NumberValue { Number: var number }
        ? new NumberValue((float)number) : value;

    /// <summary>A comparison of each element.</summary>
    private TensorValue Elementwise(IBinaryOperation binary, SymbolicValue left, SymbolicValue right)
    {
        var (x, y) = (ToNode(left, binary.Syntax), ToNode(right, binary.Syntax));
        return new(Joined(binary, x, y, () => Compared(binary.OperatorKind, x, y)));
    }

    private Node Compared(BinaryOperatorKind kind, Node x, Node y) => kind switch
    {
        BinaryOperatorKind.LessThan => Builder.Compare(OpKind.Less, x, y),
        BinaryOperatorKind.LessThanOrEqual => Builder.Compare(OpKind.LessOrEqual, x, y),
        BinaryOperatorKind.GreaterThan => Builder.Compare(OpKind.Less, y, x),
        BinaryOperatorKind.GreaterThanOrEqual => Builder.Compare(OpKind.LessOrEqual, y, x),
        BinaryOperatorKind.Equals => Builder.Compare(OpKind.Equal, x, y),
        _ => Builder.Not(Builder.Compare(OpKind.Equal, x, y)),
    };

    /// <summary>A comparison of numbers of the host: known now, or a condition that the call decides.</summary>
    public SymbolicValue Compare(IOperation operation, BinaryOperatorKind kind, SymbolicValue left, SymbolicValue right)
    {
        if (NullChecks.Value(left, right, kind) is { } decided) return decided;
        if (left is ConstantValue a && right is ConstantValue b)
            return new ConstantValue(Equals(a.Constant, b.Constant) == (kind == BinaryOperatorKind.Equals));
        if (SymbolicArithmetic.Compare(kind, left, right) is { } known) return new ConstantValue(known);
        if (!SymbolicArithmetic.IsNumber(left) || !SymbolicArithmetic.IsNumber(right))
        {
            throw OfValue(
                operation.Syntax,
                new TupleValue([left, right]),
                $"the comparison '{SyntaxText.Short(operation.Syntax)}'",
                Conditions.Comparison(operation, kind, left, right));
        }

        var (x, y) = (ToNode(left, operation.Syntax), ToNode(right, operation.Syntax));
        return new TensorValue(Compared(kind, x, y));
    }

    /// <summary>'and' or 'or' of conditions.</summary>
    public SymbolicValue Logic(IOperation operation, BinaryOperatorKind kind, SymbolicValue left, SymbolicValue right)
    {
        var isOr = kind == BinaryOperatorKind.ConditionalOr;
        if (left is ConstantValue { Constant: bool a }) return a == isOr ? left : right;
        if (right is ConstantValue { Constant: bool b }) return b == isOr ? right : left;
        var (x, y) = (Condition(left, operation.Syntax), Condition(right, operation.Syntax));
        return new TensorValue(isOr ? Builder.Select(x, x, y) : Builder.Select(x, y, x));
    }

    /// <summary>A condition that the host knows when it calls.</summary>
    public Node Condition(SymbolicValue value, SyntaxNode syntax)
    {
        if (value is HostNumberValue { IsBoolean: true } flag)
            return Builder.Add(OpKind.Less, Builder.Constant(0), Builder.Number(flag.Name));
        if (value is TensorValue && ToNode(value, syntax) is { Type: { Rank: 0, Element: ElementType.Bool } } node && Builder.IsHost(node))
            return node;
        throw OfValue(syntax, value, $"a condition that is {value.What}", Conditions.Advice(value, syntax));
    }

    private SymbolicValue Conditional(IConditionalOperation conditional)
    {
        var condition = Read(conditional.Condition);
        if (condition is ConstantValue { Constant: bool known }) return Read(known ? conditional.WhenTrue : conditional.WhenFalse!);
        var node = Condition(condition, conditional.Condition.Syntax);
        return UnknownNumbers.Within(UnknownNumbers.AreIn(node, Builder), () =>
        {
            var sides = new[] { conditional.WhenTrue, conditional.WhenFalse! }
                .Select(side => BranchSide.Read(context, scope, () => Read(side))).ToList();
            return BranchSide.Join(context, scope, node, conditional.Syntax, sides, sides.Select(side => side.Value!).ToList(),
                key => BranchReader.IsOutside(key, conditional));
        });
    }

    private SymbolicValue Property(IPropertyReferenceOperation property)
    {
        if (property.Property.ContainingType.IsKnown("Mode") && property.Property.Name == "Training")
            return new TensorValue(Builder.Add(OpKind.Less, Builder.Constant(0), Builder.HostScalar(HostValues.Training)));
        var target = property.Instance is null ? null : Read(property.Instance);
        return (target, property.Property.Name) switch
        {
            (not null, "Length" or "Count") when ArrayReader.Items(target) is { } items => new NumberValue(items.Count),
            (not null, "this[]") when target is not TensorValue && ArrayReader.Read(property, this) is { } element => element,
            (TensorValue tensor, "this[]") => new PieceReader(context, this, property).Read(ToNode(tensor, property.Syntax)),
            _ => throw Unknown(property, $"'{SyntaxText.Short(property.Syntax)}'",
                property.Property.Locations.Any(location => location.IsInSource)
                    ? "properties are not read: write a field, or a method"
                    : "a model computes with its inputs, parameters and constants: take the value as an input, such as 'float value'"),
        };
    }

    private SymbolicValue Step(IIncrementOrDecrementOperation step)
    {
        var old = Read(step.Target);
        var by = step.Kind == OperationKind.Increment ? 1 : -1;
        var value = Arithmetic(step, BinaryOperatorKind.Add, old, new NumberValue(by));
        Assign(step.Target, value);
        return step.IsPostfix ? old : value;
    }

    private SymbolicValue Arithmetic(IOperation operation, BinaryOperatorKind kind, SymbolicValue left, SymbolicValue right)
    {
        if (left is NumberValue a && right is NumberValue b
            && SymbolicArithmetic.Numbers(kind, a.Number, b.Number, operation.Type) is { } number) return new NumberValue(number);
        if (SymbolicArithmetic.AsDim(left) is { } x && SymbolicArithmetic.AsDim(right) is { } y
            && SymbolicArithmetic.Dims(kind, x, y, operation.Type, Builder.Ranges) is { } dim)
            return SymbolicArithmetic.Value(dim);
        if (operation.Type.IsBoolTensor()) return Masks(operation, kind, left, right);
        if (SymbolicArithmetic.IsQuotient(kind, operation.Type))
            return new TensorValue(SymbolicArithmetic.Whole(Builder, kind, ToNode(left, operation.Syntax),
                ToNode(right, operation.Syntax)));
        if (SymbolicArithmetic.Kind(kind) is not { } op)
            throw OfValue(operation.Syntax, new TupleValue([left, right]), $"the operator in '{SyntaxText.Short(operation.Syntax)}'",
                "it has + - * / and unary minus");
        var (first, second) = (ToNode(left, operation.Syntax), ToNode(right, operation.Syntax));
        return new TensorValue(Joined(operation, first, second, () => Builder.Add(op, first, second)));
    }

    private TensorValue Masks(IOperation operation, BinaryOperatorKind kind, SymbolicValue left, SymbolicValue right)
    {
        var (x, y) = (ToNode(left, operation.Syntax), ToNode(right, operation.Syntax));
        return new(Joined(operation, x, y, () => kind == BinaryOperatorKind.And ? Builder.And(x, y) : Builder.Or(x, y)));
    }

    /// <summary>The node of an operator whose operands broadcast.</summary>
    private Node Joined(IOperation operation, Node left, Node right, Func<Node> make)
    {
        context.Origins.Describe(OperatorNoun(operation), ValueNames.IsPlain(left) ? right : left);
        var node = context.Shaped(OperatorLocation(operation), [left, right], make, SyntaxText.Short(operation.Syntax));
        context.NoteExpansion(OperatorLocation(operation), operation.Syntax, left, right);
        return node;
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
            case IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field when members.Buffer(field.Field) is { } buffer:
                return scope[buffer.Name] = Kept(buffer, value, field);
            case IPropertyReferenceOperation { Instance: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field } piece
                when members.Buffer(field.Field) is { } buffer:
                var whole = context.Parameter(buffer, scope);
                scope[buffer.Name] = new PieceReader(context, this, piece).Assign(whole, ToNode(value, piece.Syntax));
                return value;
            case IDiscardOperation:
                return value;
            case ITupleOperation tuple when value is TupleValue items && items.Items.Count == tuple.Elements.Length:
                for (var index = 0; index < items.Items.Count; index++) Assign(tuple.Elements[index], items.Items[index]);
                return value;
            case IFieldReferenceOperation { Field.IsReadOnly: true }:
                throw new LanguageException(null);
            default:
                throw Unknown(target, $"an assignment to '{SyntaxText.Short(target.Syntax)}'", Assignments.Advice(target, value));
        }
    }

    /// <summary>The value for a buffer, which keeps its shape.</summary>
    private TensorValue Kept(ParameterInfo buffer, SymbolicValue value, IFieldReferenceOperation field)
    {
        context.Parameter(buffer, scope);
        var node = ToNode(value, field.Syntax);
        if (node.Type.Rank == 0 && buffer.Type.Rank > 0) node = Builder.BroadcastTo(node, buffer.Type.Shape);
        if (node.Type.Shape == buffer.Type.Shape) return new(node);
        throw new LanguageException(Descriptors.ShapesDoNotMeet, field.Syntax.GetLocation(),
            $"{buffer.Name} is {buffer.Type.Shape} and cannot hold {node.Type.Shape}: a buffer keeps its shape", "");
    }

    private static string OperatorNoun(IOperation operation) => operation switch
    {
        IBinaryOperation binary => Noun(binary.OperatorKind),
        ICompoundAssignmentOperation compound => Noun(compound.OperatorKind),
        _ => "result",
    };

    private static string Noun(BinaryOperatorKind kind)
        => SymbolicArithmetic.Kind(kind) is { } operation ? ValueNames.Noun(operation) : "mask";

    private static string? NameOf(IOperation target) => target is ILocalReferenceOperation local ? local.Local.Name : null;

    private static Location OperatorLocation(IOperation operation) => operation.Syntax switch
    {
        BinaryExpressionSyntax binary => binary.OperatorToken.GetLocation(),
        AssignmentExpressionSyntax assignment => assignment.OperatorToken.GetLocation(),
        var other => other.GetLocation(),
    };

    private static LanguageException Unknown(IOperation operation, string what, string instead)
        => new(Descriptors.UnknownSyntax, operation.Syntax.GetLocation(), what, instead);
}
