import type { OwnerSql } from "../../../db/client.ts";
import type { Point } from "../../../domain/sites/distance.ts";
import { floorToMinutes, HOUR, milliseconds } from "../../../domain/time/time.ts";
import { backOffSeconds } from "../../../domain/weather/fetch_state.ts";
import { placesOf } from "../../../domain/weather/fetched_places.ts";
import { hoursOf } from "../../../domain/weather/open_meteo/hours.ts";
import {
  addressOf,
  asksForQuarters,
  MOST_PAST_DAYS,
} from "../../../domain/weather/open_meteo/request.ts";
import { readResponse, UnusableResponse } from "../../../domain/weather/open_meteo/response.ts";
import { OPEN_METEO } from "../../../domain/weather/sources.ts";
import type { WeatherValue } from "../../../domain/weather/weather_value.ts";
import { withLockIfFree } from "../../../sql/kit/locks.ts";
import * as fetchedPlaces from "../../../sql/weather/fetched_places.ts";
import * as fetches from "../../../sql/weather/fetches.ts";
import { storeFetched } from "../../../sql/weather/weather_runs.ts";
import { log } from "../../log.ts";
import { ask, type AskFailure } from "./ask.ts";

export interface FetcherOptions {
  /** Where the API is, without `/v1/forecast`. */
  url: string;
  key?: string;
  now: () => Temporal.Instant;
  /** Returns a number from 0 to 1. */
  random?: () => number;
  /** For each request. */
  milliseconds?: number;
}

/** A place is fetched anew when its newest run was received so long ago. */
const FRESH_MS = HOUR;
/** The newest run reaches three days ahead: a longer pause leaves a gap, which past days fill. */
const GAP_MS = 72 * HOUR;
const DAY_MS = 24 * HOUR;
/** Places of a request, so that reading its response takes some milliseconds. */
const AT_ONCE = { recent: 20, past: 2 };
/**
 * Places of a turn, a minute: as Open-Meteo counts, three months are up to 15 calls and four days are
 * two, of which it allows 600 a minute.
 */
const OF_A_TURN = { recent: 150, past: 15 };

/** The places of a batch whose weather was stored, and why not all were. */
interface Fetched {
  stored: number;
  failure?: AskFailure;
}

interface DuePlace extends Point {
  pastDays: number;
}

/**
 * Fetches weather from Open-Meteo for the places of active sites: of each place once an hour, and three
 * months of the past for a new one. How it goes is kept in the database, for all instances and over
 * restarts.
 */
export class WeatherFetcher {
  /** When the source said that it has nothing of a place, as outside the area of a weather model. */
  #empty = new Map<string, number>();

  constructor(private sql: OwnerSql, private options: FetcherOptions) {}

  /**
   * Fetches what is due, unless another instance is at it or the source wants a pause. Returns the
   * number of places whose weather was stored.
   */
  async turn(signal: AbortSignal): Promise<number> {
    const fetched = await withLockIfFree(this.sql, "sitecast.weather_fetch", async (held) => {
      const state = await fetches.find(this.sql, OPEN_METEO.source);
      if (state?.next_utc && milliseconds(state.next_utc) > this.#nowMs()) return 0;
      const batches = batchesOf(await this.#duePlaces());
      return batches.length === 0 ? 0 : await this.#fetchAll(batches, held);
    }, { signal });
    return fetched ?? 0;
  }

  #nowMs(): number {
    return this.options.now().epochMilliseconds;
  }

  /** Returns the places that are due, new ones last, with how many past days they lack. */
  async #duePlaces(): Promise<DuePlace[]> {
    const [sites, known, distanceKm] = await Promise.all([
      fetchedPlaces.activeSites(this.sql),
      fetchedPlaces.list(this.sql, OPEN_METEO.source),
      fetchedPlaces.distanceKm(this.sql),
    ]);
    const { used, added } = placesOf(sites, known, distanceKm);
    const nowMs = this.#nowMs();
    const again = used.flatMap(({ latitude, longitude, received_utc }) => {
      const ageMs = nowMs - milliseconds(received_utc);
      const pastDays = ageMs < GAP_MS ? 0 : Math.min(MOST_PAST_DAYS, Math.ceil(ageMs / DAY_MS));
      return ageMs < FRESH_MS ? [] : [{ latitude, longitude, pastDays }];
    });
    const fresh = added.map((place) => ({ ...place, pastDays: MOST_PAST_DAYS }));
    return [...again, ...fresh].filter((place) =>
      nowMs - (this.#empty.get(keyOf(place)) ?? -Infinity) >= DAY_MS
    );
  }

  /** Fetches batch after batch, and records how it went. A failure of a batch alone leaves the others. */
  async #fetchAll(batches: DuePlace[][], signal: AbortSignal): Promise<number> {
    let [stored, failure] = [0, undefined as AskFailure | undefined];
    for (const batch of batches) {
      if (signal.aborted) return stored;
      const fetched = await this.#fetch(batch, signal);
      stored += fetched.stored;
      failure ??= fetched.failure;
      if (failure?.isGeneral) break;
    }
    if (failure) await this.#recordFailure(failure);
    else await fetches.succeed(this.sql, OPEN_METEO.source, this.options.now());
    return stored;
  }

  async #fetch(batch: DuePlace[], stopped: AbortSignal): Promise<Fetched> {
    const { url, key, now, milliseconds } = this.options;
    // The API does not tell when the runs that it mixes were made: before it was asked.
    const issued_utc = floorToMinutes(now(), 60).toString();
    const question = { places: batch, pastDays: batch[0]!.pastDays };
    const answer = await ask(addressOf(question, url, key), { now, stopped, milliseconds });
    if ("failure" in answer) return { stored: 0, failure: answer.failure };
    let stored = 0;
    try {
      // One after the other, so that requests of people come in between.
      for (const [at, rows] of readResponse(answer.body, batch).entries()) {
        stored += await this.#store(batch[at]!, issued_utc, hoursOf(rows));
      }
      return { stored };
    } catch (error) {
      if (!(error instanceof UnusableResponse)) throw error;
      const reason = `Its response cannot be used. ${error.message}`;
      return { stored, failure: { reason, isGeneral: false } };
    }
  }

  /** Stores the weather of a place, and returns 1; of one without any it is not asked for a day. */
  async #store(place: Point, issued_utc: string, values: WeatherValue[]): Promise<number> {
    if (values.length === 0) {
      this.#empty.set(keyOf(place), this.#nowMs());
      return 0;
    }
    const { latitude, longitude } = place;
    await storeFetched(this.sql, [
      { source: OPEN_METEO.source, issued_utc, latitude, longitude, values },
    ]);
    return 1;
  }

  async #recordFailure({ reason, retryAfterSeconds }: AskFailure): Promise<void> {
    const { now, random = Math.random } = this.options;
    const source = OPEN_METEO.source;
    const before = await fetches.find(this.sql, source);
    const seconds = backOffSeconds((before?.failures ?? 0) + 1, random(), retryAfterSeconds);
    const at = now();
    await fetches.fail(this.sql, source, { failure: reason, at, next: at.add({ seconds }) });
    const name = OPEN_METEO.name;
    const minutes = Math.ceil(seconds / 60);
    log.warning("fetching weather from {name} failed, again in {minutes} min: {reason}", {
      name,
      minutes,
      reason,
    });
  }
}

const keyOf = ({ latitude, longitude }: Point) => `${latitude},${longitude}`;

/** Puts places that lack as many past days together, as many as a request and a turn may have. */
function batchesOf(due: DuePlace[]): DuePlace[][] {
  const recent = due.filter((place) => asksForQuarters({ places: [], ...place }));
  const past = due.filter((place) => !recent.includes(place));
  return [
    ...inBatches(recent.slice(0, OF_A_TURN.recent), AT_ONCE.recent),
    ...inBatches(past.slice(0, OF_A_TURN.past), AT_ONCE.past),
  ];
}

function inBatches(places: DuePlace[], most: number): DuePlace[][] {
  return [...Map.groupBy(places, ({ pastDays }) => pastDays).values()].flatMap((alike) =>
    Array.from(
      { length: Math.ceil(alike.length / most) },
      (_, at) => alike.slice(at * most, (at + 1) * most),
    )
  );
}
