using Mnist;

return CommandLine.Create().Parse(args).Invoke();
