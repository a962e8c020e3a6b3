using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>Why a model lacks a member that other models have; the analyzer tells it where the member is called.</summary>
/// <param name="member">The member's name, such as <c>Fit</c>.</param>
/// <param name="reason">The reason, as a part of a sentence.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MissingMemberAttribute(string member, string reason) : Attribute
{
    /// <summary>The member's name.</summary>
    public string Member { get; } = member;

    /// <summary>The reason.</summary>
    public string Reason { get; } = reason;
}
