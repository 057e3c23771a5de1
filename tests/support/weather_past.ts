import type { OwnerSql } from "../../db/client.ts";
import { HOUR, utcText } from "../../domain/time/time.ts";
import { planeIrradiance, sunHour } from "../../domain/weather/model/sun_hours.ts";
import { PLANT } from "./cast.ts";
import { fetchedAt, values } from "./weather.ts";

/** Where the modules face that "measured": 27 degrees away from what the plant states. */
export const TRUE_PLANE = { tilt: 27, orientation: 330 };

/** Returns how much of the clear sky's light a day's weather lets through, of a day since 1970. */
export const lightOf = (day: number): number => [1, 0.95, 0.4, 1, 0.7, 0.98, 0.25][day % 7]!;

const sunOf = (startMs: number) => sunHour(startMs + HOUR, PLANT.latitude, PLANT.longitude);
const dayOf = (ms: number) => Math.floor(ms / (24 * HOUR));

/** The weather of hours from a time on, as `light` says for each day. */
function weatherOf(startMs: number, hours: number, light = lightOf) {
  return values(
    utcText(startMs),
    Array.from({ length: hours }, (_, at) => {
      const ms = startMs + at * HOUR;
      return { ghi_w_m2: sunOf(ms).clear * light(dayOf(ms)), temperature_c: 20 };
    }),
  );
}

/** Stores a run of two days and a half, issued at a time and received two hours later. */
export async function feedRun(sql: OwnerSql, issued: Temporal.Instant, light = lightOf) {
  await fetchedAt(sql, issued.add({ hours: 2 }).toString(), runOf(issued, light));
}

const runOf = (issued: Temporal.Instant, light = lightOf) => ({
  source: "nwp",
  issued_utc: issued.toString(),
  latitude: PLANT.latitude,
  longitude: PLANT.longitude,
  values: weatherOf(issued.epochMilliseconds, 60, light),
});

/**
 * Stores runs of a weather model of each noon of the days before a midnight, and what the cast's
 * plant measured in half hours: 80 % of what the light in its true plane would give.
 */
export async function feedPast(
  sql: OwnerSql,
  site: string,
  midnight: Temporal.Instant,
  days: number,
): Promise<void> {
  const first = midnight.subtract({ hours: 24 * days });
  const runs = Array.from(
    { length: days + 1 },
    (_, day) => runOf(first.add({ hours: 24 * day - 12 })),
  );
  await fetchedAt(sql, midnight.toString(), ...runs);
  await sql`update app.weather_runs set received_utc = issued_utc + interval '2 hours'`;
  await feedMeasured(sql, site, first, midnight);
}

export async function feedMeasured(
  sql: OwnerSql,
  site: string,
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<void> {
  const count = start.until(end).total("hours");
  const powers = Array.from({ length: count }, (_, at) => {
    const ms = start.epochMilliseconds + at * HOUR;
    const sun = sunOf(ms);
    const light = planeIrradiance(sun, sun.clear * lightOf(dayOf(ms)), TRUE_PLANE) / 1000;
    return String(PLANT.capacity_kw * 0.8 * light);
  });
  await sql`
    insert into generation (generation_uuid, site_uuid, start_utc, end_utc, generation_power_kw)
    select gen_random_uuid(), ${site}, t, t + interval '30 min', kw::float8
    from unnest(${powers}::text[]) with ordinality p (kw, at)
    cross join lateral (select ${start}::timestamp + (at - 1) * interval '1 hour' as hour) h
    cross join lateral unnest(array[hour, hour + interval '30 min']) t`;
}
