using BenchmarkDotNet.Running;
using SurgicalAI.Bench;

// Without arguments it asks which class; `--filter '*Codec*'` runs some, `--filter '*'` all, `--job Medium` takes longer.
BenchmarkSwitcher.FromAssembly(typeof(BenchConfig).Assembly).Run(args, new BenchConfig(args));
