using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd;

/// <summary>
/// What a spec was read from: the files whose bodies and initializers it depends on, what all others declare, the libraries and the
/// options.
/// </summary>
internal sealed class SpecOrigin
{
    private readonly string? _assembly;
    private readonly CompilationOptions _options;
    private readonly ImmutableArray<MetadataReference> _libraries;
    private readonly ImmutableArray<SyntaxTree> _files;

    /// <summary>For each file whether its bodies were read.</summary>
    private readonly ImmutableArray<bool> _isRead;

    private SpecOrigin(Compilation compilation, ImmutableArray<SyntaxTree> files, ImmutableArray<bool> isRead)
    {
        (_assembly, _options, _libraries) = (compilation.AssemblyName, compilation.Options, compilation.ExternalReferences);
        (_files, _isRead) = (files, isRead);
    }

    /// <summary>The files whose bodies and initializers were read.</summary>
    public IEnumerable<SyntaxTree> Read => _files.Where((_, number) => _isRead[number]);

    public static SpecOrigin Capture(SourceCode code)
    {
        var files = code.Compilation.SyntaxTrees.ToImmutableArray();
        return new(code.Compilation, files, files.Select(code.Files.Contains).ToImmutableArray());
    }

    /// <summary>The same in another compilation; null where that could make another spec of the class.</summary>
    public SpecOrigin? In(Compilation compilation)
    {
        if (_assembly != compilation.AssemblyName || !AreAlike(_options, compilation.Options)
            || !_libraries.SequenceEqual(compilation.ExternalReferences))
            return null;
        var files = compilation.SyntaxTrees.ToImmutableArray();
        if (files.Length != _files.Length) return null;
        for (var number = 0; number < files.Length; number++)
        {
            if (!MeansTheSame(files[number], _files[number], _isRead[number])) return null;
        }

        return files.SequenceEqual(_files) ? this : new(compilation, files, _isRead);
    }

    // Options are not compared as a whole: they hold the resolvers of the command line, which throw when they are.
    private static bool AreAlike(CompilationOptions now, CompilationOptions before)
        => ReferenceEquals(now, before) || (now is CSharpCompilationOptions left && before is CSharpCompilationOptions right
            && left.CheckOverflow == right.CheckOverflow && left.NullableContextOptions == right.NullableContextOptions
            && left.AllowUnsafe == right.AllowUnsafe
            && left.OutputKind == right.OutputKind && left.MetadataImportOptions == right.MetadataImportOptions
            && left.Usings.SequenceEqual(right.Usings));

    // Blanks and comments mean nothing. Of bodies, and of initializers of fields that are no constants, nothing is seen outside of them.
    private static bool MeansTheSame(SyntaxTree now, SyntaxTree before, bool isRead)
        => now == before
            || (now.Options.Equals(before.Options) && DeepStack.Compare(now, () => now.IsEquivalentTo(before, topLevel: !isRead)));
}
