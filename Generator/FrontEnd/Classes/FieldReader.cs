using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Bodies;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Fixes;
using ModelGen.Generator.FrontEnd.Modules;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>The fields of a class: parameters, modules and constants; and which of them nobody uses.</summary>
internal sealed class FieldReader(ReadingContext context, IMembers members, IModuleGraphs modules)
{
    private readonly Dictionary<IFieldSymbol, SymbolicValue> _values = new(SymbolEqualityComparer.Default);
    private readonly Scope _scope = new();
    private readonly Dictionary<IFieldSymbol, ConstructorRunner> _running = new(SymbolEqualityComparer.Default);
    private Location? _use;
    private int _constructing;

    /// <summary>Whether the value of a field is being made, where modules may be made.</summary>
    public bool IsConstructing => _constructing > 0;

    /// <summary>The fields that were read so far.</summary>
    public IEnumerable<IFieldSymbol> UsedFields => _values.Keys;

    public SymbolicValue Read(IFieldReferenceOperation reference)
    {
        if (_running.TryGetValue(reference.Field, out var run))
            return run.Value ?? throw new LanguageException(Descriptors.NoElement, reference.Syntax.GetLocation(), reference.Field.Name,
                "nothing was assigned to it yet");
        if (!_values.TryGetValue(reference.Field, out var value)) _values.Add(reference.Field, value = Used(reference));
        return value;
    }

    /// <summary>What stands behind a field is reported where the field is used.</summary>
    private SymbolicValue Used(IFieldReferenceOperation reference)
    {
        var outer = _use;
        _use ??= reference.Syntax.GetLocation();
        try
        {
            return context.AtRoot(() => Value(reference));
        }
        finally
        {
            _use = outer;
        }
    }

    /// <summary>A field that is a buffer, as its parameter; null for others.</summary>
    public ParameterInfo? Buffer(IFieldSymbol field)
    {
        var state = field.Attribute("StateAttribute");
        if ((state ?? field.Attribute("BufferAttribute")) is not { } attribute) return null;
        if (!field.Type.IsTensor())
            throw new LanguageException(Descriptors.WrongSignature, ClassRequirements.LocationOf(field), field.Name,
                $"what is kept from call to call is a Tensor, not {field.Type.ToDisplayString()}");
        var start = attribute.NamedArguments.Where(argument => argument.Key == "Value").Select(argument => argument.Value.Value)
            .OfType<double>().FirstOrDefault();
        return new(field.Name, new(context.Builder.Precision, Shape(attribute)), new(InitializerKind.Constant, start), IsTrainable: false)
        {
            IsState = state is not null,
        };
    }

    private Shape Shape(AttributeData attribute)
        => ShapeReader.Known(
            ShapeReader.Read(attribute, context.Builder.FixedSymbols.Contains,
                "the dimensions of a parameter are numbers and the constructor's int parameters"),
            context.Known,
            attribute);

    public IEnumerable<Diagnostic> Unused()
    {
        foreach (var field in context.Type.GetMembers().OfType<IFieldSymbol>().Where(field => !_values.ContainsKey(field)))
        {
            if (field.Attribute("ParameterAttribute") is not null)
                yield return Unused(Descriptors.UnusedParameter, field);
            else if (field.Type.HoldsModules()) yield return Unused(Descriptors.UnusedModule, field);
        }
    }

    private static Diagnostic Unused(DiagnosticDescriptor descriptor, IFieldSymbol field)
        => Diagnostic.Create(descriptor, field.Locations[0], FieldFix.Remove(field)?.Properties, field.Name);

    private SymbolicValue Value(IFieldReferenceOperation reference)
    {
        var field = reference.Field;
        if (field.Attribute("ParameterAttribute") is { } attribute) return new TensorValue(Parameter(field, attribute));
        if (field.Type.HoldsModules()) return Module(field, reference.Syntax.GetLocation());
        if (Assigned(field) is { } value) return ModulePath.Held(value, field.Name + ".");
        throw new LanguageException(Descriptors.UnknownSyntax, reference.Syntax.GetLocation(), $"the field '{field.Name}' here",
            field.Type.IsAnyTensor() ? "mark it [Parameter(...)] where it is trained, [Buffer(...)] or [State(...)] where it is kept"
                : "a field that is set elsewhere is no constant: take the value as an input, "
                    + $"'{field.Type.ToDisplayString()} {field.Name}'");
    }

    private Node Parameter(IFieldSymbol field, AttributeData attribute)
    {
        var start = Start(attribute, context.Known);
        if (start.Kind == InitializerKind.Normal)
            SettingRanges.Check(new("Second", 0, double.PositiveInfinity, false), "the initializer", start.Second,
                LocationOf(attribute, field));
        if (start.Kind == InitializerKind.Uniform)
            SettingRanges.Check(NumberRange.Finite("Second"), "the initializer", start.Second, LocationOf(attribute, field));
        SettingRanges.Check(NumberRange.Finite("First"), "the initializer", start.First, LocationOf(attribute, field));
        if (start.Kind == InitializerKind.Uniform
            && BoundsCheck.Check("the initializer", start.First, start.Second, LocationOf(attribute, field)) is { } warning)
            context.Note(warning);
        return context.Root.Parameter(new(field.Name, new(context.Builder.Precision, Shape(attribute)), start));
    }

    private static Location LocationOf(AttributeData attribute, IFieldSymbol field)
        => attribute.ApplicationSyntaxReference is { } reference
            ? Location.Create(reference.SyntaxTree, reference.Span)
            : field.Locations[0];

    private static Initializer Start(AttributeData attribute, IReadOnlyDictionary<string, Dim> known)
    {
        var (kind, first, second, fanIn) = (InitializerKind.FanInUniform, 0.0, 1.0, (Dim?)null);
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == "Initializer" && argument.Value.Value is int number) kind = (InitializerKind)number;
            else if (argument.Key == "First" && argument.Value.Value is double low) first = low;
            else if (argument.Key == "Second" && argument.Value.Value is double high) second = high;
            else if (argument.Key == "FanIn" && argument.Value.Value is string text) fanIn = DimParser.Parse(text)?.Substitute(known);
        }

        return kind switch
        {
            InitializerKind.Constant => new(kind, first, 0, fanIn),
            InitializerKind.Uniform or InitializerKind.Normal => new(kind, first, second, fanIn),
            _ => new(kind, FanIn: fanIn),
        };
    }

    private SymbolicValue Module(IFieldSymbol field, Location location)
    {
        var value = Assigned(field)
            ?? throw new LanguageException(Descriptors.UnknownSyntax, field.Locations[0],
                $"a module that is not made in place ('{field.Name}')",
                $"write 'private readonly {field.Type.Name} {field.Name} = new(...);'");
        if (value is TupleValue or ModuleArrayValue && field.Type.IsModule()) throw InBrackets(field);
        if (value is not (ModuleValue or ModuleArrayValue or TupleValue or ConstantValue { Constant: null }))
            throw new LanguageException(Descriptors.ModuleMisfit, location, field.Name, $"it is {value.What}, not a module");
        return ModulePath.Held(value, field.Name + ".");
    }

    /// <summary>Modules between brackets where a module of modules is meant.</summary>
    private LanguageException InBrackets(IFieldSymbol field)
    {
        var value = field.DeclaringSyntaxReferences.Select(context.Code.Syntax).OfType<VariableDeclaratorSyntax>()
            .Select(declarator => declarator.Initializer?.Value).FirstOrDefault();
        var text = value is null ? "..." : SyntaxText.Short(value).Trim('[', ']');
        return new(Descriptors.ModuleMisfit, value?.GetLocation() ?? field.Locations[0], field.Name,
            $"a {field.Type.Name} is made by new, not by brackets: write 'new({text})'");
    }

    /// <summary>The module that an expression of the constructor makes, which nothing holds yet.</summary>
    public ModuleValue Create(IObjectCreationOperation creation)
    {
        var type = (INamedTypeSymbol)creation.Type!;
        var arguments = creation.Arguments.Where(argument => argument.Parameter is not null)
            .ToDictionary(argument => argument.Parameter!.Name, argument => Argument(argument, type));
        var given = creation.Arguments.Where(argument => argument.Parameter is not null).ToDictionary(
            argument => argument.Parameter!.Name,
            argument => ModulePath.Held(ModulePath.Given(arguments[argument.Parameter!.Name]),
                argument.Parameter.IsParams ? "" : argument.Parameter.Name + "."));
        var graph = type.IsOpen() ? Unread(type) : modules.GraphFor(type, given, _use ?? creation.Syntax.GetLocation());
        if (creation.Arguments.FirstOrDefault(argument =>
            argument.Parameter is { } parameter && IsBelowSize(arguments[parameter.Name])
                && ModuleSizes.IsIn(graph, parameter.Name)) is { } wrong)
            throw NoSize(wrong, arguments[wrong.Parameter!.Name], type);
        var dims = arguments.Where(item => graph.FixedSymbols.Contains(item.Key))
            .ToDictionary(item => item.Key, item => SymbolicArithmetic.AsDim(item.Value)!.Value);
        return new(type, "", graph, dims,
            arguments.Where(item => !dims.ContainsKey(item.Key)).ToDictionary(item => item.Key, item => item.Value))
        {
            Open = type.IsOpen() ? (inputs, location) => modules.GraphFor(type, given, location, inputs) : null,
        };
    }

    /// <summary>The graph of a module that is not read before it is used: its dimensions alone.</summary>
    private static Graph Unread(INamedTypeSymbol type)
    {
        var builder = new GraphBuilder(type.Name, ElementType.Float32);
        builder.FixedSymbols.AddRange(ClassSymbols.Dimensions(type).Select(parameter => parameter.Name));
        return builder.Build();
    }

    private static bool IsBelowSize(SymbolicValue value) => value is NumberValue { Number: < 1 };

    private LanguageException NoSize(IArgumentOperation argument, SymbolicValue value, INamedTypeSymbol type)
    {
        var least = ModuleSizes.Least(argument.Parameter!, type);
        var range = least < 0 ? "" : $" of {GraphText.Number(least)} or more";
        return new(
            Descriptors.NotADimension,
            argument.Value.Syntax.GetLocation(),
            value.What,
            $"{argument.Parameter!.Name} of {type.Name} is a whole number{range}, or a parameter of the constructor")
        {
            DependsOnNumbers = UnknownNumbers.AreIn(value, context.Builder),
        };
    }

    private SymbolicValue Argument(IArgumentOperation argument, INamedTypeSymbol type)
    {
        var (parameter, value) = (argument.Parameter!, Constructed(argument.Value));
        if (parameter.IsDimension()
            && (SymbolicArithmetic.AsDim(value) is not { } dim || dim.Constant < ModuleSizes.Least(parameter, type)))
            throw NoSize(argument, value, type);
        if (value is TensorValue)
            throw new ExpressionReader(context, members, _scope).NeedsConstant(argument.Value.Syntax, $"{parameter.Name} of {type.Name}",
                value);
        if (SettingRanges.Find(parameter) is { } range) context.Ranged(range, type.Name, value, argument.Value.Syntax.GetLocation());
        if (value is ConstantValue { Constant: null })
            throw new LanguageException(Descriptors.ModuleMisfit, argument.Value.Syntax.GetLocation(), "null",
                $"{parameter.Name} of {type.Name} has a value");
        return value;
    }

    /// <summary>The value of an expression of a field's initializer or the constructor.</summary>
    private SymbolicValue Constructed(IOperation value) => new ExpressionReader(context, members, _scope).Read(value);

    /// <summary>What a field is set to: where it is declared, or in a constructor.</summary>
    private SymbolicValue? Assigned(IFieldSymbol field)
    {
        _constructing++;
        try
        {
            return MakeValue(field);
        }
        finally
        {
            _constructing--;
        }
    }

    private SymbolicValue? MakeValue(IFieldSymbol field)
    {
        SymbolicValue? start = null;
        foreach (var reference in field.DeclaringSyntaxReferences)
        {
            if (context.Code.Syntax(reference) is VariableDeclaratorSyntax { Initializer: { } initializer }
                && context.Code.Operation(Plain(initializer.Value)) is { } value) start = Constructed(value);
        }

        var run = new ConstructorRunner(field, new(context, members, _scope), _scope, start);
        _running.Add(field, run);
        foreach (var reference in context.Type.InstanceConstructors.OrderByDescending(constructor => constructor.Parameters.Length).Take(1)
            .SelectMany(constructor => constructor.DeclaringSyntaxReferences))
        {
            if (context.Code.Syntax(reference) is ConstructorDeclarationSyntax constructor)
                run.Execute(context.Code.Operation(constructor));
        }

        _running.Remove(field);
        return run.Value;
    }

    private static ExpressionSyntax Plain(ExpressionSyntax syntax)
        => syntax is PostfixUnaryExpressionSyntax { Operand: var operand } ? operand : syntax;
}
