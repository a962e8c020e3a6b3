using ModelGen.Generator.CSharp;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Targets.Host;

/// <summary>A model as targets get it: its spec, and the canonical graph of each call.</summary>
internal sealed class TargetModel(ModelSpec spec)
{
    private readonly Dictionary<IReadOnlyList<GraphPass>, CompiledModel> _compiled = [];
    private readonly Lazy<IReadOnlyList<MethodGraphs>> _methods = new(() => MethodGraphs.Create(spec));

    public ModelSpec Spec => spec;

    /// <summary>The graph of each call, after the canonical passes.</summary>
    public IReadOnlyList<MethodGraphs> Methods => _methods.Value;

    /// <summary>How the names of the model's files begin.</summary>
    public string FileName { get; } = ClassNames.FullName(spec);

    /// <summary>The namespace of its executors.</summary>
    public string Space { get; } = ClassNames.Space(spec);

    /// <summary>The model's kernels after a target's own passes; compiled once for all targets that share these.</summary>
    /// <exception cref="NotSupportedException">Values have types that targets lack: <see cref="EmittableTypes"/>.</exception>
    public CompiledModel Compile(IReadOnlyList<GraphPass> passes)
    {
        if (!_compiled.TryGetValue(passes, out var model))
            _compiled.Add(passes,
                model = EmittableTypes.Check(Compiler.Compile(Methods, passes)));
        return model;
    }
}
