/**
 * Makes domain/sites/great_britain/areas.json from the published files. Removes points that rounding
 * made equal and stores steps from point to point, which halves the size.
 *
 *     deno run -R=. tasks/areas/compact_areas.ts DNO.geojson GSP.geojson GSP_NAMES.csv > areas.json
 */
interface Feature {
  properties: Record<string, string | number>;
  geometry:
    | { type: "Polygon"; coordinates: number[][][] }
    | { type: "MultiPolygon"; coordinates: number[][][][] };
}

/** Returns a ring as steps of longitude and latitude in `unit` degrees; undefined: no area is left. */
export function steps(ring: number[][], unit: number): string | undefined {
  const points = ring.map((point) => point.map((degrees) => Math.round(degrees / unit)));
  const same = (a: number[], b: number[]) => a[0] === b[0] && a[1] === b[1];
  const kept = points.filter((point, index) => index === 0 || !same(point, points[index - 1]!));
  if (kept.length < 4) return undefined;
  return kept.map(([x, y], index) => {
    const [lastX, lastY] = kept[index - 1] ?? [0, 0];
    return `${x! - lastX!} ${y! - lastY!}`;
  }).join(" ");
}

/** Joins polygons by `|`, and the rings of each (the outer one, then holes) by `;`. */
function border({ geometry }: Feature, unit: number): string {
  const of = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return of.map((rings) => rings.map((ring) => steps(ring, unit)))
    .filter(([outer]) => outer !== undefined)
    .map((rings) => rings.filter((ring) => ring !== undefined).join(";")).join("|");
}

const read = (file: string) => Deno.readTextFileSync(file);

/** Reads rows of `,gsp_id,gsp_name,region_name` into a map by gsp_name. */
function namesOf(csv: string) {
  const rows = csv.trim().split(/\r?\n/).slice(1).map((line) => line.split(","));
  return new Map(rows.map(([, gsp_id, code, name]) => [code!, { gsp_id: gsp_id!, name: name! }]));
}

function areas(dnoFile: string, gspFile: string, namesFile: string) {
  const names = namesOf(read(namesFile));
  const dnoUnit = 0.001;
  const gspUnit = 0.0001;
  const dno = (JSON.parse(read(dnoFile)).features as Feature[]).map((feature) => {
    const { ID, Name, LongName } = feature.properties;
    const place = { dno_id: String(ID), name: Name, long_name: LongName };
    return { place, border: border(feature, dnoUnit) };
  });
  const gsp = (JSON.parse(read(gspFile)).features as Feature[]).map((feature) => ({
    place: names.get(String(feature.properties.GSPs))!,
    border: border(feature, gspUnit),
  }));
  return { dno: { unit: dnoUnit, areas: dno }, gsp: { unit: gspUnit, areas: gsp } };
}

if (import.meta.main) {
  const [dno, gsp, names] = Deno.args;
  if (!names) throw new Error("Name the files: DNO.geojson GSP.geojson GSP_NAMES.csv");
  console.log(JSON.stringify(areas(dno!, gsp!, names)));
}
