import { connect, openDatabase, type OwnerSql } from "../db/client.ts";
import { type EmbeddedDatabase, startThrowAway } from "../db/embedded/embedded.ts";
import { migrateUp } from "../db/migrate.ts";
import { hashSecret, newSecret, newToken } from "../domain/account/secret.ts";
import { deriveKeys } from "../domain/account/secret_key.ts";
import { createApp } from "../routes/app.ts";
import { loadAssets } from "../routes/http/assets.ts";
import type { Services } from "../routes/http/context.ts";
import * as sessions from "../sql/account/sessions.ts";
import * as siteGroups from "../sql/groups/site_groups.ts";
import * as tokens from "../sql/account/tokens.ts";
import * as users from "../sql/users/users.ts";
import { makeSites, NOW } from "./fill.ts";

/** The whole service without a port, on a database of its own that `close` drops. */
export interface World {
  owner: OwnerSql;
  /** URL of the database. */
  url: string;
  /** The path of the server's Unix socket, where it has one. */
  socket?: string;
  /** Secrets of the user's session and token, and of the session of one whose group has 9 sites. */
  session: string;
  token: string;
  few: string;
  /** A single connection of the owner, for transactions that span several calls. */
  writer: OwnerSql;
  services: Services;
  /** The user whose group has all sites (UUIDs). */
  member: { group: string; user: string };
  siteUuids: string[];
  /** Requests a page with the user's session, or the API with the user's token. */
  get(path: string): Promise<Response>;
  close(): Promise<void>;
}

/** Opens a world on the server of `url`, whose login may make databases, or on an embedded one. */
export async function openWorld(sites: number, url?: string): Promise<World> {
  const server: EmbeddedDatabase = url ? { url, stop: async () => {} } : await startThrowAway();
  const database = await ownDatabase(server);
  const services = await servicesOn(database.open);
  const { owner } = services.database;
  const user = await makeUser(owner, sites);
  const app = createApp(services);
  const headers = { authorization: `Bearer ${user.token}`, cookie: `sitecast=${user.session}` };
  const rows = await owner`select site_uuid from sites order by client_site_id`;
  return {
    owner,
    url: database.url,
    socket: server.socket,
    session: user.session,
    token: user.token,
    few: await makeUserOfFew(owner),
    writer: database.writer,
    services,
    member: user.member,
    siteUuids: rows.map((row) => row.site_uuid as string),
    get: async (path) =>
      await app.fetch(new Request(new URL(path, "http://localhost:8000"), { headers }), {
        remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 },
      }),
    close: async () => {
      await database.writer.end();
      await database.open.close();
      await database.drop();
      await server.stop();
    },
  };
}

async function ownDatabase({ url: serverUrl, socket }: EmbeddedDatabase) {
  const admin = openDatabase(serverUrl, { ownerMax: 1 });
  const name = `sitecast_bench_${crypto.randomUUID().slice(0, 8)}`;
  await admin.owner.unsafe(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrateUp(url.href);
  return {
    url: url.href,
    open: openDatabase(url.href, { socket }),
    writer: connect(url.href, { max: 1 }) as OwnerSql,
    drop: async () => {
      await admin.owner.unsafe(`drop database ${name} with (force)`);
      await admin.close();
    },
  };
}

/** Returns the services of the bench, whose clock stands still. */
export async function servicesOn(database: Services["database"]): Promise<Services> {
  return {
    database,
    assets: await loadAssets(),
    version: "0.0.0",
    settings: {
      hstsSubdomains: false,
      trustedProxies: [],
      corsOrigins: [],
      webhookHosts: [],
      makesForecasts: true,
      secretKeys: deriveKeys(new Uint8Array(32)),
      signInLimits: { perAccount: 10, perAddress: 50, minutes: 15 },
      requestLimits: { readsPerMinute: 1_000_000, writesPerMinute: 1_000_000 },
      pictureLimits: { drawMs: 2000, waiting: 3 },
      factorRequired: "off",
      sessionDays: 30,
      sessionIdleDays: 14,
      passwordLinkHours: 72,
      uploadLimits: { bytes: 256 * 1024 ** 2, rows: 2_000_000, seconds: 600, pieceRows: 10_000 },
    },
    now: () => NOW,
    tokenUsed: () => {},
    sessionUsed: () => {},
    requestMade: () => {},
    deviceRequestMade: () => {},
    securityEvent: () => Promise.resolve(),
    jobAdded: () => {},
  };
}

/** Makes a user whose group has the first 9 sites. Returns the secret of a session. */
async function makeUserOfFew(owner: OwnerSql): Promise<string> {
  const { site_group_uuid } = await siteGroups.findOrMake(owner, "Few", false);
  const user = (await users.make(owner, "few@example.org", site_group_uuid))!;
  await owner`
    insert into site_group_sites (site_group_uuid, site_uuid)
    select ${site_group_uuid}, site_uuid from sites order by client_site_id limit 9`;
  const session = newSecret();
  await sessions.start(owner, user, hashSecret(session), { days: 1 });
  return session;
}

async function makeUser(owner: OwnerSql, sites: number) {
  const group = await siteGroups.findOrMake(owner, "Bench", false);
  const user = (await users.make(owner, "bench@example.org", group.site_group_uuid))!;
  await makeSites(owner, group.site_group_uuid, sites);
  const session = newSecret();
  await sessions.start(owner, user, hashSecret(session), { days: 1 });
  const { secret: token, prefix } = newToken();
  await tokens.add(owner, user, { hash: hashSecret(token), prefix, canWrite: true, days: 1 });
  return { session, token, member: { group: group.site_group_uuid, user } };
}
