using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>The ranges that settings declare by [SettingRange], and values that are not in them.</summary>
internal static class SettingRanges
{
    /// <summary>The range of a property or parameter, or null where it declares none.</summary>
    public static NumberRange? Find(ISymbol setting)
    {
        if (setting.Attribute("SettingRangeAttribute") is not
            {
                ConstructorArguments: [{ Value: double minimum },
                { Value: double maximum }]
            } attribute) return null;
        return new(setting.Name, minimum, maximum,
            attribute.NamedArguments.Any(argument => argument is { Key: "ExcludesMaximum", Value.Value: true }));
    }

    /// <param name="range">The range.</param>
    /// <param name="owner">What has the setting.</param>
    /// <param name="value">Its value.</param>
    /// <param name="location">Where it is given.</param>
    /// <exception cref="LanguageException">It is not in the range.</exception>
    public static void Check(NumberRange range, string owner, double value, Location? location)
    {
        if (!range.Contains(value))
            throw new LanguageException(Descriptors.OutOfRange, location, owner, range.Name, GraphText.Number(value), range.Words);
    }
}
