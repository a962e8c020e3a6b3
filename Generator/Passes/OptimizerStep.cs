using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Passes;

/// <summary>
/// Turns the gradients of parameters into updates of parameters and of the optimizer's states. The formulas and their order are those of
/// torch.optim: https://pytorch.org/docs/stable/generated/torch.optim.SGD.html, .Adam.html and .AdamW.html.
/// The host scalars are "learning_rate" and "step", which counts from 1; what depends on them alone is computed once a call.
/// </summary>
internal static class OptimizerStep
{
    public const string LearningRate = "learning_rate";

    public const string Step = "step";

    public static Graph Run(Graph gradientGraph, OptimizerSpec spec)
    {
        var parameters = gradientGraph.Parameters.ToDictionary(parameter => parameter.Name);
        var steps = gradientGraph.Outputs.Where(output => output.Role == OutputRole.Gradient && parameters.ContainsKey(output.Target)).ToList();
        var builder = GraphBuilder.Continue(gradientGraph with { Outputs = gradientGraph.Outputs.Except(steps).ToEquatableArray() });
        var rule = new Rule(builder, spec);
        foreach (var step in steps) rule.Update(parameters[step.Target], builder.Nodes[step.Node]);
        return builder.Build();
    }

    private sealed class Rule(GraphBuilder b, OptimizerSpec spec)
    {
        public void Update(ParameterInfo info, Node gradient)
        {
            var parameter = b.Parameter(info);
            b.Output(OutputRole.Update, info.Name, spec.Kind switch
            {
                OptimizerKind.Sgd => Sgd(info, parameter, Decayed(parameter, gradient)),
                OptimizerKind.Adam => Adam(info, parameter, Decayed(parameter, gradient)),
                _ => Adam(info, Shrunk(parameter), gradient),
            });
        }

        // g + lambda p
        private Node Decayed(Node parameter, Node gradient)
            => spec.WeightDecay == 0 ? gradient : b.Add(gradient, b.Multiply(b.Constant(spec.WeightDecay), parameter));

        // p (1 - lr lambda): the decay of AdamW, which does not pass through the moments.
        private Node Shrunk(Node parameter)
            => spec.WeightDecay == 0 ? parameter : b.Multiply(parameter, b.Subtract(b.Constant(1), b.Multiply(b.HostScalar(LearningRate), b.Constant(spec.WeightDecay))));

        // buf = mu buf + (1 - tau) g, and buf = g at the first step; then g + mu buf (Nesterov) or buf takes the place of g. p - lr g
        private Node Sgd(ParameterInfo info, Node parameter, Node gradient)
        {
            if (spec.Momentum == 0) return b.Subtract(parameter, b.Multiply(b.HostScalar(LearningRate), gradient));
            var kept = b.Multiply(b.Constant(spec.Momentum), State(info, "momentum"));
            var buffer = spec.Dampening == 0 ? b.Add(kept, gradient) : Dampened(kept, gradient);
            b.Output(OutputRole.Update, info.Name + ".momentum", buffer);
            var direction = spec.Nesterov ? b.Add(gradient, b.Multiply(b.Constant(spec.Momentum), buffer)) : buffer;
            return b.Subtract(parameter, b.Multiply(b.HostScalar(LearningRate), direction));
        }

        private Node Dampened(Node kept, Node gradient)
        {
            var first = b.Add(OpKind.Equal, b.HostScalar(Step), b.Constant(1));
            return b.Select(first, gradient, b.Add(kept, b.Multiply(b.Constant(1 - spec.Dampening), gradient)));
        }

        // m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g², p - lr / (1 - b1^t) m / (sqrt v / sqrt(1 - b2^t) + eps)
        private Node Adam(ParameterInfo info, Node parameter, Node gradient)
        {
            var first = Moment(info, "first_moment", spec.Beta1, gradient);
            var second = Moment(info, "second_moment", spec.Beta2, b.Multiply(gradient, gradient));
            var size = b.Divide(b.HostScalar(LearningRate), Correction(spec.Beta1));
            var root = b.Divide(b.Add(OpKind.Sqrt, second), b.Add(OpKind.Sqrt, Correction(spec.Beta2)));
            return b.Subtract(parameter, b.Divide(b.Multiply(size, first), b.Add(root, b.Constant(spec.Epsilon))));
        }

        private Node Moment(ParameterInfo info, string name, double beta, Node value)
        {
            var moment = b.Add(b.Multiply(b.Constant(beta), State(info, name)), b.Multiply(b.Constant(1 - beta), value));
            b.Output(OutputRole.Update, $"{info.Name}.{name}", moment);
            return moment;
        }

        private Node State(ParameterInfo info, string name) => b.State(new($"{info.Name}.{name}", info.Name, info.Type));

        private Node Correction(double beta) => b.Subtract(b.Constant(1), b.Add(OpKind.Power, b.Constant(beta), b.HostScalar(Step)));
    }
}
