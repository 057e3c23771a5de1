import { createServer, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { HOURLY_UNITS, QUARTER_UNITS } from "../../domain/weather/open_meteo/columns.ts";

type Rows = Record<string, (number | null)[] | string[]>;

/** A response of the forecast API for one place, in the shape that its documentation shows. */
export interface OpenMeteoPlace {
  latitude: number;
  longitude: number;
  location_id?: number;
  generationtime_ms: number;
  utc_offset_seconds: number;
  timezone: string;
  timezone_abbreviation: string;
  elevation: number;
  hourly_units: Record<string, string>;
  hourly: Rows;
  minutely_15_units?: Record<string, string>;
  minutely_15?: Rows;
}

const START = Temporal.PlainDateTime.from("2026-06-01T00:00");

/** Rows of one hour or quarter; every column rises by 1 each row, from 0 to 49 again and again. */
function block(units: Record<string, string>, rows: number, minutes: number, from: typeof START) {
  const time = Array.from(
    { length: rows },
    (_, at) => from.add({ minutes: at * minutes }).toString({ smallestUnit: "minute" }),
  );
  const columns = Object.keys(units).map((name) => [name, time.map((_, at) => at % 50)]);
  return { time, ...Object.fromEntries(columns) } as Rows;
}

interface Options {
  hours?: number;
  quarters?: number;
  from?: string;
}

/** Returns what the API has of a place; the values of each row are its number, up to 49. */
export function openMeteoPlace(
  { hours = 4, quarters, from = START.toString() }: Options = {},
): OpenMeteoPlace {
  const start = Temporal.PlainDateTime.from(from);
  return {
    latitude: 51.5,
    longitude: -0.120000124,
    generationtime_ms: 0.41,
    utc_offset_seconds: 0,
    timezone: "GMT",
    timezone_abbreviation: "GMT",
    elevation: 16,
    hourly_units: { time: "iso8601", ...HOURLY_UNITS },
    hourly: block(HOURLY_UNITS, hours, 60, start),
    ...quarters !== undefined && {
      minutely_15_units: { time: "iso8601", ...QUARTER_UNITS },
      minutely_15: block(QUARTER_UNITS, quarters, 15, start),
    },
  };
}

/** Returns a place of which the API has nothing, as outside the area of a weather model. */
export function withoutValues({ hourly, ...place }: OpenMeteoPlace): OpenMeteoPlace {
  const nulls = hourly.time!.map(() => null);
  const empty = Object.keys(hourly).map((name) => [name, name === "time" ? hourly.time : nulls]);
  return { ...place, hourly: Object.fromEntries(empty) as Rows };
}

type Respond = (response: ServerResponse, url: URL) => void;

/**
 * Responds as the API does, for each place that is asked for, with days from today (`now`) on and at
 * most so many before it.
 */
export const asDocumented = (now: Temporal.Instant, mostPast = 92): Respond => (response, url) => {
  const numbers = (name: string) => url.searchParams.get(name)!.split(",").map(Number);
  const longitudes = numbers("longitude");
  const past = Math.min(mostPast, Number(url.searchParams.get("past_days")));
  const days = past + Number(url.searchParams.get("forecast_days"));
  const from = now.toZonedDateTimeISO("UTC").toPlainDate().subtract({ days: past }).toString();
  const quarters = url.searchParams.has("minutely_15") ? days * 96 : undefined;
  const places = numbers("latitude").map((latitude, at) => ({
    ...openMeteoPlace({ hours: days * 24, quarters, from }),
    latitude,
    longitude: longitudes[at]!,
    ...at > 0 && { location_id: at },
  }));
  json(response, 200, places.length === 1 ? places[0] : places);
};

/** Responds with JSON. */
export function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

/** Starts a server on loopback that keeps the addresses it is asked at. */
export async function startOpenMeteo(now: Temporal.Instant) {
  const asked: URL[] = [];
  const source = { asked, respond: asDocumented(now) };
  const server = createServer((request, response) => {
    const url = new URL(request.url!, "http://localhost");
    asked.push(url);
    source.respond(response, url);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(source, {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  });
}
