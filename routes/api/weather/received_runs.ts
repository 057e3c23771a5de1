import type { ScopedSql } from "../../../db/scope.ts";
import { AppError, type FieldError, jsonPointer } from "../../../domain/errors.ts";
import type { Fault } from "../../../domain/unknown_names.ts";
import { NO_SITE } from "../../../domain/value_limits.ts";
import { MOST_RUNS, MOST_VALUES } from "../../../domain/weather/new_weather.ts";
import { type SiftedRun, siftWeather } from "../../../domain/weather/sift_weather.ts";
import type { StoredWeatherRun } from "../../../domain/weather/stored_run.ts";
import { sitesByClientId } from "../../../sql/sites/client_ids.ts";
import { factsOf } from "../../../sql/sites/site_facts.ts";
import { store, type WeatherOutcome } from "../../../sql/weather/weather_runs.ts";
import { SitesOfRows } from "../sites_of_rows.ts";

/** Where a run is in a request, counted from 0: the only one, one of a list, or lines of an upload. */
export type RunPlace =
  | { is: "only" }
  | { is: "listed"; run: number }
  | { is: "line"; line: number }
  | { is: "lines"; lines: readonly number[] };

/** What became of the runs of a request. */
export interface StoredRuns {
  inserted: number;
  unchanged: number;
  runs: { weather_run_uuid: string; outcome: "inserted" | "unchanged" }[];
}

interface Received {
  run: SiftedRun;
  place: RunPlace;
}

/** Runs of a request, all of which are stored or none. */
export class ReceivedRuns {
  readonly #received: Received[] = [];
  #values = 0;

  constructor(private nowMs: number) {}

  /** Adds a run as it was sent. Throws "invalid" at its place where it is wrong, "too_large" for too many. */
  add(sent: unknown, place: RunPlace): void {
    const { run, fault } = siftWeather(sent, this.nowMs);
    if (!run) throw refusal(fault, place);
    this.#values += run.content.value_count;
    if (this.#received.length === MOST_RUNS || this.#values > MOST_VALUES) throw tooMany();
    this.#received.push({ run, place });
  }

  /** Stores the runs for the scope's group. Throws "conflict" for one that is stored with other values. */
  async store(sql: ScopedSql): Promise<StoredRuns> {
    const runs = await this.#ofSites(sql);
    const outcomes = await store(sql, runs);
    const wrong = outcomes.find(({ outcome }) => outcome === "conflicting");
    if (wrong) throw this.#conflict(wrong, runs[wrong.place - 1]!);
    const inserted = outcomes.filter(({ outcome }) => outcome === "inserted").length;
    return {
      inserted,
      unchanged: outcomes.length - inserted,
      runs: outcomes.map(({ place: _, ...one }) => one) as StoredRuns["runs"],
    };
  }

  /** Returns the runs with the UUIDs of their sites. Throws "not_found" for a stranger's. */
  async #ofSites(sql: ScopedSql): Promise<StoredWeatherRun[]> {
    const uuids = await this.#byNumber(sql);
    const runs = this.#received.map(({ run: { client_site_id: _, ...run } }, at) => {
      const site_uuid = uuids.get(at) ?? run.site_uuid;
      return site_uuid === undefined ? run : { ...run, site_uuid };
    });
    const known = await factsOf(sql, [...new Set(runs.flatMap((run) => run.site_uuid ?? []))]);
    const strange = runs.findIndex(({ site_uuid }) => site_uuid && !known.has(site_uuid));
    if (strange < 0) return runs;
    const { field, message } = NO_SITE;
    throw refusal({ path: [field], message, isMissing: true }, this.#received[strange]!.place);
  }

  /** Returns the UUIDs of sites by the places of runs that name them by their client's number. */
  async #byNumber(sql: ScopedSql): Promise<Map<number, string>> {
    const places = this.#received.flatMap(({ run }, at) =>
      run.client_site_id === undefined ? [] : [at]
    );
    const found = await new SitesOfRows((ids) => sitesByClientId(sql, ids))
      .named(places.map((at) => this.#received[at]!.run), places, (at) => [[at]]);
    const [fault] = found.faults;
    if (!fault) return new Map(found.places.map((at, i) => [at, found.rows[i]!.site_uuid]));
    const [at, ...path] = fault.path;
    throw refusal({ ...fault, path }, this.#received[at as number]!.place);
  }

  #conflict({ place }: WeatherOutcome, { source, issued_utc }: StoredWeatherRun): AppError {
    const at = this.#received[place - 1]!.place;
    const [field, first] = fieldOf({ path: ["issued_utc"], message: "" }, at);
    const message = `${first === "" ? "The run" : first} (${source}, issued ${issued_utc}) is ` +
      "stored already with other values, which stay. Nothing was stored: leave it out, or send " +
      "it with its own issue time.";
    return new AppError("conflict", message, { fields: [{ ...field, message }] });
  }
}

function tooMany(): AppError {
  const [runs, values] = [MOST_RUNS, MOST_VALUES].map((most) => most.toLocaleString("en"));
  const message = `A request may have ${runs} runs with ${values} values in all; this one has ` +
    "more. Send it in parts.";
  return new AppError("too_large", message);
}

/** Returns the error for a fault of a run: its place, the field, and what to do. */
export function refusal(fault: Fault, place: RunPlace): AppError {
  const [{ field, at }, start] = fieldOf(fault, place);
  const name = fault.path.findLast((part) => typeof part === "string");
  if (fault.isMissing) {
    return new AppError("not_found", sentence(start || "The run", fault.message));
  }
  const message = name === undefined
    ? sentence(start, fault.message)
    : sentence(start, `${String(name)}: ${fault.message}`);
  return new AppError("invalid", message, { fields: [{ field, message, at }] });
}

const sentence = (start: string, message: string) =>
  start === "" ? message : `${start}: ${message}`;

/** Returns the field of a fault with its place in the request, and the place in words. */
function fieldOf({ path, message }: Fault, place: RunPlace): [FieldError, string] {
  const row = path[0] === "values" && typeof path[1] === "number" ? path[1] : undefined;
  const inJson = (prefix: PropertyKey[], words: string): [FieldError, string] => {
    const whole = [...prefix, ...path];
    return [{ field: whole.join("."), message, at: { pointer: jsonPointer(whole) } }, words];
  };
  if (place.is === "only") return inJson([], row === undefined ? "" : `Row ${row + 1}`);
  if (place.is === "listed") {
    const run = `run ${place.run + 1}`;
    const words = row === undefined ? `Run ${place.run + 1}` : `Row ${row + 1} of ${run}`;
    return inJson(["runs", place.run], words);
  }
  const line = place.is === "line" ? place.line : place.lines[row ?? 0]!;
  const isOfRow = place.is === "line" && row !== undefined;
  const column = String(path.findLast((part) => typeof part === "string") ?? "");
  const words = isOfRow ? `Row ${row + 1} of line ${line}` : `Line ${line}`;
  return [{ field: column, message, at: { row: line, column } }, words];
}
