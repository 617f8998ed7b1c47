import { list, record, text } from "../contract/json.ts";

/** That a fact was told, and of what; not what it says. */
export interface Announced {
  readonly context: string;
  readonly name: string;
  readonly subject: string;
}
interface Options {
  /** Where to listen. */
  readonly url: string;
  /** Whom the authorisation is made out for. */
  readonly host: string;
  readonly channels: readonly string[];
  readonly token: () => Promise<string | undefined>;
  readonly heard: (facts: readonly Announced[]) => void;
  /** Called whenever listening begins or ends. */
  readonly listening: (isListening: boolean) => void;
}

const PROTOCOL = "aws-appsync-event-ws";
/** Waits between tries, with some chance in them so that many pages do not come back at once. */
const [FIRST_WAIT, LONGEST_WAIT] = [1_000, 60_000];

/**
 * Listens to AppSync Events over one WebSocket, and begins again whenever that ends. AWS source: AppSync Events developer guide,
 * "Understanding the Event API WebSocket protocol". Their own client library is a hundred times as large.
 */
export class Announcements {
  readonly #options: Options;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_WAIT;
  #stopped = true;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    void this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#end();
  }

  async #connect(): Promise<void> {
    const { url, host, token } = this.#options;
    const granted = await token().catch(() => undefined);
    if (this.#stopped) return;
    if (granted === undefined) return this.#later();
    const authorization = { host, Authorization: granted };
    const header = btoa(JSON.stringify(authorization)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
    const socket = new WebSocket(url, [PROTOCOL, `header-${header}`]);
    this.#socket = socket;
    socket.addEventListener("open", () => socket.send(JSON.stringify({ type: "connection_init" })));
    socket.addEventListener("message", ({ data }) => this.#take(socket, String(data), authorization));
    socket.addEventListener("close", () => {
      if (this.#socket !== socket) return;
      this.#end();
      this.#later();
    });
  }

  #take(socket: WebSocket, said: string, authorization: object): void {
    const message = record(parsed(said));
    this.#stillThere(socket, Number(message.connectionTimeoutMs));
    const { channels, heard, listening } = this.#options;
    const at = channels.indexOf(text(message.id));
    switch (message.type) {
      case "connection_ack":
        for (const channel of channels) socket.send(JSON.stringify({ type: "subscribe", id: channel, channel, authorization }));
        break;
      case "subscribe_success":
        this.#wait = FIRST_WAIT;
        // What was told while nobody listened has to be looked for: whoever is told that listening began does so.
        if (!this.#listens) listening(true);
        this.#listens = true;
        break;
      case "data":
        heard([message.event].flat().flatMap((event) => factsIn(parsed(text(event)), channels[at] ?? "")));
        break;
    }
  }

  #listens = false;
  #patience = 300_000;
  /** A connection that says nothing for too long is dead, whatever the browser believes. */
  #stillThere(socket: WebSocket, patience: number): void {
    if (patience > 0) this.#patience = patience;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => socket.close(), this.#patience);
  }

  #end(): void {
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    if (this.#listens) this.#options.listening(false);
    this.#listens = false;
  }

  #later(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#connect(), this.#wait * (0.5 + Math.random() / 2));
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
  }
}

function factsIn(event: unknown, channel: string): Announced[] {
  const context = channel.split("/").at(-1) ?? "";
  return list(record(event).facts)
    .map(record)
    .map(({ name, subject }) => ({ context, name: text(name), subject: text(subject) }));
}

function parsed(said: string): unknown {
  try {
    return JSON.parse(said);
  } catch {
    return undefined;
  }
}
