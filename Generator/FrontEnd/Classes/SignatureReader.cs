using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Diagnostics;
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
/// Reads the class from the outside: that it is partial, what Forward and Loss take and give, its constructor and optimizer.
/// </summary>
internal sealed class SignatureReader(ReadingContext context, ClassMembers members)
{
    private readonly INamedTypeSymbol _type = context.Type;
    private readonly MethodReader _reader = new(context, members);

    private GraphBuilder Builder => context.Builder;

    /// <param name="hasPrograms">Whether methods are marked as programs, so that there need not be a Forward.</param>
    public ModelSpec Read(bool hasPrograms)
    {
        FieldForm.Check(_type, context.Code);
        var forward = EntryMethods.Find(_type, KnownNames.Forward);
        if (forward is null && !hasPrograms) throw EntryMethods.NoForward(_type);
        var loss = context.IsModel ? EntryMethods.Find(_type, KnownNames.Loss) : null;
        var optimizer = context.IsModel ? OptimizerReader.Read(_type, context.Code) : null;
        if (optimizer is not null && (loss is null || forward is null))
            throw EntryMethods.NoLoss(_type, optimizer.Name);
        var lossInputs = forward is null ? [] : Outputs(forward, loss);
        var graph = Builder.Build();
        return new(
            _type.ContainingNamespace.IsGlobalNamespace ? "" : _type.ContainingNamespace.ToDisplayString(),
            ClassRequirements.Outward(_type).Skip(1).Reverse().Select(ClassRequirements.Head).ToEquatableArray(),
            _type.Name,
            SyntaxFacts.GetText(_type.DeclaredAccessibility),
            context.IsModel,
            Builder.Precision,
            ConstructorReader.Parameters(_type).ToEquatableArray(),
            (forward?.Parameters.Select(parameter => parameter.Name) ?? []).ToEquatableArray(),
            lossInputs.ToEquatableArray(),
            context.HostInputs.ToEquatableArray(),
            graph,
            context.IsModel ? TrainingReader.Read(_type, context.Code, optimizer, Trainable(graph)) : null)
        {
            Ranges = Ranges().ToEquatableArray(),
        };
    }

    /// <summary>The names of the parameters that training may change.</summary>
    public static IEnumerable<string> Trainable(Graph graph)
        => graph.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name);

    /// <summary>The ranges of what is set when the model is made or later: the constructor's numbers and the step size.</summary>
    private IEnumerable<NumberRange> Ranges()
    {
        if (!context.IsModel) return Enumerable.Empty<NumberRange>();
        var declared = ClassSymbols.Constructor(_type)?.Parameters.Select(SettingRanges.Find) ?? Enumerable.Empty<NumberRange?>();
        return declared.Append(OptimizerReader.LearningRates(_type)).OfType<NumberRange>().Concat(context.Ranges).Distinct();
    }

    /// <summary>Runs Forward and Loss; gives the names of the inputs that Loss takes beside Forward's results.</summary>
    private List<string> Outputs(IMethodSymbol forward, IMethodSymbol? loss)
    {
        var results = _reader.Run(forward);
        _reader.Give(results, MethodReader.ResultNames(forward, loss, results.Count));
        _reader.Keep();
        return loss is null ? [] : Loss(forward, loss, results);
    }

    private List<string> Loss(IMethodSymbol forward, IMethodSymbol loss, List<Node> results)
    {
        LossParameters.Check(forward, loss, results);
        var own = loss.Parameters.Skip(results.Count).ToList();
        var arguments = loss.Parameters.Zip(results, (parameter, result) => (parameter.Name, Value: (SymbolicValue)new TensorValue(result)))
            .Concat(own.Select(parameter => (parameter.Name, Value: Shared(parameter))))
            .ToDictionary(argument => argument.Name, argument => argument.Value);
        _reader.Inputs.MustTellSymbols(loss);
        var kept = context.Updates().ToList();
        var used = members.UsedFields.ToList();
        Builder.IsOfLoss = true;
        _reader.GiveLoss(_reader.Node(members.Call(loss, arguments, loss.DeclaringSyntaxReferences[0].GetSyntax()), loss), loss);
        NoteLoss(forward, loss, used);
        if (context.Updates().FirstOrDefault(update => !kept.Contains(update)) is { Name: { } changed })
            throw MethodReader.Wrong(loss, $"it assigns {changed}: buffers and states are assigned in Forward and in programs");
        return own.Select(parameter => parameter.Name).Where(name => forward.Parameters.All(other => other.Name != name)).ToList();
    }

    /// <summary>Tells of fields that Loss alone uses, and of symbols that it makes equal.</summary>
    private void NoteLoss(IMethodSymbol forward, IMethodSymbol loss, List<IFieldSymbol> used)
    {
        var ofLoss = members.UsedFields.Except<IFieldSymbol>(used, SymbolEqualityComparer.Default)
            .Where(field => field.Type.HoldsModules() || field.Attribute("ParameterAttribute") is not null);
        foreach (var field in ofLoss.Where(_ => !ProgramReader.Find(_type).Any()))
            context.Note(Diagnostic.Create(Descriptors.UsedInLossAlone, ClassRequirements.LocationOf(field), field.Name));
        if (context.Notes.Any()) return;
        foreach (var equal in EqualSymbols.Find(Builder.Build().Guards, Builder.BatchSymbols, [forward, loss])) context.Note(equal);
    }

    /// <summary>What Loss is given: an input that Forward has by that name too, or one of its own.</summary>
    private SymbolicValue Shared(IParameterSymbol parameter)
    {
        if (context.HostInputs.Any(input => input.Name == parameter.Name)) return _reader.Inputs.HostValue(parameter);
        return Builder.Inputs.FirstOrDefault(input => input.Name == parameter.Name) is { } known
            ? new TensorValue(Builder.Input(known))
            : _reader.Inputs.Given(parameter);
    }
}
