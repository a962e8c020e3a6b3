using ModelGen.Generator.Analysis;
using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// Writes contractions: the runtime's packed product, and an epilogue that finishes each block of the result while it is in the cache.
/// </summary>
internal sealed class SimdProduct(SourceWriter writer, SimdKernelText text, ContractionBody body)
{
    private readonly int _rank = body.Space.Rank;
    private readonly ElementType _type = text.Kernel.ProductType(body);

    /// <summary>
    /// What is stored as the product's own elements would lie in memory that is written alone: side by side along columns, evenly along
    /// rows.
    /// </summary>
    private Store? DirectStore
        => body.Epilogue.Stores.FirstOrDefault(store =>
            store.Scatter is null && text.Kernel.IsScratch(store.Argument, _type) && IsEven(store.Index));

    private IReadOnlyList<Dim> Batches => body.Space.Dims.Take(_rank - 2).ToList();

    public void Launch()
    {
        var (left, right) = (Declared(body.Left, "left", "row"), Declared(body.Right, "right", SimdOperand.Columns));
        writer.Line($"var epilogue = new Epilogue({string.Join(", ", Used().Select(parameter => parameter.Name))});");
        var triangle = body.Triangle == Triangle.None ? "" : $", GemmTriangle.{body.Triangle}";
        writer.Line($"Gemm.Run<{_type.Keyword()}, {left.Type}, {right.Type}, Epilogue>(pool, left, "
            + $"right, {string.Join(", ", Sizes.Select(DimText.Format))}, epilogue{triangle});");
    }

    private SimdOperand Declared(ProductOperand operand, string name, string line)
    {
        var declared = new SimdOperand(writer, text, operand, name, line, Batches);
        declared.Declare();
        return declared;
    }

    private IEnumerable<Dim> Sizes => [body.Space[_rank - 2], body.Space[_rank - 1], body.Inner, Shape.Of(Batches).Size];

    public void Epilogue()
    {
        var (used, direct) = (Used().ToList(), DirectStore);
        writer.Line("/// <summary>What is done with the product while it is in the cache.</summary>");
        var parameters = string.Join(", ", used.Select(parameter => $"{parameter.Type} {parameter.Name}"));
        using (writer.Open($"private readonly struct Epilogue({parameters}) : IGemmEpilogue<{_type.Keyword()}>"))
        {
            foreach (var (type, name) in used) writer.Line($"private readonly {type} {name} = {name};");
            writer.Line();
            WritePrefetch();
            writer.Line();
            WriteDirectStore(direct);
            writer.Line();
            Apply(used, direct);
        }
    }

    /// <summary>Prefetches the memory that the epilogue accesses contiguously.</summary>
    private void WritePrefetch()
    {
        var places = ContiguousPlaces();
        using (writer.Open("public void Ahead(ref GemmAhead ahead, int batch, long row, long column)"))
        {
            if (places.Count > 0) Coordinates.Declare(writer, "batch", Batches);
            foreach (var (argument, index) in places)
                writer.Line($"ahead.Add({text.Argument(argument)} + {DimText.Format(index, CoordinateNames())}, "
                    + $"{DimText.Format(index.Coefficients[_rank - 2] * text.Kernel.Arguments[argument].Type.Size())});");
        }
    }

    private List<(int Argument, AffineIndex Index)> ContiguousPlaces()
        => body.Epilogue.Program.Instructions.OfType<LoadInstruction>().Where(load => load.Within.Count == 0 && load.Rows is null)
            .Select(load => (Argument: load.Node, load.Index))
            .Concat(body.Epilogue.Stores.Select(store => (store.Argument, store.Index))).Distinct()
            .Where(place => IsEven(place.Index)).ToList();

    /// <summary>Lets the product accumulate directly in the result's buffer if that is write-only.</summary>
    private void WriteDirectStore(Store? store)
    {
        using (writer.Open($"public {_type.Keyword()}* Place(int batch, long row, long column, out long stride)"))
        {
            if (store is not null) Coordinates.Declare(writer, "batch", Batches);
            writer.Line($"stride = {(store is null ? "0" : DimText.Format(store.Index.Coefficients[_rank - 2]))};");
            writer.Line($"return "
                + $"{(store is null ? "null" : $"{text.Argument(store.Argument)} + {DimText.Format(store.Index, CoordinateNames())}")};");
        }
    }

    private void Apply(IEnumerable<(string Type, string Name)> used, Store? direct)
    {
        using (writer.Open($"{Optimization.AtOnce}\npublic void Apply({_type.Keyword()}* tile, int tileStride, int batch, int firstRow, "
            + "int firstColumn, int rows, int columns)"))
        {
            // A store could change a field, for all that the compiler knows: it would read each again for every vector.
            foreach (var (_, name) in used) writer.Line($"var {name} = this.{name};");
            if (direct is not null && IsStoredAlone(direct))
                writer.Line("if (tile == Place(batch, firstRow, firstColumn, out var _)) return;");
            Coordinates.Declare(writer, "batch", Batches);
            using (writer.Open("for (var i = 0; i < rows; i++)")) ApplyToRow();
        }
    }

    /// <summary>Whether the product's own elements are all that is stored.</summary>
    private bool IsStoredAlone(Store store)
        => body.Epilogue.Program.Instructions[store.Value] is RegisterInstruction && body.Epilogue.Stores.Count == 1;

    private void ApplyToRow()
    {
        writer.Line("long row = firstRow + i;");
        var phase = new SimdPhase(writer, text, body.Epilogue, 0, CoordinateNames(), new(_rank - 1), axis => axis == _rank - 1);
        phase.Outside(text.AllLanes);
        SimdLanes.Loop(writer, text, isWhole: false, "j", "0", "columns", count =>
        {
            writer.Line("long column = firstColumn + j;");
            writer.Line($"var {KernelText.Register(0)} = Vector.Load(tile + ((long)i * tileStride) + j);");
            phase.Inside(count);
        });
    }

    /// <summary>What of the launch's parameters the epilogue mentions.</summary>
    private IEnumerable<(string Type, string Name)> Used()
    {
        var instructions = body.Epilogue.Program.Instructions;
        var scalars = instructions.OfType<HostInstruction>().Select(host => KernelText.Scalar(host.Node));
        var names = new HashSet<string>(Tensors.Concat(scalars).Concat(Symbols));
        return text.Parameters().Where(parameter => names.Contains(parameter.Name));
    }

    private IEnumerable<string> Tensors
        => body.Epilogue.Program.Instructions.OfType<LoadInstruction>().Select(load => load.Node)
            .Concat(body.Epilogue.Stores.Select(store => store.Argument)).Select(text.Argument);

    private IEnumerable<string> Symbols => body.Epilogue.Dims.SelectMany(dim => dim.Symbols).Select(Identifiers.Symbol);

    /// <summary>Whether elements lie side by side along columns and evenly along rows.</summary>
    private bool IsEven(AffineIndex index) => index.Coefficients[_rank - 1].IsOne && !index.Coefficients[_rank - 2].IsZero;

    private List<string?> CoordinateNames()
        => [.. Enumerable.Range(0, _rank - 2).Select(axis => Coordinates.Name("batch", axis, _rank - 2)), "row", "column"];
}
