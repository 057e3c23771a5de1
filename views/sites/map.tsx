import { counted } from "../../domain/plural.ts";
import { isFiltered, type ListState } from "../../domain/sites/list_state.ts";
import { type MapBox, type Place, projection } from "../../domain/sites/map_box.ts";
import { type NamedSite, siteName } from "../../domain/sites/site.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { listUrl, mapUrl, siteUrl } from "./list_url.ts";
import { isolated } from "../ui/isolated.ts";

/** One site, or several whose dots would cover each other. */
export interface MapSpot {
  sites: number;
  latitude: number;
  longitude: number;
  box: MapBox;
  needs_attention: boolean;
  site: NamedSite & { asset_type: "pv" | "wind" };
}

export interface MapPageProps {
  state: ListState;
  /** Number of sites with coordinates, and without. */
  placed: number;
  unplaced: number;
  /** Undefined where no site has coordinates. */
  map?: { box: MapBox; land: Place[][]; spots: MapSpot[] };
}

/** How fine the grid is on which sites are put together. */
export const MAP_CELLS = { across: 26, down: 18 };
const WIDTH = 1000;

/** Shows where the sites of a list are: a drawing, and the same as a list of links. */
export function MapPage({ state, placed, unplaced, map }: MapPageProps) {
  return (
    <>
      <header class="page-head">
        <h1>Sites</h1>
        <nav class="filter" aria-label="View">
          <a href={listUrl(state)}>List</a>
          <a href={mapUrl(state)} aria-current="page">Map</a>
        </nav>
      </header>
      <p class="muted">
        {counted(placed, "site")} on the map
        {unplaced > 0 && `, ${counted(unplaced, "site")} without coordinates`}.
        {isFiltered(state) && (
          <>
            {" "}
            <a href={mapUrl({ ...state, filter: {} })}>Show all sites</a>
          </>
        )}
      </p>
      {map
        ? (
          <div class="site-map">
            <Drawing state={state} {...map} />
            <Spots state={state} spots={map.spots} />
          </div>
        )
        : (
          <EmptyState title="No site to show on a map">
            <p>
              <a href={listUrl(state)}>Back to the list</a>
            </p>
          </EmptyState>
        )}
    </>
  );
}

type DrawingProps = { state: ListState } & NonNullable<MapPageProps["map"]>;

/** Draws land and sites. Its links are those of the list beside it, which keyboards use. */
function Drawing({ state, box, land, spots }: DrawingProps) {
  const { height, x, y } = projection(box, WIDTH);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true">
      <path class="land" d={land.map((ring) => outline(ring, x, y)).join("")} />
      {spots.map((spot) => (
        <a href={spotUrl(state, spot)} tabindex={-1}>
          <title>{spotName(spot)}</title>
          <Dot spot={spot} x={Math.round(x(spot.longitude))} y={Math.round(y(spot.latitude))} />
        </a>
      ))}
    </svg>
  );
}

/** Draws one site as a circle (PV) or a square (wind), several as a larger circle with their number. */
function Dot({ spot, x, y }: { spot: MapSpot; x: number; y: number }) {
  const names = [spot.needs_attention && "wrong", spot.sites > 1 ? "many" : spot.site.asset_type];
  const kind = names.filter(Boolean).join(" ");
  if (spot.sites === 1) {
    return (
      <g class={kind}>
        <circle class="target" cx={x} cy={y} r="14" />
        {spot.site.asset_type === "wind"
          ? <rect x={x - 6} y={y - 6} width="12" height="12" />
          : <circle cx={x} cy={y} r="7" />}
      </g>
    );
  }
  return (
    <g class={kind}>
      <circle cx={x} cy={y} r={Math.round(11 + 3 * Math.log10(spot.sites))} />
      <text x={x} y={y} dy="0.35em">{spot.sites}</text>
    </g>
  );
}

/** Returns the path of a ring in whole units, without corners that are closer than two of them. */
function outline(
  ring: readonly Place[],
  x: (longitude: number) => number,
  y: (latitude: number) => number,
): string {
  const points: string[] = [];
  let [left, top] = [NaN, NaN];
  for (const [longitude, latitude] of ring) {
    const [nextX, nextY] = [Math.round(x(longitude)), Math.round(y(latitude))];
    if (Math.abs(nextX - left) + Math.abs(nextY - top) < 2) continue;
    points.push(points.length === 0 ? `${nextX},${nextY}` : `${nextX - left},${nextY - top}`);
    [left, top] = [nextX, nextY];
  }
  return points.length < 3 ? "" : `M${points[0]}l${points.slice(1).join(" ")}z`;
}

/** Returns the address of a site, or of a map of the sites of a spot. */
function spotUrl(state: ListState, { sites, site, box }: MapSpot): string {
  if (sites === 1) return siteUrl(site.site_uuid, state);
  const degrees = (value: number) => Number(value.toFixed(4));
  const filter = {
    ...state.filter,
    latitude_min: degrees(box.south - 1e-4),
    latitude_max: degrees(box.north + 1e-4),
    longitude_min: degrees(box.west - 1e-4),
    longitude_max: degrees(box.east + 1e-4),
  };
  const isPoint = box.north - box.south < 1e-3 && box.east - box.west < 1e-3;
  return isPoint ? listUrl({ ...state, filter, page: 1 }) : mapUrl({ ...state, filter });
}

function spotName({ sites, site }: MapSpot): string {
  return sites === 1
    ? siteName(site)
    : `${isolated(siteName(site))} and ${counted(sites - 1, "other site")}`;
}

function Spots({ state, spots }: Pick<DrawingProps, "state" | "spots">) {
  return (
    <ul class="spots" aria-label="Sites on the map">
      {spots.map((spot) => (
        <li>
          <a href={spotUrl(state, spot)}>
            <bdi>{siteName(spot.site)}</bdi>
            {spot.sites > 1 && ` and ${counted(spot.sites - 1, "other")} nearby`}
          </a>
          {spot.needs_attention && <small class="muted">needs attention</small>}
        </li>
      ))}
    </ul>
  );
}
