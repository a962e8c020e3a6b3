using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>How a parameter starts.</summary>
/// <param name="Kind">The distribution.</param>
/// <param name="First">The constant, the lower bound, or the mean.</param>
/// <param name="Second">The upper bound or the standard deviation.</param>
/// <param name="FanIn">Takes the place of the fan-in that the shape tells; 0 for none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ParameterStart(Initializer Kind, double First = 0, double Second = 0, long FanIn = 0);
