/** A point on the earth, in degrees. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** The mean radius of the earth in metres. */
const EARTH_METRES = 6_371_000;

/** Returns the distance of two points in metres, by the haversine formula; over the date line, too. */
export function distanceMetres(one: Point, other: Point): number {
  const [lat1, lat2] = [radians(one.latitude), radians(other.latitude)];
  const north = lat2 - lat1;
  const east = radians(other.longitude - one.longitude);
  const a = Math.sin(north / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin(east / 2) ** 2;
  return EARTH_METRES * 2 * Math.atan2(Math.sqrt(a), Math.sqrt(1 - a));
}

const radians = (degrees: number) => degrees * Math.PI / 180;
