namespace ModelGen.Runtime;

/// <summary>Looks at a model's memory between the kernels of a call, by a <see cref="KernelProfile"/> that has it.</summary>
internal interface IKernelWatch
{
    /// <summary>The inputs of a call are there, and its kernels begin.</summary>
    /// <param name="executor">Runs the call.</param>
    void Begin(ModelExecutor executor);

    /// <summary>A kernel has run.</summary>
    /// <param name="executor">Runs the call.</param>
    /// <param name="kernel">Its name.</param>
    /// <param name="operations">What is fused in it.</param>
    /// <param name="source">The expressions that it is for.</param>
    void Look(ModelExecutor executor, string kernel, string operations, string source);
}
