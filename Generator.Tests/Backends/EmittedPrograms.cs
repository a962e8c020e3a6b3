using System.Reflection;
using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Host;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;
using ModelGen.Runtime;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>Compiled models as emitted executors: many are compiled at once, for that takes the time.</summary>
internal sealed class EmittedPrograms
{
    /// <summary>Symbols of graphs of tests that need not stand in the shape of an input.</summary>
    private static readonly string[] OtherSymbols = ["N", "M", "K"];

    private readonly Dictionary<string, CompiledModel> _models;
    private readonly EmittedBackend _backend;
    private readonly Assembly _assembly;

    public EmittedPrograms(EmittedBackend backend, IEnumerable<(string Name, CompiledModel Model)> models)
    {
        _backend = backend;
        _models = models.ToDictionary(item => item.Name, item => item.Model);
        _assembly = EmittedCode.Load(EmittedCode.Compilation($"Emitted{Guid.NewGuid():N}",
            _models.SelectMany(item => Files(item.Key, item.Value)).Select(Placed)));
    }

    /// <summary>The static methods of that name of all kernels.</summary>
    public IEnumerable<MethodInfo> Methods(string name)
        => _assembly.GetTypes()
            .Select(type => type.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .OfType<MethodInfo>();

    /// <summary>Runs one call of a model; its outputs, and after a step its parameters and states.</summary>
    public unsafe Dictionary<(OutputRole, string), double[]> Run(
        string name, ProgramKind kind, Bindings bindings, Device device, GuardedMemory? memory = null)
    {
        var model = _models[name];
        var program = model.Programs.Single(program => program.Kind == kind);
        using var executor = Executor(name, model, bindings, device, memory);
        foreach (var buffer in model.Persistent)
            executor.WriteNumbers<double>(MemoryBlock.Persistent, Offset(buffer, bindings), PrecisionOf(buffer.Type.Element), 0,
                Data(buffer.Name, bindings));
        var inputs = program.Inputs.Select(input => Bytes(input.Type.Element, bindings.Inputs[input.Name])).ToArray();
        var pins = inputs.Select(input =>
            System.Runtime.InteropServices.GCHandle.Alloc(input, System.Runtime.InteropServices.GCHandleType.Pinned)).ToArray();
        var places = memory is null ? pins.Select(pin => pin.AddrOfPinnedObject()) : inputs.Select(input => Guarded(input, memory));
        var pointers = places.Append(0).ToArray();
        var symbols = Symbols(model, bindings).Append(0).ToArray();
        fixed (nint* p = pointers)
        fixed (long* s = symbols)
            executor.Run(model.Programs.ToList().IndexOf(program), (void**)p, s);
        foreach (var pin in pins) pin.Free();
        var results = program.Outputs.ToDictionary(output => (output.Role, output.Target),
            output => Read(executor, MemoryBlock.Arena, program.Main.Buffers[output.Buffer], bindings));
        if (kind == ProgramKind.TrainStep)
        {
            foreach (var buffer in model.Persistent)
                results[(OutputRole.Update, buffer.Name)] = Read(executor, MemoryBlock.Persistent, buffer, bindings);
        }

        return results;
    }

    /// <summary>A file without the lines of the expressions, which nothing here asks for.</summary>
    private static (string Path, string Text) Placed((string Path, string Text) file)
        => (file.Path, new PlacedText([], isDebug: false).Place(new(file.Path, file.Text)).Text);

    private IEnumerable<(string Path, string Text)> Files(string name, CompiledModel model)
    {
        yield return (name + ".cs",
            ExecutorClass.Write("Emitted", name + _backend.Dialect.Suffix, "Kernels" + name, model, SymbolNames(model), _backend.Dialect));
        var launched = model.Programs.SelectMany(program => program.Main.Launches).Select(launch => launch.Kernel).ToHashSet();
        foreach (var kernel in model.Kernels.Where((_, number) => launched.Contains(number)))
            yield return ($"{name}.{kernel.Name}.cs", _backend.Emit(kernel, "Emitted.Kernels" + name));
        foreach (var file in _backend.Once(name)) yield return file;
    }

    private ModelExecutor Executor(string name, CompiledModel model, Bindings bindings, Device device, HostMemory? memory)
    {
        var rate = bindings.HostScalars.GetValueOrDefault("learning_rate");
        var bytes = model.PersistentBytes.Evaluate(bindings.Symbols);
        var layout = new ModelLayout(name, PrecisionOf(model.LossType(ElementType.Float32)), [], bytes,
            Optimizers: [new("TrainStep", rate)]);
        var options = new ExecutorOptions(layout, device, 0, []) { Memory = memory ?? HostMemory.System };
        var executor = (ModelExecutor)Activator.CreateInstance(_assembly.GetType($"Emitted.{name}{_backend.Dialect.Suffix}")!, options)!;
        var steps = (long)bindings.HostScalars.GetValueOrDefault("step", 1) - 1;
        typeof(ModelExecutor).GetProperty(nameof(executor.StepCount))!.SetValue(executor, steps);
        executor.Optimizers[0].StepCount = steps;
        return executor;
    }

    private static nint Guarded(Array values, GuardedMemory memory)
    {
        var bytes = new byte[Buffer.ByteLength(values)];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return memory.Copy(bytes);
    }

    private static double[] Read(ModelExecutor executor, MemoryBlock block, MemoryBuffer buffer, Bindings bindings)
    {
        var count = (int)buffer.Type.Shape.Size.Evaluate(bindings.Symbols);
        if (buffer.Type.Element == ElementType.Int32)
        {
            var integers = new int[count];
            executor.Read(Offset(buffer, bindings), integers.AsSpan());
            return Array.ConvertAll(integers, value => (double)value);
        }

        var numbers = new double[count];
        executor.ReadNumbers(block, Offset(buffer, bindings), PrecisionOf(buffer.Type.Element), 0, numbers.AsSpan());
        return numbers;
    }

    private static Precision PrecisionOf(ElementType type) => type == ElementType.Float64 ? Precision.Double : Precision.Single;

    private static Array Bytes(ElementType type, double[] values) => type switch
    {
        ElementType.Float32 => Array.ConvertAll(values, value => (float)value),
        ElementType.Float64 => values,
        _ => Array.ConvertAll(values, value => (int)value),
    };

    private static long Offset(MemoryBuffer buffer, Bindings bindings) => buffer.Offset.Evaluate(bindings.Symbols);

    private static double[] Data(string name, Bindings bindings)
        => bindings.Parameters.TryGetValue(name, out var data) ? data : bindings.States[name];

    private static List<string> SymbolNames(CompiledModel model)
        => [.. model.FixedSymbols,
            .. model.Programs.SelectMany(program => program.Inputs).SelectMany(input => input.Type.Shape.Dims)
                .SelectMany(dim => dim.Symbols).Concat(OtherSymbols).Distinct()];

    private static IEnumerable<long> Symbols(CompiledModel model, Bindings bindings)
        => SymbolNames(model).Select(symbol => bindings.Symbols.GetValueOrDefault(symbol, 1));
}
