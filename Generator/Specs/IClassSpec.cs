using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.Specs;

/// <summary>What is known of a class: where it stands, and its name.</summary>
internal interface IClassSpec
{
    /// <summary>Its namespace; may be empty.</summary>
    string Namespace { get; }

    /// <summary>Declarations of the types around it, outermost first.</summary>
    EquatableArray<string> ContainingTypes { get; }

    string Name { get; }
}
