using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Optimizers;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>
/// Reads a model or module class into its graph: declares inputs and fields, then runs Forward and Loss on symbolic values; and each
/// method of a model that is marked as a program into a graph of its own.
/// </summary>
internal static class ClassReader
{
    /// <summary>The class as a spec, and what is to be told of it.</summary>
    /// <param name="type">The class.</param>
    /// <param name="code">Where its source is.</param>
    /// <param name="modules">The modules that it uses.</param>
    /// <param name="arguments">Of a module that is read for one use: what its constructor is given there.</param>
    /// <param name="inputs">The types of what Forward is given, where it takes any.</param>
    /// <exception cref="LanguageException">It has a mistake, or is a module that each use decides.</exception>
    public static (ModelSpec Spec, IReadOnlyList<Diagnostic> Notes) Read(
        INamedTypeSymbol type,
        SourceCode code,
        IModuleGraphs modules,
        IReadOnlyDictionary<string, SymbolicValue>? arguments = null,
        IReadOnlyList<TensorType>? inputs = null)
    {
        ClassRequirements.Check(type);
        var programs = ProgramReader.Find(type);
        var unused = new List<HashSet<Diagnostic>>();
        var notes = new List<Diagnostic>();
        var contexts = new List<ReadingContext>();
        var main = Reading((context, members) => new SignatureReader(context, members).Read(programs.Count > 0));
        var own = programs.Select(program => Reading((context, members) => new ProgramReader(context, members, program).Read())).ToList();
        var spec = SharedParameters.Join(main, own, programs);
        if (spec.IsModel && GradientTransformMethods.In(type).Any())
        {
            List<ReadingContext> methods = [.. contexts];
            spec = Reading((context, _) =>
            {
                context.SetApart(methods);
                return new GradientTransformReader(context, modules).Read(spec);
            });
        }

        return (spec, [.. unused.Aggregate((left, right) => [.. left.Intersect(right)]), .. notes]);

        // Each method is read by itself: their inputs may share names, and a parameter is unused where none of them uses it.
        T Reading<T>(Func<ReadingContext, ClassMembers, T> read)
        {
            var context = new ReadingContext(type, code, arguments, inputs);
            contexts.Add(context);
            var members = new ClassMembers(context, modules);
            var result = read(context, members);
            unused.Add([.. members.Unused()]);
            notes.AddRange(context.Notes.Where(note => !notes.Contains(note)));
            return result;
        }
    }
}
