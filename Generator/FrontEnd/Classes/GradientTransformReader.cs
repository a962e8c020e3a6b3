using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Optimizers;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>
/// Reads a model's gradient transformations, each once for every parameter that it is for, since shapes decide what it does.
/// </summary>
/// <param name="context">The model, whose methods were read before.</param>
/// <param name="modules">The modules that it uses.</param>
internal sealed class GradientTransformReader(ReadingContext context, IModuleGraphs modules)
{
    /// <summary>A model whose optimizers have what its methods do before their rules.</summary>
    /// <param name="model">The model, with its programs; it has such methods.</param>
    /// <exception cref="LanguageException">A method has a mistake, or nothing trains the model.</exception>
    public ModelSpec Read(ModelSpec model)
    {
        var methods = GradientTransformMethods.In(context.Type).ToList();
        if (!model.Trainings.Any())
            throw TrainingReader.WithoutOptimizer(GradientTransformMethods.Attributes(methods[0]).First(), context.Code, context.Type);
        var parameters = model.Graph.Parameters.Where(parameter => parameter.IsTrainable).ToList();
        var transforms = methods.SelectMany(method => Read(method, parameters)).ToList();
        return model with
        {
            Optimizer = With(model.Main, transforms),
            Programs = model.Programs.Select(program => program with { Optimizer = With(program, transforms) }).ToEquatableArray(),
        };
    }

    /// <summary>The optimizer of a method with the transformations of what it trains.</summary>
    private static OptimizerSpec? With(ProgramSpec method, List<GradientTransformSpec> transforms)
    {
        if (method.Optimizer is not { } optimizer) return null;
        var trained = SignatureReader.Trainable(method.Graph).Except(optimizer.Frozen).ToList();
        return optimizer with { Transforms = transforms.Where(transform => trained.Contains(transform.Parameter)).ToEquatableArray() };
    }

    private List<GradientTransformSpec> Read(IMethodSymbol method, List<ParameterInfo> parameters)
    {
        GradientTransformMethods.Check(method);
        var patterns = new ParameterPatterns(context.Type, context.Code, parameters.Select(parameter => parameter.Name));
        var matching = GradientTransformMethods.Attributes(method)
            .SelectMany(data => patterns.Matching(data, ParameterPatterns.Of(data))).Distinct().ToList();
        return parameters.Where(parameter => matching.Contains(parameter.Name))
            .Select(parameter => new GradientTransformSpec(method.Name, parameter.Name, Read(method, parameter))).ToList();
    }

    private Graph Read(IMethodSymbol method, ParameterInfo parameter)
    {
        var own = context.ForOwnGraph();
        var arguments = method.Parameters.Select(argument => Argument(own.Root, argument, parameter.Type)).ToList();
        var results = GradientTransformMethods.IsOfTensors(method)
            ? OfTensors(own, method, arguments)
            : ScalarTransform.Read(method, arguments, own.Root, own.Code);
        Output(OutputRole.Result, GradientTransformMethods.Gradient, results[0]);
        foreach (var (state, result) in method.Parameters.Select(GradientTransformMethods.State).OfType<string>()
            .Zip(results.Skip(1), (state, result) => (state, result)))
            Output(OutputRole.Update, state, result);
        foreach (var note in own.Notes) context.Note(note);
        return own.Root.Build();

        void Output(OutputRole role, string name, Node result)
        {
            if (result.Type.Shape != parameter.Type.Shape)
                throw GradientTransformMethods.Wrong(method,
                    $"for {parameter.Name} the new {name} is {result.Type.Shape}, but it has the shape of the parameter, "
                        + $"{parameter.Type.Shape}");
            own.Root.Output(role, name, result);
        }
    }

    private static Node Argument(GraphBuilder builder, IParameterSymbol parameter, TensorType type)
        => GradientTransformMethods.State(parameter) is { } state
            ? builder.State(new(state, "", type))
            : builder.Input(new(parameter.Name, type));

    private List<Node> OfTensors(ReadingContext own, IMethodSymbol method, List<Node> arguments)
    {
        var given = method.Parameters.Zip(arguments, (parameter, node) => (Parameter: parameter, Value: new TensorValue(node))).ToList();
        foreach (var (parameter, value) in given) own.Label(value.Node, parameter.Name, null);

        // States outlive the call: they are variables around it.
        var around = new Scope(own.Buffers);
        var states = given.Where(item => item.Parameter.RefKind == RefKind.Ref).ToList();
        foreach (var (parameter, value) in states) around.Declare(parameter, value);
        var result = new ClassMembers(own, modules).Call(method,
            given.Except(states).ToDictionary(item => item.Parameter.Name, item => (SymbolicValue)item.Value),
            method.DeclaringSyntaxReferences[0].GetSyntax(own.Cancellation), around);
        return [ToNode(result), .. states.Select(state => ToNode(around[state.Parameter]!))];

        Node ToNode(SymbolicValue value) => value switch
        {
            TensorValue tensor => own.Root.Nodes[tensor.Node.Id],
            NumberValue number => own.Root.Constant(number.Number),
            _ => throw GradientTransformMethods.Wrong(method, $"it gives {value.What}, not a Tensor"),
        };
    }
}
