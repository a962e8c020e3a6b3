using CharacterGpt;

return CommandLine.Create().Parse(args).Invoke();
