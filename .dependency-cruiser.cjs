/** Imports run one way: domain/kernel ← events ← domain/<context> ← functions/<context> ← infra, local, test. A canary in test/architecture proves that this file bites. */
module.exports = {
  forbidden: [
    {
      name: "kernel-is-the-bottom",
      severity: "error",
      from: { path: "^domain/kernel/" },
      to: { path: "^(domain/(?!kernel/)|events/|functions/|infra/|local/|test/|bench/|scripts/|examples/)" },
    },
    {
      name: "events-know-only-the-kernel",
      severity: "error",
      from: { path: "^events/" },
      to: { path: "^(domain/(?!kernel/)|functions/|infra/|local/|test/|bench/|scripts/|examples/)" },
    },
    {
      name: "domain-is-pure",
      severity: "error",
      from: { path: "^domain/" },
      to: { path: "(^functions/|^infra/|^local/|^test/|@aws-sdk|@middy|@aws-lambda-powertools|aws-cdk-lib|^node:|^fs$|^crypto$)" },
    },
    {
      name: "a-context-knows-no-other-context",
      severity: "error",
      from: { path: "^domain/(?!kernel/)([a-z]+)/" },
      to: { path: "^domain/(?!kernel/)([a-z]+)/", pathNot: "^domain/$1/" },
    },
    {
      name: "a-function-uses-its-own-context",
      severity: "error",
      from: { path: "^functions/(?!_)([a-z]+)/" },
      to: { path: "^domain/(?!kernel/)[a-z]+/", pathNot: "^domain/$1/" },
    },
    {
      name: "a-step-uses-its-own-context",
      severity: "error",
      from: { path: "^functions/_steps/([a-z]+)/" },
      to: { path: "^domain/(?!kernel/)[a-z]+/", pathNot: "^domain/$1/" },
    },
    { name: "functions-do-not-import-functions", severity: "error", from: { path: "^functions/(?!_)" }, to: { path: "^functions/(?!_)" } },
    {
      name: "the-runtime-knows-no-business",
      severity: "error",
      from: { path: "^functions/_runtime/" },
      to: { path: "^(domain/(?!kernel/)|events/|functions/(?!_runtime/)|infra/|local/)" },
    },
    {
      name: "only-the-runtime-and-the-platform-know-aws",
      severity: "error",
      from: { path: "^(functions/(?!_runtime/|platform/)|domain/|events/)" },
      to: { path: "@aws-sdk|@middy|@aws-lambda-powertools" },
    },
    {
      name: "one-file-knows-middy",
      severity: "error",
      from: { path: "^(functions|domain|events|infra|local|bench|scripts|examples)/", pathNot: "^functions/_runtime/observed\\.ts$" },
      to: { path: "@middy" },
    },
    { name: "the-embedded-runtime-reads-the-assembly", severity: "error", from: { path: "^local/" }, to: { path: "^(domain|events|functions|infra)/" } },
    { name: "nothing-imports-tests", severity: "error", from: { pathNot: "^(test|bench)/|^scripts/(faults|fuzz)" }, to: { path: "^test/" } },
    {
      name: "nothing-deployed-imports-tools",
      severity: "error",
      from: { path: "^(functions|domain|events|infra|local)/" },
      to: { path: "^(bench|scripts|examples)/" },
    },
    {
      name: "the-console-knows-the-contract-alone",
      severity: "error",
      from: { path: "^console/" },
      to: { path: "^(domain|events|functions|infra|local|test|bench|scripts|examples)/", pathNot: "^examples/(company|kit)/" },
    },
    {
      // What fills an empty tenant is a client of the API like any other, wherever it runs.
      name: "only-the-demo-plays-a-company",
      severity: "error",
      from: { path: "^console/", pathNot: "^console/src/demo/" },
      to: { path: "^examples/" },
    },
    {
      name: "nothing-imports-the-console",
      severity: "error",
      from: { path: "^(domain|events|functions|infra|local|bench|examples)/" },
      to: { path: "^console/" },
    },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
    { name: "nothing-unresolved", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "\\?raw$|^virtual:" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(node_modules|dist|dist-console|cdk\\.out)/|^examples/subscriber/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".json", ".d.ts"],
    },
  },
};
