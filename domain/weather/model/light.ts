/** The light on the ground in an hour of weather, from what the run has of it. */
import type { WeatherHour } from "../weather_hour.ts";
import { NUMBERS, type SunHour } from "./sun_hours.ts";

/** Mean light of an hour. */
export interface Light {
  /** Global horizontal irradiance, W/m²; NaN where the run tells nothing of it. */
  ghi: number;
  /** The part of it that comes from the sky, 0 to 1; undefined: not given. */
  diffuseShare: number | undefined;
}

/**
 * Returns the light of an hour: global irradiance as given, else as the sum of its parts, else by
 * cloud cover. Source of the last: Kasten & Czeplak, Solar and terrestrial radiation dependent on the
 * amount and type of cloud, Solar Energy 24(2), 1980.
 */
export function lightOf({ ghi, dni, dhi, cloudCover }: WeatherHour, sun: SunHour): Light {
  const direct = dni === null ? undefined : Math.max(0, dni) * meanHeight(sun);
  const diffuse = dhi === null ? undefined : Math.max(0, dhi);
  const global = ghi ?? sumOf(direct, diffuse) ?? underClouds(cloudCover, sun);
  if (!(global > 0)) return { ghi: Math.max(0, global), diffuseShare: undefined };
  const share = diffuse !== undefined
    ? diffuse / global
    : direct !== undefined
    ? 1 - direct / global
    : undefined;
  const diffuseShare = share === undefined ? undefined : Math.min(1, Math.max(0, share));
  return { ghi: global, diffuseShare };
}

function sumOf(direct: number | undefined, diffuse: number | undefined): number | undefined {
  return direct === undefined || diffuse === undefined ? undefined : direct + diffuse;
}

function underClouds(cover: number | null, { clear }: SunHour): number {
  return cover === null ? NaN : clear * (1 - 0.75 * cover ** 3.4);
}

/** Returns the mean of the sine of the sun's elevation, 0 while it is down. */
function meanHeight({ instants, parts }: SunHour): number {
  let sum = 0;
  for (let at = 0; at < instants.length; at += NUMBERS) sum += instants[at]!;
  return sum / parts;
}
