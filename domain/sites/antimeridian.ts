import type { Place } from "./map_box.ts";

/**
 * Returns a closed ring in degrees so that it can be drawn on a flat map: where it crosses the
 * antimeridian it goes on beyond 180° instead of jumping to the other side, and is returned once
 * more for that side. A ring around a pole is closed along the pole's edge of the map.
 */
export function unwrapped(ring: readonly Place[]): Place[][] {
  let turns = 0;
  const places = ring.map(([longitude, latitude], at): Place => {
    const before = ring[at - 1]?.[0] ?? longitude;
    if (Math.abs(longitude - before) > 180) turns += longitude < before ? 360 : -360;
    return [longitude + turns, latitude];
  });
  const longitudes = places.map(([longitude]) => longitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const flat = [...places, ...aroundThePole(places)];
  const shifted = (by: number) => flat.map(([x, y]): Place => [x + by, y]);
  return [
    flat,
    ...(east > 180 ? [shifted(-360)] : []),
    ...(west < -180 ? [shifted(360)] : []),
  ];
}

function aroundThePole(places: readonly Place[]): Place[] {
  const [first, last] = [places[0]!, places.at(-1)!];
  if (Math.abs(last[0] - first[0]) < 180) return [];
  const pole = last[1] < 0 ? -90 : 90;
  return [[last[0], pole], [first[0], pole]];
}
