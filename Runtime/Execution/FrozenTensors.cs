namespace ModelGen.Runtime;

/// <summary>
/// The parts of the persistent block that a step must leave as they are although it writes them: the parameters that are frozen at run
/// time, and what the optimizer keeps for them.
/// </summary>
internal static class FrozenTensors
{
    /// <param name="layout">The model's.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <returns>An array, since going through one allocates nothing.</returns>
    public static (long Offset, long Bytes)[] Find(ModelLayout layout, ParameterCollection parameters)
    {
        var names = parameters.Where(parameter => parameter.IsTrainable && parameter.IsFrozen).Select(parameter => parameter.Name)
            .ToHashSet();
        return
        [
            .. layout.Parameters.Where(parameter => names.Contains(parameter.Name))
                .Select(parameter => (parameter.Offset, parameter.Bytes)),
            .. (layout.States ?? []).Where(state => names.Contains(Owner(state.Name))).Select(state => (state.Offset, state.Bytes)),
        ];
    }

    // What belongs to the model has no parameter before its name.
    private static string Owner(string state) => state.LastIndexOf('.') is > 0 and var dot ? state[..dot] : "";
}
