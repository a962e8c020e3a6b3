namespace ModelGen;

/// <summary>
/// A module of one input and one result, for code over modules of several types; which one it is must be known where the model is compiled.
/// </summary>
public interface IModule
{
    /// <summary>The module's result.</summary>
    /// <param name="input">Of the shape that the module's own Forward declares.</param>
    Tensor Forward(Tensor input);
}
