/** A box of degrees, west to east and south to north. */
export interface MapBox {
  west: number;
  east: number;
  south: number;
  north: number;
}

/** A place in degrees: longitude, latitude. */
export type Place = readonly [longitude: number, latitude: number];

/** Smallest width and height of a map: a single site needs a coast to be recognised by. */
const LEAST_DEGREES = 3;
const MARGIN = 0.06;
/** Limits of width by height on the page. */
const NARROWEST = 1.3;
const WIDEST = 2.1;

/** Width of a degree of longitude by that of latitude, in the middle of a box. */
const stretchOf = ({ south, north }: MapBox) =>
  Math.max(0.2, Math.cos((south + north) / 2 * Math.PI / 180));

/** Returns the box of a map of these places, with a margin, in a shape that fits a page. */
export function boxAround(places: MapBox): MapBox {
  const { west, east, south, north } = padded(places);
  const stretch = stretchOf({ west, east, south, north });
  const shape = (east - west) * stretch / (north - south);
  const wider = shape < NARROWEST ? NARROWEST / shape : 1;
  const higher = shape > WIDEST ? shape / WIDEST : 1;
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  const [dx, dy] = [(east - west) / 2 * wider, (north - south) / 2 * higher];
  return { west: x - dx, east: x + dx, south: y - dy, north: y + dy };
}

function padded({ west, east, south, north }: MapBox): MapBox {
  const grow = (from: number, to: number): [number, number] => {
    const middle = (from + to) / 2;
    const half = Math.max((to - from) / 2 * (1 + 2 * MARGIN), LEAST_DEGREES / 2);
    return [middle - half, middle + half];
  };
  const [[w, e], [s, n]] = [grow(west, east), grow(south, north)];
  return { west: w, east: e, south: s, north: n };
}

/** Returns the height of a drawing of a box, and what places a point on it. */
export function projection(box: MapBox, width: number) {
  const scale = width / (box.east - box.west);
  const vertical = scale / stretchOf(box);
  return {
    height: Math.round((box.north - box.south) * vertical),
    x: (longitude: number) => (longitude - box.west) * scale,
    y: (latitude: number) => (box.north - latitude) * vertical,
  };
}

/**
 * Returns the part of a closed ring inside a box; empty outside of it. Source: Sutherland and
 * Hodgman, Reentrant Polygon Clipping, Communications of the ACM 17(1), 1974.
 */
export function clipped(ring: readonly Place[], { west, east, south, north }: MapBox): Place[] {
  const edges: [axis: 0 | 1, limit: number, sign: 1 | -1][] = [
    [0, west, 1],
    [0, east, -1],
    [1, south, 1],
    [1, north, -1],
  ];
  return edges.reduce<readonly Place[]>((points, [axis, limit, sign]) => {
    const isIn = (place: Place) => sign * (place[axis] - limit) >= 0;
    return points.flatMap((place, at) => {
      const before = points.at(at - 1)!;
      const cut = isIn(place) === isIn(before) ? [] : [crossing(before, place, axis, limit)];
      return isIn(place) ? [...cut, place] : cut;
    });
  }, ring) as Place[];
}

function crossing(a: Place, b: Place, axis: 0 | 1, limit: number): Place {
  const share = (limit - a[axis]) / (b[axis] - a[axis]);
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}
