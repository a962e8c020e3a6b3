using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Optimizers;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>Reads a method that is marked as a program: a call of its own, or a step with a loss and an optimizer of its own.</summary>
/// <param name="context">The class, read for this method alone.</param>
/// <param name="members">Its fields and methods.</param>
/// <param name="method">The method.</param>
internal sealed class ProgramReader(ReadingContext context, ClassMembers members, IMethodSymbol method)
{
    private const string Program = "ProgramAttribute";

    private const string Training = "TrainingProgramAttribute";

    private readonly MethodReader _reader = new(context, members);

    /// <summary>The methods of a class that are marked as programs, in their order.</summary>
    /// <exception cref="LanguageException">One of them cannot become a call, whatever it computes.</exception>
    public static IReadOnlyList<IMethodSymbol> Find(INamedTypeSymbol type)
    {
        var programs = type.GetMembers().OfType<IMethodSymbol>().Where(IsMarked).ToList();
        foreach (var method in programs)
        {
            if (type.Attribute("ModelAttribute") is null)
                throw MethodReader.Wrong(method, $"{type.Name} is no [Model], so it has no calls: mark a method of the model");
            if (method.IsStatic || method.IsGenericMethod || method.DeclaringSyntaxReferences.Length == 0)
                throw MethodReader.Wrong(method, "a program is a plain method of an object: not static, generic or abstract");
            if (method.Attribute(Program) is not null && method.Attribute(Training) is not null)
                throw MethodReader.Wrong(method, "it is marked as a program and as a training program: take one away");
            if (MemberNames.OfPrograms.Contains(method.Name))
                throw MethodReader.Wrong(method, $"a model has a {method.Name} of its own: give the program another name");
            if (programs.Count(other => other.Name == method.Name) > 1)
                throw MethodReader.Wrong(method, "another program has this name: each becomes a call by its name");
        }

        return programs;
    }

    /// <summary>Whether a method is marked as a program.</summary>
    public static bool IsMarked(IMethodSymbol method) => method.Attribute(Program) is not null || IsTraining(method);

    /// <summary>Whether it is marked as one that trains.</summary>
    public static bool IsTraining(IMethodSymbol method) => method.Attribute(Training) is not null;

    public ProgramSpec Read()
    {
        var optimizer = OptimizerReader.Read(method, context.Code);
        if (method.Attribute(Training) is not { } training) return Call(optimizer);
        if (optimizer is null)
            throw new LanguageException(Descriptors.ProgramWithoutOptimizer, ClassRequirements.LocationOf(method), method.Name);
        var graph = Step();
        var patterns = ParameterPatterns.Of(training);
        var trained = new ParameterPatterns(context.Type, context.Code, SignatureReader.Trainable(graph)).Matching(training, patterns);
        var options = TrainingReader.Read(method, context.Code, optimizer, trained)!;
        return Spec(graph, options with { Frozen = SignatureReader.Trainable(graph).Except(trained).ToEquatableArray() }) with
        {
            Patterns = patterns.ToEquatableArray(),
            LearningRates = OptimizerReader.LearningRates(method),
        };
    }

    private ProgramSpec Call(OptimizerSpec? optimizer)
    {
        if (optimizer is not null)
            throw MethodReader.Wrong(method, $"it has the optimizer [{optimizer.Name}]: a method that trains is a [TrainingProgram]");
        TrainingReader.Read(method, context.Code, null, []);
        var results = _reader.Run(method);
        _reader.Give(results, MethodReader.ResultNames(method, null, results.Count));
        _reader.Keep();
        return Spec(context.Builder.Build(), null);
    }

    private Graph Step()
    {
        if (!method.ReturnType.IsTensor())
            throw MethodReader.Wrong(method, $"it returns {method.ReturnType.ToDisplayString()}: a training program returns its loss, a "
                + "Tensor of one number");
        if (method.Parameters.All(parameter => InputReader.IsHost(parameter.Type)))
            throw MethodReader.Wrong(method, "it takes no tensor, so that its call would be the method itself: give it one");
        _reader.GiveLoss(_reader.Run(method).Single(), method);
        _reader.Keep();
        return context.Builder.Build();
    }

    private ProgramSpec Spec(Graph graph, OptimizerSpec? optimizer)
        => new(method.Name, method.Parameters.Select(parameter => parameter.Name).ToEquatableArray(), [],
            context.HostInputs.ToEquatableArray(), graph, optimizer)
        {
            Ranges = context.Ranges.ToEquatableArray(),
        };
}
