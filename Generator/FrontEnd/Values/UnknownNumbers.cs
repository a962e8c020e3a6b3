using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Values;

/// <summary>
/// Tells what depends on numbers of a constructor that are not known where its class is read: a module's, which each use fixes, or a
/// model's, which Create does.
/// </summary>
internal static class UnknownNumbers
{
    public static bool AreIn(SymbolicValue value, GraphBuilder builder) => value switch
    {
        DimValue dim => AreIn(dim.Dim, builder),
        HostNumberValue number => IsOpen(number.Name),
        TensorValue { Node.Type.Rank: 0 } tensor => AreIn(builder.Nodes[tensor.Node.Id], builder),
        TupleValue tuple => tuple.Items.Any(item => AreIn(item, builder)),
        _ => false,
    };

    public static bool AreIn(Dim dim, GraphBuilder builder)
        => dim.Symbols.Any(symbol => symbol[0] == ModulePath.Outer || builder.FixedSymbols.Contains(symbol));

    /// <summary>Whether a number or condition of the host is computed of such numbers.</summary>
    public static bool AreIn(Node node, GraphBuilder builder)
        => builder.IsHost(node) && BackwardSlice.From(builder.Nodes, [node.Id], _ => true).Any(source => source.Kind switch
        {
            OpKind.DimValue => AreIn(source.Dim, builder),
            OpKind.HostScalar => IsOpen(source.Name),
            _ => false,
        });

    /// <summary>Marks what is wrong in a reading that would be another one for other numbers.</summary>
    /// <param name="areOpen">Whether it would.</param>
    /// <param name="read">Reads it.</param>
    public static T Within<T>(bool areOpen, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LanguageException exception) when (areOpen && !exception.IsOfText && !exception.DependsOnNumbers)
        {
            throw exception.OfNumbers();
        }
    }

    /// <inheritdoc cref="Within{T}(bool, Func{T})"/>
    public static void Within(bool areOpen, Action read) => Within(areOpen, () =>
    {
        read();
        return true;
    });

    /// <summary>The same of a function on scalars, of which what it takes from the code around it is known when it is read.</summary>
    public static T WithinFunction<T>(Func<bool> areOpen, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LanguageException exception) when (areOpen() && exception.Diagnostic?.Id == Descriptors.UnknownSyntax.Id)
        {
            throw exception.OfNumbers();
        }
    }

    private static bool IsOpen(string number) => ConstructorNumber.Parameter(number.TrimStart(ModulePath.Outer)) is not null;
}
