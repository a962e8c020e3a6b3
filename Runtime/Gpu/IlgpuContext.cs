using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>
/// A device made ready for kernels: one accelerator for the whole process, and the kernels that were compiled for it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IlgpuContext
{
    /// <summary>
    /// The switch of <see cref="AppContext"/> with which kernels check each index against the bounds of its buffer, where ILGPU can stop a
    /// kernel: on CUDA and in its interpreter, not on OpenCL. An index beyond ends the process. It is read when the first device is opened.
    /// </summary>
    public const string CheckBounds = "ModelGen.Gpu.CheckBounds";

    private static readonly Lazy<Context> Shared = new(() => Context.Create(Configure));
    private static readonly ConcurrentDictionary<IlgpuDevice, Lazy<IlgpuContext>> Opened = new();

    private readonly ConcurrentDictionary<MethodInfo, Lazy<Delegate>> _kernels = new();

    private IlgpuContext(IlgpuDevice device)
    {
        Device = device;
        Accelerator = device.Driver.CreateAccelerator(Shared.Value);
    }

    /// <summary>The device.</summary>
    public IlgpuDevice Device { get; }

    /// <summary>ILGPU's own handle of the device.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Opens a device; the second call for one device gives the same context.</summary>
    public static IlgpuContext Open(IlgpuDevice device)
        => Opened.GetOrAdd(device, key => new Lazy<IlgpuContext>(() => new IlgpuContext(key))).Value;

    /// <summary>
    /// Compiles a static method, whose parameter is one struct and which reads <c>Group</c> and <c>Grid</c> for its indices, as a
    /// kernel; the second call for one method gives the same kernel.
    /// </summary>
    public Action<AcceleratorStream, KernelConfig, TArguments> Load<TArguments>(Action<TArguments> kernel)
        where TArguments : struct
    {
        var method = kernel.Method;
        if (!_kernels.TryGetValue(method, out var compiled))
            compiled = _kernels.GetOrAdd(method,
                key => new Lazy<Delegate>(() => Compile<Action<AcceleratorStream, KernelConfig, TArguments>>(key)));
        return (Action<AcceleratorStream, KernelConfig, TArguments>)compiled.Value;
    }

    // O2 leaves IEEE arithmetic as it is written; the fast mathematics that would not is never asked for.
    internal static void Configure(Context.Builder builder)
    {
        builder.Optimize(OptimizationLevel.O2);
        IlgpuIntrinsics.Register(builder);
        if (AppContext.TryGetSwitch(CheckBounds, out var isOn) && isOn) builder.Assertions();
    }

    private TLauncher Compile<TLauncher>(MethodInfo method)
        where TLauncher : Delegate
    {
        var entry = EntryPointDescription.FromExplicitlyGroupedKernel(method);
        var backend = Accelerator.GetBackend();
        var compiled = Device.Kind == DeviceKind.OpenCL
            ? backend.Compile(entry, KernelSpecialization.Empty, new UnorderedComparisons())
            : backend.Compile(entry, KernelSpecialization.Empty);
        return Accelerator.LoadKernel(compiled).CreateLauncherDelegate<TLauncher>();
    }
}
