import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { PolicyStatement } from "../assembly/assembly-model.ts";
import { checkStatements } from "./iam-check.ts";

/** Who an access key belongs to, and what that role may do. */
export interface Caller {
  readonly functionName: string;
  readonly statements: readonly PolicyStatement[];
}

/** By access key id: the SDK's signature names it, and no other function has it. */
export type Callers = ReadonlyMap<string, Caller>;

/** Finds the caller by the credential in a SigV4 header; the signature itself is not checked, the keys are made up. */
export const callerOf = (request: IncomingMessage, callers: Callers): Caller | undefined =>
  callers.get(/Credential=([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "");

/** An HTTP endpoint of an emulated service. */
export interface Door {
  readonly endpoint: string;
  /** Calls that wait for their answer. */
  inFlight(): number;
  close(): Promise<void>;
}

/** Listens on this machine only. A handler that fails looks like a lost connection, which SDKs know how to survive. */
export async function openDoor(
  port: number,
  callers: Callers,
  serve: (request: IncomingMessage, response: ServerResponse, body: Buffer) => unknown,
): Promise<Door> {
  for (const caller of callers.values()) checkStatements(caller.functionName, caller.statements);
  let inFlight = 0;
  const server = createServer((request, response) => {
    inFlight += 1;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", () => {
      const handled = async () => serve(request, response, Buffer.concat(chunks));
      handled().catch(() => request.socket.destroy());
    });
    response.once("close", () => {
      inFlight -= 1;
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : port}`,
    inFlight: () => inFlight,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
