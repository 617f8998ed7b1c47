import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    tableEndpoint: string;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** One real table engine in memory for the whole run; every test file makes a table of its own in it. */
export default async function setup(project: TestProject) {
  const external = process.env["DYNAMODB_ENDPOINT"];
  if (external !== undefined) {
    project.provide("tableEndpoint", external);
    return () => {};
  }
  const port = await freePort();
  const binary = join(import.meta.dirname, "../../node_modules/@dynoxide/linux-x64/dynoxide");
  const engine = spawn(binary, ["serve", "--port", String(port)], { stdio: "ignore" });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    try {
      await fetch(endpoint);
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await sleep(20);
    }
  }
  project.provide("tableEndpoint", endpoint);
  return () => {
    engine.kill("SIGKILL");
  };
}
