using SurgicalAI.App.Verbs;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
