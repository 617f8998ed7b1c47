import { afterAll, afterEach, expect } from "vitest";
import { FunctionRecord } from "../../local/lambda/lambda-record.ts";
import { hear, leaksIn, takeLines } from "./logs.ts";

// Every test listens to what its functions log, at the level that deploys, and fails where a line tells of a person or holds a token.

/** A function's own line: Powertools writes one JSON object a line, for logs (`level`) and for metrics (`_aws`). */
const isLogLine = (line: string): boolean => /^\{.*("level":"|"_aws":)/.test(line);

// In this process functions write to stdout and, what is wrong, to stderr, as they do on Lambda.
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream);
  stream.write = ((chunk: string | Uint8Array, ...more: []) => {
    const lines = typeof chunk === "string" ? chunk.split("\n").filter((line) => line !== "") : [];
    if (lines.length === 0 || !lines.every(isLogLine)) return write(chunk, ...more);
    lines.forEach(hear);
    return true;
  }) as typeof stream.write;
}

// Behind the embedded runtime they write into their records.
const log = FunctionRecord.prototype.log;
FunctionRecord.prototype.log = function (line) {
  hear(line);
  log.call(this, line);
};

const silent = () => expect(leaksIn(takeLines())).toEqual([]);
afterEach(silent);
afterAll(silent);
