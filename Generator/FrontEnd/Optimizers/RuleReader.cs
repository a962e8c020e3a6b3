using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Scalars;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd.Optimizers;

/// <summary>Reads an optimizer's method Update, a scalar function, into its rule.</summary>
internal sealed class RuleReader(INamedTypeSymbol type, SourceCode code)
{
    private const string Update = "Update";

    // Defaults of the properties live in their initializers, which metadata does not have.
    private readonly GraphBuilder _builder = new(type.Name, ElementType.Float64);
    private readonly RuleProperties _properties = new(type, code);

    private static TensorType Number => new(ElementType.Float64, Shape.Scalar);

    public Graph Read()
    {
        CheckClass();
        var method = Method();
        var rate = _properties.Default(OptimizerSpec.LearningRateProperty)
            ?? throw Wrong(type, "it has no property LearningRate: add 'public double LearningRate { get; set; } = 1e-3;'");
        _builder.Parameter(new(OptimizerSpec.LearningRateProperty, Number, new(InitializerKind.Constant, rate)));
        var arguments = method.Parameters.Select(Argument).ToList();
        foreach (var needed in new[] { OptimizerStep.Parameter,
            OptimizerStep.Gradient }.Where(needed => method.Parameters.All(parameter => parameter.Name != needed)))
            throw Wrong(method, $"Update takes no {needed}: add 'float {needed}'");
        var reader = new ScalarReader(code, new ScalarChoices(_builder, isDifferentiated: false), null)
        {
            Sum = value => RuleSums.Add(_builder, value),
            Name = Label,
        };
        var results = reader.Call(method, arguments, method.DeclaringSyntaxReferences[0].GetSyntax(code.Cancellation));
        var states = method.Parameters.Where(parameter => parameter.RefKind == RefKind.Ref)
            .Select(parameter => GraphText.SnakeCase(Pascal(parameter.Name)));
        foreach (var (target, value) in new[] { OptimizerStep.Parameter }.Concat(states).Zip(results, (target, value) => (target, value)))
            _builder.Output(OutputRole.Update, target, reader.Choices.ToNode(value));
        return DeadNodes.Run(_builder.Build());
    }

    private void Label(Node node, string variable)
    {
        if (node.Inputs.Count > 0) _builder.Label(node, variable);
    }

    private SymbolicValue Argument(IParameterSymbol parameter)
    {
        var isReal = parameter.Type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
        if (parameter.RefKind is not (RefKind.None or RefKind.Ref))
            throw Wrong(parameter,
                $"{parameter.Name} is passed by {parameter.RefKind.ToString().ToLowerInvariant()}: a state is a ref parameter, all else "
                    + "is passed by value");
        if (parameter.RefKind == RefKind.Ref)
            return isReal && !IsGiven(parameter)
                ? State(parameter)
                : throw Wrong(parameter,
                    $"{parameter.Name} is no state: a ref parameter is a float that the optimizer keeps for each number of a parameter");
        if (parameter.Name is OptimizerStep.Parameter or OptimizerStep.Gradient)
            return isReal
                ? new TensorValue(_builder.Input(new(parameter.Name, Number)))
                : throw Wrong(parameter, $"{parameter.Name} is a float or double");
        if (parameter.Name == "learningRate") return new TensorValue(_builder.HostScalar(OptimizerStep.LearningRate));
        if (parameter.Name == OptimizerStep.Step) return new TensorValue(_builder.HostScalar(OptimizerStep.Step));
        return Property(parameter);
    }

    private TensorValue State(IParameterSymbol parameter)
        => new(_builder.State(new(GraphText.SnakeCase(Pascal(parameter.Name)), OptimizerStep.Parameter, Number)));

    private SymbolicValue Property(IParameterSymbol parameter)
    {
        var name = Pascal(parameter.Name);
        var start = _properties.Default(name)
            ?? throw Wrong(parameter,
                $"{parameter.Name} is neither parameter, gradient, learningRate, step nor a property "
                    + $"of {type.Name}{_properties.Nearest(name)}");
        var node = _builder.Parameter(new(name, Number, new(InitializerKind.Constant, start)));
        return parameter.Type.SpecialType == SpecialType.System_Boolean
            ? Truth.Not(new Truth.Compared(_builder.Add(OpKind.Equal, node, _builder.Constant(0))))
            : new TensorValue(node);
    }

    private IMethodSymbol Method()
    {
        var methods = type.GetMembers(Update).OfType<IMethodSymbol>().ToList();
        if (methods.Count == 0)
            throw Wrong(type,
                "it has no method Update: add 'internal static float Update(float parameter, float gradient, float learningRate) => "
                    + "parameter - learningRate * gradient;'");
        if (methods.Count > 1) throw Wrong(methods[1], "there is another Update: an optimizer has one rule");
        var method = methods[0];

        // Half-typed: C# itself reports it.
        if (method.Parameters.Any(parameter => parameter.Name.Length == 0)
            || method.Parameters.Select(parameter => parameter.Name).Distinct().Count() < method.Parameters.Length)
            throw new LanguageException(null);
        if (!method.IsStatic || method.IsGenericMethod)
            throw Wrong(method, "Update is not a plain static method: it is a function of the numbers that it is given");
        if (method.ReturnType.SpecialType is not (SpecialType.System_Single or SpecialType.System_Double))
            throw Wrong(method, $"Update returns {method.ReturnType.ToDisplayString()}: it returns the new parameter, a float or double");
        return method;
    }

    private void CheckClass()
    {
        foreach (var outer in ClassRequirements.Outward(type))
        {
            if (!outer.IsPartial()) throw ClassRequirements.NotPartial(outer);
            if (outer.IsGenericType) throw Wrong(outer, "an optimizer's class is not generic");
        }

        if (type.BaseType is not
            {
                Name: "Attribute",
                ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
            })
            throw Wrong(type, "it is not derived from System.Attribute, so that no model could have it");
    }

    private static bool IsGiven(IParameterSymbol parameter)
        => parameter.Name is OptimizerStep.Parameter or OptimizerStep.Gradient or OptimizerStep.Step or "learningRate";

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private LanguageException Wrong(ISymbol symbol, string why) => new(Descriptors.WrongRule, LocationOf(symbol), type.Name, why);

    private static Location LocationOf(ISymbol symbol) => symbol.Locations.FirstOrDefault() ?? Location.None;
}
