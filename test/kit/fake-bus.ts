import { once } from "node:events";
import { createServer } from "node:http";

interface Entry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly EventBusName: string;
}

/** An endpoint that answers PutEvents as EventBridge does, refuses the entries it is told to, and remembers those it took. */
export async function fakeBus() {
  const taken: { source: string; name: string; bus: string; id: string }[] = [];
  const calls: number[] = [];
  let refuses: (id: string) => boolean = () => false;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const { Entries } = JSON.parse(body) as { Entries: Entry[] };
      calls.push(Entries.length);
      const answers = Entries.map((entry) => {
        const id = (JSON.parse(entry.Detail) as { metadata: { id: string } }).metadata.id;
        if (refuses(id)) return { ErrorCode: "InternalFailure", ErrorMessage: "no" };
        taken.push({ source: entry.Source, name: entry.DetailType, bus: entry.EventBusName, id });
        return { EventId: `e-${id}` };
      });
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(JSON.stringify({ FailedEntryCount: answers.filter((each) => "ErrorCode" in each).length, Entries: answers }));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  process.env["AWS_ENDPOINT_URL_EVENTBRIDGE"] = `http://127.0.0.1:${port}`;
  process.env["BUS_NAME"] = "weft-test";
  return {
    taken,
    calls,
    refuse: (which: (id: string) => boolean) => {
      refuses = which;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
