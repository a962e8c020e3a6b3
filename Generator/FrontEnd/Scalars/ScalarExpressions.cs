using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>Evaluates the expressions of a scalar function in the frame of its present path.</summary>
internal sealed class ScalarExpressions(ScalarReader reader, ScalarFrame frame)
{
    /// <summary>The path that is being followed.</summary>
    public ScalarFrame Frame { get; set; } = frame;

    private ScalarChoices Choices => reader.Choices;

    private GraphBuilder Builder => reader.Choices.Builder;

    public SymbolicValue Read(IOperation operation)
    {
        reader.Cancellation.ThrowIfCancellationRequested();
        if (operation.ConstantValue is { HasValue: true, Value: { } constant } && Constant(constant) is { } known) return known;
        return operation switch
        {
            IParenthesizedOperation inner => Read(inner.Operand),
            IConversionOperation { OperatorMethod: null } conversion => Convert(conversion),
            ILocalReferenceOperation local => Frame[local.Local] ?? Outside(local),
            IParameterReferenceOperation parameter => Frame[parameter.Parameter] ?? Outside(parameter),
            IFieldReferenceOperation or IPropertyReferenceOperation => Outside(operation),
            IUnaryOperation unary => Unary(unary),
            IBinaryOperation binary => Binary(binary),
            IIsPatternOperation test => new ScalarPatterns(reader, this).Matches(Read(test.Value), test.Pattern),
            ISwitchExpressionOperation { Arms.Length: > 0 } choice => new ScalarPatterns(reader, this).Switch(choice),
            IConditionalOperation { WhenFalse: not null } conditional => Conditional(conditional),
            ISimpleAssignmentOperation assignment => Assign(assignment.Target, Read(assignment.Value)),
            ICompoundAssignmentOperation compound =>
                Assign(compound.Target, Combine(compound, compound.OperatorKind, Read(compound.Target), Read(compound.Value))),
            IIncrementOrDecrementOperation step => Step(step),
            IInvocationOperation call => Invoke(call),
            IInvalidOperation => throw new LanguageException(null),
            _ => throw ScalarReader.Unknown(operation, operation.Type is IArrayTypeSymbol
                ? "it has no arrays: give each number a variable of its own, such as 'var first = 1f;'"
                : "it has numbers, variables, arithmetic, comparisons, conditions and calls of Math's functions and of [Elementwise] "
                    + "methods"),
        };
    }

    public Truth Condition(IOperation operation)
        => Read(operation) as Truth ?? throw ScalarReader.Unknown(operation, "a condition is a comparison of numbers");

    public SymbolicValue Assign(IOperation target, SymbolicValue value)
    {
        if (IsOutside(target))
            throw ScalarReader.Unknown((target.Parent ?? target).Syntax.GetLocation(),
                $"an assignment to '{SyntaxText.Short(target.Syntax)}', which stands outside of a function of each element",
                "what such a function changes is lost: let it return the value");
        switch (target)
        {
            case ILocalReferenceOperation local:
                return Frame[local.Local] = value;
            case IParameterReferenceOperation parameter:
                return Frame[parameter.Parameter] = value;
            case IDeclarationExpressionOperation declaration:
                return Assign(declaration.Expression, value);
            case IDiscardOperation:
                return value;
            default:
                throw ScalarReader.Unknown(target, "it assigns to its own variables alone");
        }
    }

    /// <summary>Whether a variable belongs to the code around the function that assigns it.</summary>
    private static bool IsOutside(IOperation target)
    {
        var symbol = (target as ILocalReferenceOperation)?.Local ?? (ISymbol?)(target as IParameterReferenceOperation)?.Parameter;
        for (var around = target.Parent; symbol is not null && around is not null; around = around.Parent)
        {
            var function = (around as IAnonymousFunctionOperation)?.Symbol ?? (around as ILocalFunctionOperation)?.Symbol;
            if (function is not null) return !SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, function);
        }

        return false;
    }

    /// <summary>Follows two paths, the second where the condition does not hold; gives what they give.</summary>
    public (SymbolicValue? Then, SymbolicValue? Otherwise) Both(Truth condition, Func<SymbolicValue?> then, Func<SymbolicValue?> otherwise,
        Action<ScalarFrame, ScalarFrame>? check = null)
    {
        var here = Frame;
        var (first, second) = (here.Fork(condition), here.Fork(Truth.Not(condition)));
        Frame = first;
        var one = then();
        Frame = second;
        var two = otherwise();
        Frame = here;
        check?.Invoke(first, second);
        here.Merge(condition, first, second);
        return (one, two);
    }

    private static SymbolicValue? Constant(object value) => CSharpConstants.Value(value) switch
    {
        NumberValue number => number,
        ConstantValue { Constant: bool truth } => Truth.Of(truth),
        _ => null,
    };

    private SymbolicValue Outside(IOperation operation) => reader.Around(operation) switch
    {
        { } value and (NumberValue or DimValue or TensorValue or Truth) => value,
        _ => throw ScalarReader.Unknown(operation,
            "it uses its parameters, its own variables and constants: make it a const or a parameter"),
    };

    // Between float and double the graph's own type decides; a number that is cut to a whole one must be known.
    private SymbolicValue Convert(IConversionOperation conversion)
    {
        var value = Read(conversion.Operand);
        if (!IsWhole(conversion.Type) || IsWhole(conversion.Operand.Type)) return value;
        return value is NumberValue number
            ? new NumberValue(Math.Truncate(number.Number))
            : throw ScalarReader.Unknown(conversion, "only a number that is known while compiling can be cut to a whole one");
    }

    private SymbolicValue Unary(IUnaryOperation unary) => (unary.OperatorKind, Read(unary.Operand)) switch
    {
        (UnaryOperatorKind.Plus, var value) => value,
        (UnaryOperatorKind.Not, Truth truth) => Truth.Not(truth),
        (UnaryOperatorKind.Minus, NumberValue number) => new NumberValue(-number.Number),
        (UnaryOperatorKind.Minus, var value and not Truth) => new TensorValue(Builder.Add(OpKind.Negate, Choices.ToNode(value))),
        _ => throw ScalarReader.Unknown(unary, "of the operators on one operand it has unary minus and !"),
    };

    private SymbolicValue Binary(IBinaryOperation binary)
    {
        var left = Read(binary.LeftOperand);
        return (binary.OperatorKind, left) switch
        {
            (BinaryOperatorKind.ConditionalAnd, Truth first) => AndThen(first, binary.RightOperand),
            (BinaryOperatorKind.ConditionalOr, Truth first) => Truth.Or(first, Second(Truth.Not(first), binary.RightOperand)),
            _ => Combine(binary, binary.OperatorKind, left, Read(binary.RightOperand)),
        };
    }

    /// <summary>Where a condition and then another hold.</summary>
    public Truth AndThen(Truth first, IOperation second) => Truth.And(first, Second(first, second));

    // The operand that is evaluated only where the first one leaves it open.
    private Truth Second(Truth condition, IOperation operand)
    {
        if (condition == Truth.False) return Truth.False;
        return (Truth)Both(condition, () => Condition(operand), () => null).Then!;
    }

    private SymbolicValue Combine(IOperation operation, BinaryOperatorKind kind, SymbolicValue left, SymbolicValue right)
    {
        if (left is Truth first && right is Truth second && Logic(kind, first, second) is { } truth) return truth;
        if (left is Truth || right is Truth) throw Operator(operation);
        if (ScalarComparisons.Compare(Choices, kind, left, right) is { } comparison) return comparison;
        if (left is NumberValue a && right is NumberValue b
            && SymbolicArithmetic.Numbers(kind, a.Number, b.Number, operation.Type) is { } number) return new NumberValue(number);
        if (IsWhole(operation.Type) && SymbolicArithmetic.AsDim(left) is { } x && SymbolicArithmetic.AsDim(right) is { } y
            && SymbolicArithmetic.Dims(kind, x, y, operation.Type, Builder.Ranges) is { } dim)
            return new DimValue(dim);
        if (IsWhole(operation.Type) && kind == BinaryOperatorKind.Divide)
            throw ScalarReader.Unknown(operation, "a quotient of whole numbers must be known while compiling: divide floats");
        return SymbolicArithmetic.Kind(kind) is { } op
            ? new TensorValue(Builder.Add(op, Choices.ToNode(left), Choices.ToNode(right)))
            : throw Operator(operation);
    }

    private static Truth? Logic(BinaryOperatorKind kind, Truth first, Truth second) => kind switch
    {
        BinaryOperatorKind.And => Truth.And(first, second),
        BinaryOperatorKind.Or => Truth.Or(first, second),
        BinaryOperatorKind.Equals => ScalarChoices.Choose(first, second, Truth.Not(second)),
        BinaryOperatorKind.NotEquals or BinaryOperatorKind.ExclusiveOr => ScalarChoices.Choose(first, Truth.Not(second), second),
        _ => null,
    };

    private SymbolicValue Conditional(IConditionalOperation conditional)
    {
        var condition = Condition(conditional.Condition);
        if (condition is Truth.Known known) return Read(known.Value ? conditional.WhenTrue : conditional.WhenFalse!);
        var (then, otherwise) = Both(condition, () => Read(conditional.WhenTrue), () => Read(conditional.WhenFalse!));
        return Choices.Choose(condition, then!, otherwise!);
    }

    private SymbolicValue Step(IIncrementOrDecrementOperation step)
    {
        var old = Read(step.Target);
        var kind = step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        var changed = Assign(step.Target, Combine(step, kind, old, new NumberValue(1)));
        return step.IsPostfix ? old : changed;
    }

    private SymbolicValue Invoke(IInvocationOperation call)
    {
        if (ScalarFunctions.IsMath(call.TargetMethod))
            return ScalarCalls.OfMath(Choices, call,
                call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => Read(argument.Value)).ToList());
        if (call.TargetMethod.ContainingType.IsKnown("WholeParameter"))
            return ScalarCalls.OfWhole(reader, call, Read(call.Arguments[0].Value));
        if (!call.TargetMethod.IsStatic && call.TargetMethod.MethodKind != MethodKind.LocalFunction) throw ScalarCalls.Unknown(call);
        var values = call.Arguments.ToDictionary(argument => argument.Parameter!.Ordinal,
            argument => argument.Parameter!.RefKind == RefKind.Out ? new NumberValue(0) : Read(argument.Value));
        var results = reader.Call(call.TargetMethod, Enumerable.Range(0, values.Count).Select(ordinal => values[ordinal]).ToList(),
            call.Syntax);
        var changed = call.Arguments.Where(argument => argument.Parameter!.RefKind is RefKind.Ref or RefKind.Out)
            .OrderBy(argument => argument.Parameter!.Ordinal).ToList();
        for (var index = 0; index < changed.Count; index++) Assign(changed[index].Value, results[index + 1]!);
        return results[0] ?? new ConstantValue(null);
    }

    private static bool IsWhole(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    private static LanguageException Operator(IOperation operation)
        => ScalarReader.Unknown(operation, "it has + - * / and unary minus, < <= > >= == !=, and && || !");
}
