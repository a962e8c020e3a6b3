using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Fixes;
using ModelGen.Generator.FrontEnd.Modules;
using ModelGen.Generator.FrontEnd.Scalars;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>Evaluates a call: of a tensor's method, of a module's Forward, or of a method of the model's own.</summary>
internal sealed class InvocationReader(ReadingContext context, ExpressionReader expressions, IInvocationOperation call)
{
    private readonly IMethodSymbol _method = call.TargetMethod;

    public SymbolicValue Read()
    {
        if (_method.ContainingType.IsAnyTensor()) return OfTensor();
        if ((_method.ContainingType.IsModule() || _method.ContainingType.IsModuleInterface()) && _method.Name == KnownNames.Forward
            && call.Instance is not IInstanceReferenceOperation) return OfModule();
        if (_method is { Name: "Add", ContainingType.Name: "List" } && call.Instance is ILocalReferenceOperation local
            && expressions.Read(local) is ListValue list) return Added(local, list);
        if (SymbolEqualityComparer.Default.Equals(_method.ContainingType, context.Type) || context.Inherits(_method.ContainingType))
            return OfOwn();
        if (ScalarFunctions.IsMath(_method) && OfMath() is { } number) return number;
        if (ArrayReader.Sequence(call, expressions) is { } sequence) return sequence;
        if (_method.IsStatic && _method.DeclaringSyntaxReferences.Length > 0) return OfOwn();
        throw UnknownCall.Create(call);
    }

    /// <summary>A function of Math of numbers that are known while compiling, or when the model is called; null for others.</summary>
    private SymbolicValue? OfMath()
    {
        var arguments = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => expressions.Read(argument.Value))
            .ToList();
        if (!ScalarFunctions.Rows.TryGetValue(_method.Name, out var row) || !arguments.All(SymbolicArithmetic.IsNumber)) return null;
        var numbers = arguments.OfType<NumberValue>().Select(number => number.Number).ToArray();
        if (numbers.Length == arguments.Count && ScalarFunctions.Known(_method.Name, numbers) is { } known) return new NumberValue(known);
        return row(context.Builder, arguments.Select(argument => expressions.ToNode(argument, call.Syntax)).ToArray()) is { } node
            ? new TensorValue(node)
            : null;
    }

    private SymbolicValue OfTensor()
    {
        if (_method.Name == "Size" && expressions.Read(call.Instance!) is TensorValue sized) return Size(sized.Node);
        if (!TensorMethods.Rows.TryGetValue(_method.Name, out var row) && !TensorMethods.Lists.ContainsKey(_method.Name))
            throw UnknownCall.Create(call);
        var target = call.Instance is { } instance ? expressions.Read(instance) : null;
        var arguments = Arguments();
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && SettingRanges.Find(parameter) is { } range)
                context.Ranged(range, _method.Name, arguments[parameter.Name], argument.Value.Syntax.GetLocation());
        }

        if (arguments.Values.OfType<ListValue>().FirstOrDefault() is { } list) return OfList(list, arguments);
        var method = new OperationArguments(context.Builder, target, arguments, context.Known, new CallSite(context, expressions, call));
        var operands = new[] { target }.Concat(arguments.Values).OfType<TensorValue>().Select(value => value.Node).ToList();
        context.Origins.Describe(_method.Name, IsOfLoss(call.Instance) ? null : operands.FirstOrDefault());
        if (row is not null)
        {
            var result = context.Shaped(NameLocation(), operands, () => row(method), _method.Name + ArgumentsText(), OfArgument);
            if (operands.Count > 0) LossInputs.Check(context, _method.Name, operands[0], NameLocation());
            LossInputs.CheckAxis(context, result, call);
            return new TensorValue(Joined(operands, result));
        }

        IReadOnlyList<Node> pieces = [];
        context.Shaped(NameLocation(), operands, () => (pieces = TensorMethods.Lists[_method.Name](method))[0],
            _method.Name + ArgumentsText());
        return new TupleValue([.. pieces.Select(piece => (SymbolicValue)new TensorValue(piece))]);
    }

    /// <summary>Whether an operand is what Loss is given, after which nothing that it computes is named.</summary>
    private static bool IsOfLoss(IOperation? operand)
        => operand is IParameterReferenceOperation { Parameter.ContainingSymbol.Name: KnownNames.Loss };

    private SymbolicValue Size(Node tensor)
    {
        var axis = Arguments()["axis"];
        if (axis is not NumberValue { Number: var number }) throw expressions.NeedsConstant(call.Syntax, "axis", axis);
        return SymbolicArithmetic.Value(context.Checked(NameLocation(), [tensor],
            () => tensor.Type.Shape[Composites.Axis(tensor, (int)number)], "Size"));
    }

    /// <summary>The result of a method; where its operands broadcast and both expand, that is warned of.</summary>
    private Node Joined(List<Node> operands, Node result)
    {
        if (TensorMethods.Broadcasting.Contains(_method.Name)) context.NoteExpansion(NameLocation(), call.Syntax, [.. operands]);
        else if (_method.Name == "MatMul") context.NoteProductExpansion(NameLocation(), operands[0], operands[1]);
        return result;
    }

    /// <summary>Tensor.Stack or Tensor.Concat of a list.</summary>
    private TensorValue OfList(ListValue list, Dictionary<string, SymbolicValue> arguments)
    {
        if (arguments["axis"] is not NumberValue axis) throw expressions.NeedsConstant(call.Syntax, "axis", arguments["axis"]);
        return new(context.Shaped(NameLocation(), [], () =>
        {
            var stack = list.Stacked(context.Builder);
            return _method.Name == "Stack"
                ? Composites.MoveFirstAxis(context.Builder, stack, (int)axis.Number)
                : Composites.ConcatElements(context.Builder, stack, (int)axis.Number);
        }, _method.Name));
    }

    private SymbolicValue OfModule()
    {
        var value = expressions.Read(call.Instance!);
        if (value is not ModuleValue module) throw NoModule(value);
        var arguments = Arguments();
        var inputs = _method.Parameters.Where(parameter => parameter.Type.IsTensor() || parameter.Type.IsIndexTensor())
            .Select(parameter => expressions.ToNode(arguments[parameter.Name], call.Syntax)).ToList();
        var hosts = _method.Parameters.Where(parameter => !parameter.Type.IsTensor() && !parameter.Type.IsIndexTensor()).ToList();
        foreach (var parameter in hosts.Where(parameter => !IsReal(parameter)))
            module = module.With(parameter.Name, HostArgument(arguments[parameter.Name]));
        var numbers = hosts.Where(IsReal).ToDictionary(parameter => parameter.Name, parameter => NumberArgument(arguments[parameter.Name]));
        module = module with { CallNumbers = numbers };
        if (module.Open is { } open) module = module with { Graph = open(inputs.Select(input => input.Type).ToList(), NameLocation()) };
        if (module.Graph.Parameters.Count == 0 && inputs.Count > 0) context.Origins.Describe(module.Name, inputs[0]);
        else context.Origins.Describe(module.Name);
        var before = context.Builder.Nodes.Count;
        IReadOnlyList<Node> results = [];
        context.Shaped(NameLocation(), inputs, () => (results = new ModuleInliner(context, expressions.Scope, module).Inline(inputs))[0],
            $"{module.Name}.Forward", OfConstructor);
        if (inputs.Count > 0) LayerOrder.Check(context, module, inputs[0], NameLocation());
        LossInputs.CheckAxis(context, results[0], call);
        context.Label(results[0], module);
        if (results.Count == 1) context.Origins.NameResult(results[0], before);
        foreach (var result in results.Where(result => result.Label is null)) context.Builder.Label(result, module.Name.TrimStart('_'));
        return results.Count == 1
            ? new TensorValue(results[0])
            : new TupleValue(results.Select(result => (SymbolicValue)new TensorValue(result)).ToList());
    }

    /// <summary>Gives a method the argument with which the shapes meet.</summary>
    private Fix? OfArgument(BetterArgument better) => ArgumentFix.OfCall(call, better.Parameter, better.Value);

    /// <summary>The same for the constructor of a module.</summary>
    private Fix? OfConstructor(BetterArgument better)
        => call.Instance is IFieldReferenceOperation { Field: var field }
            ? ArgumentFix.OfField(field, call.Syntax.SyntaxTree, context.Code, better.Parameter, better.Value)
            : null;

    private LanguageException NoModule(SymbolicValue value)
    {
        var why = value is ModulePartValue part
            ? $"{part.Outer.Name} calls it, for it stands in there; from outside its parameters can be read"
            : $"it is {value.What}, not a module";
        return new(Descriptors.ModuleMisfit, call.Instance!.Syntax.GetLocation(), SyntaxText.Short(call.Instance.Syntax), why);
    }

    /// <summary>A whole number or truth value for a module: a symbol's value in its graph.</summary>
    private Dim HostArgument(SymbolicValue value) => value switch
    {
        ConstantValue { Constant: bool truth } => truth ? 1 : 0,
        TensorValue { Node: { Kind: OpKind.Less } node } when context.Builder.Nodes[node.Inputs[1]] is { Kind: OpKind.DimValue } symbol =>
            symbol.Dim,
        _ => SymbolicArithmetic.AsDim(value) ?? throw expressions.NeedsConstant(call.Syntax, "an int or bool of a module", value),
    };

    private static bool IsReal(IParameterSymbol parameter)
        => parameter.Type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    /// <summary>A float or double for a module: a number of the host that needs no tensor.</summary>
    private Node NumberArgument(SymbolicValue value)
    {
        var node = expressions.ToNode(value, call.Syntax);
        if (context.Builder.IsHost(node)
            && BackwardSlice.From(context.Builder.Nodes, [node.Id], _ => true).All(other => other.Kind != OpKind.Item))
            return node;
        throw new LanguageException(Descriptors.NeedsConstant, call.Syntax.GetLocation(),
            "a float or double of a module, where it is no number of the call,", value.What);
    }

    private SymbolicValue Added(ILocalReferenceOperation local, ListValue list)
        => expressions.Scope[local.Local] = list.Add(expressions.ToNode(expressions.Read(call.Arguments[0].Value), call.Syntax));

    private SymbolicValue OfOwn()
    {
        if (call.Arguments.FirstOrDefault(argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out) is { } changed)
            throw new LanguageException(Descriptors.UnknownSyntax, changed.Syntax.GetLocation(), $"'{SyntaxText.Short(changed.Syntax)}'",
                "a method returns what it changes, several values as a tuple");
        return expressions.Members.Call(_method, Arguments(), call.Syntax, expressions.Scope);
    }

    private Dictionary<string, SymbolicValue> Arguments()
        => call.Arguments.Where(argument => argument.Parameter is not null)
            .ToDictionary(argument => argument.Parameter!.Name, argument => expressions.Read(argument.Value));

    private string ArgumentsText()
        => call.Syntax is InvocationExpressionSyntax { ArgumentList: { Arguments.Count: > 0 } list } ? SyntaxText.Short(list) : "()";

    private Location NameLocation() => SyntaxText.LocationOf(call.Syntax);
}
