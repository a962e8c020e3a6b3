namespace ModelGen;

/// <summary>What each <c>[Model]</c> class is, so that code may be written for models of any class.</summary>
public interface IModel : IDisposable
{
    /// <summary>The parameters and buffers, by number, by name or by a pattern of names.</summary>
    ParameterCollection Parameters { get; }

    /// <summary>Where the model computes.</summary>
    Device Device { get; }
}
