using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.FrontEnd;

/// <summary>What a spec was read from: the files whose bodies and initializers it depends on, what all others declare, the libraries and the options.</summary>
internal sealed class SpecOrigin
{
    private readonly string? _assembly;
    private readonly CompilationOptions _options;
    private readonly ImmutableArray<MetadataReference> _libraries;
    private readonly ImmutableArray<SyntaxTree> _files;
    private readonly HashSet<SyntaxTree> _read;

    private SpecOrigin(Compilation compilation, HashSet<SyntaxTree> read)
    {
        (_assembly, _options, _libraries) = (compilation.AssemblyName, compilation.Options, compilation.ExternalReferences);
        (_files, _read) = (compilation.SyntaxTrees.ToImmutableArray(), read);
    }

    public static SpecOrigin Of(SourceCode code) => new(code.Compilation, code.Files);

    /// <summary>The same in another compilation; null where that could make another spec of the class.</summary>
    public SpecOrigin? In(Compilation compilation)
    {
        if (_assembly != compilation.AssemblyName || !_options.Equals(compilation.Options) || !_libraries.SequenceEqual(compilation.ExternalReferences)) return null;
        var files = compilation.SyntaxTrees.ToImmutableArray();
        if (files.SequenceEqual(_files)) return this;
        return files.Length == _files.Length && files.Zip(_files, (now, before) => now == before || (!_read.Contains(before) && DeclaresTheSame(now, before))).All(isSame => isSame) ? new(compilation, _read) : null;
    }

    // Of bodies, and of initializers of fields that are no constants, nothing is seen outside of them.
    private static bool DeclaresTheSame(SyntaxTree now, SyntaxTree before) => now.Options.Equals(before.Options) && now.IsEquivalentTo(before, topLevel: true);
}
