using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>A user's own functions, and models that map them.</summary>
internal static class ScalarFunctionSource
{
    public const string Functions = """
        public static class Activations
        {
            [Elementwise] public static float Mish(float x) => x * MathF.Tanh(MathF.Log(1 + MathF.Exp(x)));
            [Elementwise] public static float Swish(float x) => x * Other.Logistic(x);
            [Elementwise] public static double HardSwish(double x)
            {
                if (x <= -3) return 0;
                else if (x >= 3) return x;
                return x * (x + 3) / 6;
            }
            [Elementwise] public static float Elu(float x) => x > 0 ? x : MathF.Exp(x) - 1;
            [Elementwise] public static float LogAddExp(float a, float b)
            {
                float larger = MathF.Max(a, b), difference = a - b;
                if (difference > 0) difference = -difference;
                return larger + float.LogP1(MathF.Exp(difference));
            }
            [Elementwise] public static float Lerp(float start, float end, float weight) => start + weight * (end - start);
            [Elementwise] public static float TanhShrink(float x) { const float one = 1; x -= one * MathF.Tanh(x); return x; }
            [Elementwise] public static float Threshold(float x) => !(x <= 0.1f) ? x : 20;
        }

        public static class Other
        {
            [Elementwise] internal static float Logistic(float x) => 1 / (1 + MathF.Exp(-x));
        }
        """;

    /// <summary>A model that maps a lambda or a method of its own members over x [N, 3].</summary>
    public static ModelSpec Map(string function, string members = "")
        => Source.Spec(Functions
            + $"[Model] public partial class M {{ public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Map({function}); {members} }}");
}
