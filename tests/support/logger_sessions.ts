import { withScope } from "../../db/scope.ts";
import { storeReadings } from "../../sql/loggers/readings.ts";
import { type TestApp, withToken } from "./app.ts";

/** Adds a logger at a site, by default alice's plant; returns its UUID. */
export async function makeLogger(
  { database: { owner }, cast }: TestApp,
  name = `Logger ${crypto.randomUUID()}`,
  site = cast.sites.plant,
): Promise<string> {
  const [made] = await owner<{ logger_uuid: string }[]>`
    insert into app.loggers (site_uuid, name, zone) values (${site}, ${name}, 'Indian/Reunion')
    returning logger_uuid`;
  return made!.logger_uuid;
}

/** Stores readings of a logger of alice's: variable, time and value; of a session, if one is named. */
export async function storeAs(
  app: TestApp,
  logger: string,
  readings: [variable: string, time: string, value: number][],
  session: { number?: number } = {},
): Promise<void> {
  const { database, cast: { alice } } = app;
  await withScope(database.requests, alice, { readOnly: false }, (sql) =>
    storeReadings(
      sql,
      logger,
      readings.map(([variable, time, value]) => ({
        variable,
        time: Temporal.Instant.from(time).epochMilliseconds * 1000,
        value,
      })),
      session,
    ));
}

/** Makes a logger at alice's plant, and returns what sends requests about it. */
export async function newLoggerClient(app: TestApp, name?: string) {
  const logger = await makeLogger(app, name);
  return { logger, ...loggerClient(app, logger) };
}
export type LoggerClient = Awaited<ReturnType<typeof newLoggerClient>>;

/** Queues messages of a logger. */
export const queue = (client: LoggerClient, ...texts: string[]) =>
  client.post("/messages", { texts });

/** Returns the texts of messages of a logger. */
export async function texts(client: LoggerClient, below: string): Promise<string[]> {
  const { body } = await client.get(`/messages${below}`);
  return body.messages.map(({ text }: { text: string }) => text);
}

/** Returns the newest message of a logger after a seq; null without one. */
export const latest = async (client: LoggerClient, after = 0) =>
  (await client.get(`/messages/latest?after=${after}`)).body.message;

/** Sends requests about a logger of alice's, and returns what comes back: status and body. */
export function loggerClient(app: TestApp, logger: string) {
  const send = withToken(app, app.cast.alice.token);
  const path = (below: string) => `/api/v1/loggers/${logger}${below}`;
  const read = async (pending: Promise<Response>) => {
    const response = await pending;
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  };
  return {
    get: (below: string) => read(send.get(path(below))),
    post: (below: string, body?: unknown) => read(send.post(path(below), body)),
    put: (below: string, body: unknown) => read(send.put(path(below), body)),
    delete: (below: string) => read(send.delete(path(below))),
    text: async (below: string) => await (await send.get(path(below))).text(),
  };
}
