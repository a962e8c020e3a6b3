using ModelGen.Generator.Helpers;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>Gradient transformations as a model's source has them; References/make_steps.py has the same in PyTorch.</summary>
internal static class TestTransforms
{
    private static readonly Dictionary<string, string> Methods = new()
    {
        ["centralized"] = """
            [GradientTransform("*.weight")]
            static Tensor Centralize(Tensor gradient) => gradient - gradient.Mean(1, keepDimension: true);
            """,
        ["chained"] = """
            [GradientTransform]
            static float Signed(float gradient) => MathF.Sign(gradient);

            [GradientTransform("output.weight"), GradientTransform("*put.bias")]
            static double Decayed(double gradient, double parameter) => gradient + 0.1 * parameter;

            [GradientTransform("output.*")]
            static float Normalized(ref float norm, float gradient)
            {
                norm = 0.9f * norm + 0.1f * WholeParameter.Norm(gradient);
                return gradient / norm;
            }
            """,
        ["muon"] = """
            [GradientTransform("*.weight")]
            static Tensor Orthogonalize(Tensor gradient, ref Tensor momentum)
            {
                momentum = 0.95f * momentum + 0.05f * gradient;
                var x = 0.05f * gradient + 0.95f * momentum;
                var (rows, columns) = (x.Size(0), x.Size(1));
                if (rows > columns) x = x.Transpose();
                x = x / ((x * x).Sum().Sqrt() + 1e-7f);
                for (var round = 0; round < 5; round++)
                {
                    var a = x.MatMul(x.Transpose());
                    x = 3.4445f * x + (-4.7750f * a + 2.0315f * a.MatMul(a)).MatMul(x);
                }

                if (rows <= columns) return x;
                return x.Transpose() * Math.Sqrt((double)rows / columns);
            }

            [GradientTransform("*.bias")]
            static float Adapt(float gradient, ref float first, ref float second, ref float ofFirst, ref float ofSecond)
            {
                first = 0.9f * first + (1 - 0.9f) * gradient;
                second = 0.999f * second + (1 - 0.999f) * (gradient * gradient);
                ofFirst = 0.9f * ofFirst + (1 - 0.9f);
                ofSecond = 0.999f * ofSecond + (1 - 0.999f);
                return first / ofFirst / (MathF.Sqrt(second / ofSecond) + 1e-8f);
            }
            """,
    };

    public static EquatableArray<GradientTransformSpec> Of(string name) => Spec(Methods[name]).Optimizer!.Transforms;

    /// <summary>The net of the steps, with further members.</summary>
    public static ModelSpec Spec(string members, string attributes = "Sgd") => FrontEnd.Source.Spec($$"""
        [Model(Precision = Precision.Double), {{attributes}}]
        public partial class M
        {
            readonly Linear hidden = new(7, 5);
            readonly Linear output = new(5, 3);
            public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());
            public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
            {{members}}
        }
        """);
}
