using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd;

/// <summary>The fields of a class: parameters, modules and constants; and which of them nobody uses.</summary>
internal sealed class FieldReader(ClassReader owner, Compilation compilation, ModuleLibrary modules)
{
    private readonly Dictionary<IFieldSymbol, SymbolicValue> _values = new(SymbolEqualityComparer.Default);

    public SymbolicValue Read(IFieldReferenceOperation reference)
    {
        if (!_values.TryGetValue(reference.Field, out var value)) _values.Add(reference.Field, value = Value(reference));
        return value;
    }

    /// <summary>A field that is a buffer, as its parameter; null for others.</summary>
    public ParameterInfo? Buffer(IFieldSymbol field)
    {
        if (field.Attribute("BufferAttribute") is not { } attribute) return null;
        var start = attribute.NamedArguments.Where(argument => argument.Key == "Value").Select(argument => argument.Value.Value).OfType<double>().FirstOrDefault();
        return new(field.Name, new(owner.Builder.Float, Shape(attribute)), new(InitializerKind.Constant, start), IsTrainable: false);
    }

    private Shape Shape(AttributeData attribute)
        => ShapeReader.Read(attribute, owner.Builder.FixedSymbols.Contains, "the dimensions of a parameter are numbers and the constructor's int parameters");

    public IEnumerable<Diagnostic> Unused()
    {
        foreach (var field in owner.Type.GetMembers().OfType<IFieldSymbol>().Where(field => !_values.ContainsKey(field)))
        {
            if (field.Attribute("ParameterAttribute") is not null) yield return Diagnostic.Create(Descriptors.UnusedParameter, field.Locations[0], field.Name);
            else if (field.Type.IsModule()) yield return Diagnostic.Create(Descriptors.UnusedModule, field.Locations[0], field.Name);
        }
    }

    private SymbolicValue Value(IFieldReferenceOperation reference)
    {
        var field = reference.Field;
        if (field.Attribute("ParameterAttribute") is { } attribute) return new TensorValue(Parameter(field, attribute));
        if (field.Type.IsModule()) return Module(field, reference.Syntax.GetLocation());
        if (Assigned(field) is { } value) return Constructed(value);
        throw new LanguageException(Descriptors.UnknownSyntax, reference.Syntax.GetLocation(), $"the field '{field.Name}' here", "it has [Parameter] tensors, modules and constants");
    }

    private Node Parameter(IFieldSymbol field, AttributeData attribute)
    {
        return owner.Root.Parameter(new(field.Name, new(owner.Builder.Float, Shape(attribute)), Start(attribute)));
    }

    private static Initializer Start(AttributeData attribute)
    {
        var (kind, first, second, fanIn) = (InitializerKind.FanInUniform, 0.0, 1.0, (Dim?)null);
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == "Initializer" && argument.Value.Value is int number) kind = (InitializerKind)number;
            else if (argument.Key == "First" && argument.Value.Value is double low) first = low;
            else if (argument.Key == "Second" && argument.Value.Value is double high) second = high;
            else if (argument.Key == "FanIn" && argument.Value.Value is string text) fanIn = DimParser.Parse(text);
        }

        return kind switch
        {
            InitializerKind.Constant => new(kind, first, 0, fanIn),
            InitializerKind.Uniform or InitializerKind.Normal => new(kind, first, second, fanIn),
            _ => new(kind, FanIn: fanIn),
        };
    }

    private ModuleValue Module(IFieldSymbol field, Location location)
    {
        var type = (INamedTypeSymbol)field.Type;
        var graph = modules.Of(type, location);
        if (Assigned(field) is not IObjectCreationOperation creation)
            throw new LanguageException(Descriptors.UnknownSyntax, field.Locations[0], $"a module that is not made in place ('{field.Name}')", $"write 'private readonly {type.Name} {field.Name} = new(...);'");
        var arguments = new Dictionary<string, Dim>();
        foreach (var argument in creation.Arguments.Where(argument => argument.Parameter is not null && graph.FixedSymbols.Contains(argument.Parameter.Name)))
        {
            var value = Constructed(argument.Value);
            if (SymbolicArithmetic.AsDim(value) is not { } dim || dim.Constant < Least(argument.Parameter!))
                throw new LanguageException(Descriptors.NotADimension, argument.Value.Syntax.GetLocation(), value.What, $"{argument.Parameter!.Name} of {type.Name} is a whole number of {GraphText.Number(Least(argument.Parameter))} or more, or a parameter of the constructor");
            arguments[argument.Parameter!.Name] = dim;
        }

        return new(field, field.Name + ".", graph, arguments);
    }

    /// <summary>A parameter that is 0 when left out, such as a padding, may be 0; others are sizes.</summary>
    private static int Least(IParameterSymbol parameter) => parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: 0 } ? 0 : 1;

    /// <summary>The value of an expression of a field's initializer or the constructor.</summary>
    private SymbolicValue Constructed(IOperation value) => new ExpressionReader(owner, new()).Read(value);

    /// <summary>What a field is set to: where it is declared, or in a constructor.</summary>
    private IOperation? Assigned(IFieldSymbol field)
    {
        foreach (var reference in field.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(owner.Cancellation) is VariableDeclaratorSyntax { Initializer: { } initializer } && Operation(initializer.Value) is { } value) return Plain(value);
        }

        return owner.Type.InstanceConstructors.SelectMany(constructor => constructor.DeclaringSyntaxReferences).Select(reference => Operation(reference.GetSyntax(owner.Cancellation)))
            .SelectMany(body => body?.Descendants() ?? []).OfType<ISimpleAssignmentOperation>()
            .Where(assignment => assignment.Target is IFieldReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Field, field))
            .Select(assignment => Plain(assignment.Value)).FirstOrDefault();
    }

    private IOperation? Operation(SyntaxNode syntax) => compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, owner.Cancellation);

    private static IOperation Plain(IOperation value) => value is IConversionOperation conversion ? Plain(conversion.Operand) : value;
}
