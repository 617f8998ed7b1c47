import { parseArgs } from "node:util";
import { CannotStart } from "./assembly/assembly-read.ts";

export type StartOptions = {
  readonly port: number;
  readonly dataDir: string;
  readonly watch: boolean;
  readonly verbose: boolean;
  /** Fill the tenant acme with a made-up company. */
  readonly demo: boolean;
  readonly assemblyDir: string;
  readonly build: boolean;
};

/** Reads the flags of `npm start`. */
export function startOptions(args: readonly string[]): StartOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        data: { type: "string" },
        memory: { type: "boolean" },
        watch: { type: "boolean" },
        verbose: { type: "boolean" },
        demo: { type: "boolean" },
        assembly: { type: "string" },
      },
    });
    return {
      port: portOf(values.port ?? "3000"),
      dataDir: values.memory === true ? "memory" : (values.data ?? ".local"),
      watch: values.watch === true,
      verbose: values.verbose === true,
      demo: values.demo === true,
      // An assembly that is named is run as it is.
      assemblyDir: values.assembly ?? "cdk.out",
      build: values.assembly === undefined,
    };
  } catch (thrown) {
    if (thrown instanceof CannotStart) throw thrown;
    throw new CannotStart(
      `${thrown instanceof Error ? thrown.message : String(thrown)}. Known flags: --port N, --data DIR, --memory, --watch, --verbose, --demo, --assembly DIR.`,
    );
  }
}

/** A TCP port from text; one sentence when it is none. */
export function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new CannotStart(`"${text}" is not a port: --port takes a number from 0 to 65535.`);
  return port;
}
