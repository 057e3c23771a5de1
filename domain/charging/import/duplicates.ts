import { HOUR } from "../../time/time.ts";
import { type Compared, isNear, isShifted, placeKey } from "./near.ts";
import { sessionIdOf } from "./session_id.ts";

/** A session of a row that is judged, or one that is stored. */
export interface Candidate extends Compared {
  session_id: string;
}

/** A session that stands earlier in the file. */
export interface EarlierRow extends Candidate {
  row: number;
}

/** What a row is: new, stored already, or nearly the same as a stored session or an earlier row. */
export type Match =
  | { status: "new" }
  | { status: "exact" | "near"; storedId: string }
  | { status: "exact" | "near"; row: number };

/**
 * Compares the rows of a file with each other, in their order. A row that matches an earlier one is
 * not compared with later ones: it is skipped unless a person decides otherwise. So an hour, place
 * and energy have few rows that others are compared with, however many a file has.
 */
export class FileRows {
  readonly #byId = new Map<string, number>();
  readonly #byPlace = new Map<string, EarlierRow[]>();

  /** Returns the earlier row that a row matches, and remembers the row where there is none. */
  match(row: EarlierRow): Match {
    const same = this.#byId.get(row.session_id);
    if (same !== undefined) return { status: "exact", row: same };
    this.#byId.set(row.session_id, row.row);
    if (row.startMs === null) return { status: "new" };
    const hour = Math.floor(row.startMs / HOUR);
    for (const at of [hour - 1, hour, hour + 1]) {
      const near = this.#byPlace.get(bucket(row, at))?.find((earlier) => isNear(row, earlier));
      if (near) return { status: "near", row: near.row };
    }
    addTo(this.#byPlace, bucket(row, hour), row);
    return { status: "new" };
  }
}

function addTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

const likeness = ({ place, energyKwh }: Compared) => `${energyKwh}|${placeKey(place)}`;

const bucket = ({ place }: Compared, hour: number) => `${hour}|${placeKey(place)}`;

/** Finds the stored sessions that rows match. */
export class StoredSessions {
  readonly #ids = new Set<string>();
  readonly #facts = new Map<string, string>();
  readonly #byPlace = new Map<string, Candidate[]>();
  /** By place and energy: what another zone of the times would have made of a session. */
  readonly #alike = new Map<string, Candidate[]>();

  constructor(sessions: readonly Candidate[]) {
    for (const session of sessions) {
      this.#ids.add(session.session_id);
      this.#facts.set(sessionIdOf(session), session.session_id);
      if (session.startMs === null) continue;
      addTo(this.#byPlace, bucket(session, Math.floor(session.startMs / HOUR)), session);
      addTo(this.#alike, likeness(session), session);
    }
  }

  /**
   * Returns the stored session that a row matches: that of its number; without a number of its own in
   * the file, that of the same start, place and energy; else the nearest in time that is near.
   */
  match(row: Candidate, hasOwnId: boolean): Match {
    if (this.#ids.has(row.session_id)) return { status: "exact", storedId: row.session_id };
    const same = hasOwnId ? undefined : this.#facts.get(row.session_id);
    if (same) return { status: "exact", storedId: same };
    const nearest = this.#around(row).filter((stored) => isNear(row, stored))
      .sort((a, b) => Math.abs(a.startMs! - row.startMs!) - Math.abs(b.startMs! - row.startMs!))[0];
    return nearest ? { status: "near", storedId: nearest.session_id } : { status: "new" };
  }

  /** Returns whether a stored session differs from a row as another zone of its times would make it. */
  isShifted(row: Candidate): boolean {
    return this.#alike.get(likeness(row))?.some((stored) => isShifted(row, stored)) ?? false;
  }

  #around(row: Candidate): Candidate[] {
    if (row.startMs === null || this.#byPlace.size === 0) return [];
    const at = Math.floor(row.startMs / HOUR);
    return [at - 1, at, at + 1].flatMap((hour) => this.#byPlace.get(bucket(row, hour)) ?? []);
  }
}
