/** Fits as bytes: about 30 a past hour in daylight, and 12 KB of coefficients. */
import { completed } from "./analogs.ts";
import { FITTED_LEVELS, type HourFit } from "./quantile_fit.ts";
import type { SiteFit } from "./site_fit.ts";
import { SUN_DESIGN } from "./sun_regressors.ts";
import { WIND_DESIGN } from "./wind_regressors.ts";

/** Changes with the format or the meaning of the numbers: other versions are not read. */
const VERSION = 2;
/** Angles of a wind site, which has none. */
const NO_PLANE = NaN;

/** Packs a fit; unpackFit() gives back the same. */
export function packFit({ capacityKw, plane, weather }: SiteFit): Uint8Array {
  const { hours, analogs, analogWeight } = weather;
  const parts = [
    Float64Array.of(
      VERSION,
      capacityKw,
      plane?.tilt ?? NO_PLANE,
      plane?.orientation ?? NO_PLANE,
      plane?.isFitted ? 1 : 0,
      analogWeight,
      analogs.mean.length,
      analogs.hours.length,
      hours.length,
      hours.find((hour) => hour)?.mean.length ?? 0,
    ),
    Uint8Array.from(hours, (hour) => hour ? 1 : 0),
    ...hours.flatMap((hour) => hour ? [hour.mean, hour.spread, ...hour.coefficients] : []),
    analogs.mean,
    analogs.scale,
    Float16Array.from(analogs.places),
    Float16Array.from(analogs.ratios),
    Float16Array.from(analogs.usual),
    analogs.hours,
  ];
  return joined(parts);
}

const HEAD = 10;

function joined(parts: (ArrayBufferView & { buffer: ArrayBufferLike })[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    all.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return all;
}

/** Unpacks a fit. Throws RangeError for bytes of another version, and for bytes cut off. */
export function unpackFit(bytes: Uint8Array): SiteFit {
  const take = taker(bytes);
  const [
    version,
    capacityKw,
    tilt,
    orientation,
    isFitted,
    analogWeight,
    traits,
    rows,
    places,
    size,
  ] = new Float64Array(take(8 * HEAD));
  if (version !== VERSION) throw new RangeError(`The fit has version ${version}, not ${VERSION}.`);
  const isThere = new Uint8Array(take(places!));
  const floats = (count: number) => new Float32Array(take(4 * count));
  const hours = Array.from(isThere, (there): HourFit | undefined => {
    if (!there) return undefined;
    const [mean, spread] = [floats(size!), floats(size!)];
    return { mean, spread, coefficients: FITTED_LEVELS.map(() => floats(size! + 1)) };
  });
  const [mean, scale] = [floats(traits!), floats(traits!)];
  const halves = (count: number) => Float32Array.from(new Float16Array(take(2 * count)));
  const analogs = {
    mean,
    scale,
    places: halves(traits! * rows!),
    ratios: halves(rows!),
    usual: halves(rows!),
    hours: new Uint8Array(take(rows!)),
  };
  const plane = Number.isNaN(tilt)
    ? undefined
    : { tilt: tilt!, orientation: orientation!, isFitted: isFitted === 1 };
  const design = plane ? SUN_DESIGN : WIND_DESIGN;
  return {
    capacityKw: capacityKw!,
    plane,
    weather: {
      hours,
      analogs: completed(analogs, design),
      analogWeight: analogWeight!,
      design,
    },
  };
}

/** Returns a function that takes the next bytes, as a buffer of their own. */
function taker(bytes: Uint8Array): (length: number) => ArrayBuffer {
  let at = 0;
  return (length) => {
    if (at + length > bytes.length) throw new RangeError("The bytes of the fit are cut off.");
    at += length;
    return Uint8Array.from(bytes.subarray(at - length, at)).buffer;
  };
}
