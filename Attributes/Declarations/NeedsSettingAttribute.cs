namespace ModelGen;

/// <summary>
/// Tells that a setting of an optimizer means something only beside another: where this one is set (true, or not 0), the other must be set
/// too, or must not be. What does not fit is the compile error MG0603 at the setting.
/// </summary>
/// <param name="setting">The other property of the optimizer.</param>
/// <param name="isSet">Whether it must be other than 0 and false; else it must be 0 or false.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class NeedsSettingAttribute(string setting, bool isSet = true) : Attribute
{
    /// <summary>The other property.</summary>
    public string Setting => setting;

    /// <summary>Whether it must be set, or must not be.</summary>
    public bool IsSet => isSet;
}
