import { createRequire } from "node:module";
import { unwrapped } from "../../domain/sites/antimeridian.ts";
import type { Place } from "../../domain/sites/map_box.ts";

/** What of TopoJSON the file of world-atlas uses: arcs as differences of whole numbers. */
interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
  objects: { land: { geometries: { arcs: number[][][] }[] } };
}

let read: Promise<Place[][]> | undefined;

/**
 * Returns the shores of the earth as closed rings, from Natural Earth's 1:50m land in the package
 * world-atlas. Read when the first map is shown.
 */
export function landRings(): Promise<Place[][]> {
  return read ??= readRings();
}

async function readRings(): Promise<Place[][]> {
  const path = createRequire(import.meta.url).resolve("world-atlas/land-50m.json");
  const topology: Topology = JSON.parse(await Deno.readTextFile(path));
  const { transform: { scale, translate }, objects: { land } } = topology;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]): Place => {
      [x, y] = [x + dx, y + dy];
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
  // A negative number is the arc of its complement, backwards.
  const arcOf = (index: number) => index < 0 ? arcs[~index]!.toReversed() : arcs[index]!;
  return land.geometries.flatMap(({ arcs }) => arcs.flat()).flatMap((ring) =>
    unwrapped(ring.flatMap(arcOf))
  );
}
