using System.Reflection;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Frontend.Intrinsic;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;

namespace ModelGen.Gpu;

/// <summary>
/// Gives kernels the functions of <see cref="MathF"/> and <see cref="Math"/> that ILGPU lacks or computes otherwise than .NET.
/// </summary>
internal static class IlgpuIntrinsics
{
    private static readonly Type[] Precisions = [typeof(float), typeof(double)];

    // CUDA has none of these but an approximate tanh.
    private static readonly (string Name, string Own)[] Functions =
        [(nameof(Math.Exp), nameof(KernelMath.Exp)), (nameof(Math.Log), nameof(KernelMath.Log)),
            (nameof(Math.Tanh), nameof(KernelMath.Tanh))];

    /// <summary>Redirects calls in kernels. Must run before the first kernel is compiled; the redirections hold for the process.</summary>
    public static void Register(Context.Builder builder)
    {
        foreach (var type in Precisions)
        {
            Redirect(type, nameof(IlgpuMath.FusedMultiplyAdd), type, type, type);
            Redirect(type, nameof(IlgpuMath.Max), type, type);
            Redirect(type, nameof(IlgpuMath.Min), type, type);
            Redirect(type, nameof(IlgpuMath.CopySign), type, type);
            foreach (var (name, own) in Functions)
                Redirect(type == typeof(float) ? typeof(MathF) : typeof(Math), name, typeof(KernelMath).GetMethod(own, [type])!, type);
            Redirect(type == typeof(float) ? typeof(MathF) : typeof(Math), nameof(Math.Pow),
                typeof(KernelMath).GetMethod(nameof(KernelMath.Power), [type, type])!, type, type);
            var multiplyAdd = Replacement(nameof(IlgpuMath.FusedMultiplyAdd), type, type, type);
            var manager = builder.GetIntrinsicManager();
            manager.RegisterMethod(multiplyAdd,
                new CLIntrinsic(typeof(IlgpuIntrinsics), nameof(WriteOpenCl), IntrinsicImplementationMode.GenerateCode));
            manager.RegisterMethod(multiplyAdd,
                new PTXIntrinsic(typeof(IlgpuIntrinsics), nameof(WritePtx), IntrinsicImplementationMode.GenerateCode));
        }
        RedirectBits(nameof(BitConverter.SingleToUInt32Bits), nameof(Interop.FloatAsInt), typeof(float));
        RedirectBits(nameof(BitConverter.DoubleToUInt64Bits), nameof(Interop.FloatAsInt), typeof(double));
        RedirectBits(nameof(BitConverter.UInt32BitsToSingle), nameof(Interop.IntAsFloat), typeof(uint));
        RedirectBits(nameof(BitConverter.UInt64BitsToDouble), nameof(Interop.IntAsFloat), typeof(ulong));
    }

    private static void RedirectBits(string name, string replacement, Type parameter)
        => Redirect(typeof(BitConverter), name, typeof(Interop).GetMethod(replacement, [parameter])!, parameter);

    private static void Redirect(Type precision, string name, params Type[] parameters)
    {
        List<Type> homes = precision == typeof(float) ? [typeof(MathF), typeof(Math), typeof(float)] : [typeof(Math), typeof(double)];
        foreach (var home in homes) Redirect(home, name, Replacement(name, parameters), parameters);
    }

    private static void Redirect(Type home, string name, MethodInfo replacement, params Type[] parameters)
    {
        if (home.GetMethod(name, BindingFlags.Public | BindingFlags.Static, parameters) is { } original)
            RemappedIntrinsics.AddRemapping(original, (ref context) => context.Method = replacement);
    }

    private static MethodInfo Replacement(string name, params Type[] parameters) => typeof(IlgpuMath).GetMethod(name, parameters)!;

    private static void WriteOpenCl(CLBackend backend, CLCodeGenerator generator, Value call)
    {
        var (first, second, third) = (generator.Load(call[0]), generator.Load(call[1]), generator.Load(call[2]));
        using var statement = generator.BeginStatement(generator.Allocate(call));
        statement.AppendCommand("fma");
        statement.BeginArguments();
        statement.AppendArgument(first);
        statement.AppendArgument(second);
        statement.AppendArgument(third);
        statement.EndArguments();
    }

    private static void WritePtx(PTXBackend backend, PTXCodeGenerator generator, Value call)
    {
        var (first, second, third) = (generator.LoadPrimitive(call[0]), generator.LoadPrimitive(call[1]), generator.LoadPrimitive(call[2]));
        var target = generator.AllocateHardware(call);
        using var command = generator.BeginCommand(call.BasicValueType == BasicValueType.Float64 ? "fma.rn.f64" : "fma.rn.f32");
        command.AppendArgument(target);
        command.AppendArgument(first);
        command.AppendArgument(second);
        command.AppendArgument(third);
    }
}
