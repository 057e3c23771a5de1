import type { Fault } from "../../domain/unknown_names.ts";
import { NO_SITE } from "../../domain/value_limits.ts";

/** A row, or a run, that names its site by its UUID or by its client's number. */
export interface OfSite {
  site_uuid?: string;
  client_site_id?: number;
}

/** Returns the UUIDs of the caller's sites by the numbers of their clients. */
export type FindSites = (ids: number[]) => Promise<Map<number, string[]>>;

/** Finds the sites of rows by their clients' numbers; remembers them for the rows that follow. */
export class SitesOfRows {
  readonly #known = new Map<number, string[]>();

  constructor(private find: FindSites) {}

  /**
   * Returns the rows with the UUIDs of their sites, with their places, and the faults of the others.
   * `pathsOf` names what a place stands for: a row, or each row of a run.
   */
  async named<R extends OfSite, P>(
    rows: readonly R[],
    places: readonly P[],
    pathsOf: (place: P) => PropertyKey[][],
  ): Promise<{ rows: (R & { site_uuid: string })[]; places: P[]; faults: Fault[] }> {
    await this.#learn(rows);
    const named = { rows: [] as (R & { site_uuid: string })[], places: [] as P[] };
    const faults: Fault[] = [];
    for (const [i, row] of rows.entries()) {
      const found = this.#siteOf(row);
      if (typeof found === "string") {
        named.rows.push(row.site_uuid === undefined ? withUuid(row, found) : row as never);
        named.places.push(places[i]!);
      } else {
        for (const path of pathsOf(places[i]!)) {
          faults.push({ ...found, path: [...path, "client_site_id"] });
        }
      }
    }
    return { ...named, faults };
  }

  #siteOf({ site_uuid, client_site_id }: OfSite): string | Omit<Fault, "path"> {
    if (site_uuid !== undefined) return site_uuid;
    const [found, second] = this.#known.get(client_site_id!) ?? [];
    if (found === undefined) return { message: NO_SITE.message, isMissing: true };
    if (second === undefined) return found;
    return {
      message: `Several sites of your group have the number ${client_site_id}. Send site_uuid.`,
    };
  }

  async #learn(rows: readonly OfSite[]): Promise<void> {
    const ids = rows.flatMap(({ client_site_id: id }) => id === undefined ? [] : [id]);
    const unknown = [...new Set(ids)].filter((id) => !this.#known.has(id));
    if (unknown.length === 0) return;
    const found = await this.find(unknown);
    for (const id of unknown) this.#known.set(id, found.get(id) ?? []);
  }
}

function withUuid<R extends OfSite>(row: R, site_uuid: string): R & { site_uuid: string } {
  const { client_site_id: _, ...rest } = row;
  return { ...rest, site_uuid } as R & { site_uuid: string };
}
