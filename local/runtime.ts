import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { loadAssembly } from "./assembly/assembly.ts";
import type { AssemblyModel, LiveModel, UserPoolModel } from "./assembly/assembly-model.ts";
import { CannotStart } from "./assembly/assembly-read.ts";
import { type Authorize, jwtAuthorizer } from "./gateway/authorizer.ts";
import type { ChaosPlan } from "./table/chaos.ts";
import type { StreamRecord } from "./table/table-door-stream-record.ts";
import { consoleDoor } from "./console/console-page-door.ts";
import { type Backstage, openBackstage } from "./runtime-backstage.ts";
import { openFrontDoor } from "./runtime-front-door.ts";
import { gateway } from "./gateway/gateway.ts";
import { Issuer, type TokenRequest } from "./issuer/issuer.ts";
import { writableFolder } from "./runtime-folder.ts";
import { consoleSettings } from "./site/console-settings.ts";
import { liveSocket } from "./live/live-socket.ts";
import { isLivePath, siteDoor } from "./site/site-door.ts";
import type { Channels } from "./live/channels.ts";
import { SiteFiles } from "./site/site-files.ts";

export type RuntimeOptions = {
  readonly assemblyDir: string;
  /** 0 takes a free one */
  readonly port: number;
  /** a folder, or "memory": then nothing outlives the process */
  readonly dataDir: string;
  /** Where the console is built, `dist-console` unless told; it may be missing or change at any time. */
  readonly siteDir?: string;
  /** absent: a few duplicates and reorders, seeded by the day, so that nobody learns a false promise */
  readonly chaos?: ChaosPlan;
  /** 60 lets a minute of waiting pass in a second */
  readonly timeScale?: number;
  /** How far a function's clock is from this machine's: AWS promises no two hosts the same time. */
  readonly clockSkewMs?: (functionName: string) => number;
  /** execution environments kept warm over all functions, by default what a quarter of the memory holds */
  readonly maxWarm?: number;
  /** how many events of one function run at once at most; by default one for each core */
  readonly maxPerFunction?: number;
  readonly onLine?: (functionName: string, line: string) => void;
  /** Sees each record of the table's streams that a consumer could want, the moment its write has taken effect. */
  readonly onRecord?: (record: StreamRecord) => void;
};

/** One deployment, running on this machine. */
export type Runtime = {
  readonly url: string;
  readonly model: AssemblyModel;
  readonly backstage: Backstage;
  /** Settles with one sentence when the table engine ends although nobody asked it to. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
  /** Runs a schedule now. */
  runSchedule(name: string): void;
  /** Runs what the template marks to run at the start of a runtime. Less than no grace looks ahead: for functions whose clocks are. */
  runAtStart(graceSeconds: number): void;
  /** An access token for a role or for scopes in a tenant. */
  token(request: TokenRequest): Promise<string>;
  /** Resolves once stream, bus, queues and functions have nothing left to do. */
  idle(limitMs?: number): Promise<void>;
};

/** Starts everything the assembly describes. Throws `CannotStart` with one sentence when it cannot. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const model = loadAssembly(options.assemblyDir);
  const [api, ...otherApis] = model.apis;
  const [pool, ...otherPools] = model.userPools;
  const [site, ...otherSites] = model.sites;
  if (api === undefined || otherApis.length > 0) throw new CannotStart(`The local runtime serves one HTTP API; the assembly has ${model.apis.length}.`);
  if (otherPools.length > 0) throw new CannotStart(`The local runtime serves one user pool; the assembly has ${model.userPools.length}.`);
  if (otherSites.length > 0) throw new CannotStart(`The local runtime serves one distribution; the assembly has ${model.sites.length}.`);
  const [live, ...otherLive] = model.live;
  if (otherLive.length > 0) throw new CannotStart(`The local runtime announces facts at one place; the assembly has ${model.live.length}.`);
  if (live !== undefined && live.issuer !== pool?.issuer)
    throw new CannotStart(`${live.id} trusts ${live.issuer}, which is not the user pool of the assembly.`);
  const stranger = api.routes.find(({ authorizer }) => authorizer !== null && authorizer.issuer !== pool?.issuer);
  if (stranger !== undefined)
    throw new CannotStart(`The route ${stranger.routeKey} trusts ${stranger.authorizer?.issuer}, which is not the user pool of the assembly.`);
  const dataDir = options.dataDir === "memory" ? null : writableFolder(options.dataDir);

  // The port is taken first: when it is not free nothing else needs to start.
  const front = await openFrontDoor(options.port);
  let backstage: Backstage | undefined;
  try {
    const opened = await openBackstage(model, {
      dataDir,
      chaos: options.chaos,
      timeScale: options.timeScale ?? 1,
      clockSkewMs: options.clockSkewMs,
      onLine: options.onLine ?? (() => {}),
      onRecord: options.onRecord ?? (() => {}),
      ...(options.maxWarm === undefined ? {} : { maxWarm: options.maxWarm }),
      maxPerFunction: options.maxPerFunction,
    });
    backstage = opened;
    const issuer = pool === undefined ? null : await Issuer.open(pool, dataDir === null ? null : join(dataDir, "issuer-key.json"), opened.lambda.invoke);
    const authorize = jwtAuthorizer(issuer?.keys ?? { keys: [] });
    const apiDoor = gateway(api, opened.lambda.invoke, authorize);
    const listeners = opened.channels === null || live === undefined ? undefined : openListeners(live, pool, opened.channels, authorize);
    const files = new SiteFiles(options.siteDir ?? "dist-console");
    front.serve(
      site === undefined ? apiDoor : siteDoor(site, { files, api: apiDoor, localised: consoleSettings(pool, front.url) }),
      consoleDoor({ model, backstage: opened, issuer, url: front.url }),
      async (request, socket, head) => {
        const path = request.url?.split("?")[0] ?? "";
        if (listeners === undefined || site === undefined || !isLivePath(site, path)) return void socket.destroy();
        return listeners.upgrade(request, socket, head);
      },
    );
    opened.start();
    runAtStart(model, opened, 0);
    return {
      url: front.url,
      model,
      backstage: opened,
      broken: opened.broken,
      stop: async () => {
        listeners?.close();
        await front.close();
        await opened.stop();
      },
      runSchedule: (name) => opened.schedules.run(name),
      runAtStart: (graceSeconds) => runAtStart(model, opened, graceSeconds),
      token: async (request) => {
        if (issuer === null) throw new Error("The assembly has no user pool.");
        return (await issuer.tokenFor(request)).access_token;
      },
      idle: (limitMs) => opened.idle(limitMs),
    };
  } catch (thrown) {
    await front.close();
    await backstage?.stop();
    throw thrown;
  }
}

/** Those who listen for facts, with tokens of the pool's people. */
function openListeners({ issuer, clients, httpHost }: LiveModel, pool: UserPoolModel | undefined, channels: Channels, authorize: Authorize) {
  const accepted = new RegExp(`^(?:${clients})$`);
  const audience = pool?.clients.map(({ clientId }) => clientId).filter((id) => accepted.test(id)) ?? [];
  return liveSocket({
    channels,
    host: httpHost,
    claimsOf: async (token) => {
      const decision = await authorize({ id: "live", issuer, audience }, [], token);
      return decision.ok ? decision.jwt.claims : undefined;
    },
  });
}

/**
 * Schedules that the template marks with `weft:runAtStart` run once now: what was committed before a crash and not
 * relayed is published again. The event is a scheduled event (EventBridge User Guide) whose detail asks for no grace.
 */
function runAtStart(model: AssemblyModel, { functions }: Backstage, graceSeconds: number): void {
  for (const { runAtStart: marked, target, arn } of model.schedules)
    if (marked)
      functions.send(target.arn, {
        version: "0",
        id: randomUUID(),
        "detail-type": "Scheduled Event",
        source: "aws.events",
        account: model.accountId,
        time: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
        region: model.region,
        resources: [arn],
        detail: { graceSeconds },
      });
}
