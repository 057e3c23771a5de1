import { count, counted } from "../plural.ts";

/** What a group brought or took away by one door, as far as the viewer sees its sites. */
export interface Batch {
  /** Microseconds since 1970 when it was opened: newer batches have greater numbers. */
  batch_id: number;
  created_utc: string;
  changed_utc: string;
  door: string;
  kind: "sent" | "corrected" | "deleted" | "forecasts" | "withdrawn";
  /** E-mail address of the user at the time, or the name of the logger. */
  actor: string | null;
  /** Whether the viewer's own group brought it; admins see those of other groups, too. */
  is_own: boolean;
  inserted: number;
  replaced: number;
  deleted: number;
  runs: number;
  first_utc: string;
  last_utc: string;
  undone_utc: string | null;
  undone_by: string | null;
  undone_rows: number;
  sites: BatchSite[];
  /** The last undo of a large batch; null if there was none. */
  undo: Undone | null;
}

/** What a batch did at one site. Times are RFC 3339. */
export interface BatchSite {
  site_uuid: string;
  inserted: number;
  replaced: number;
  deleted: number;
  runs: number;
  start_utc: string;
  end_utc: string;
}

/** A row or a run of a batch that is not as the batch left it, and therefore stays. */
export interface ChangedSince {
  site_uuid: string;
  start_utc?: string;
  end_utc?: string;
  forecast_uuid?: string;
  reason: string;
}

/**
 * What undoing a batch did, so far if it is still being undone. `changes` has the first 100 of what
 * `changed`.
 */
export interface Undone {
  state: "undoing" | "undone";
  removed: number;
  restored: number;
  changed: number;
  changes: ChangedSince[];
}

/** Returns what a batch did, in words: `12 measurements sent, 3 replaced`. */
export function batchText(
  { kind, inserted, replaced, deleted, runs }: Pick<
    Batch,
    "kind" | "inserted" | "replaced" | "deleted" | "runs"
  >,
): string {
  if (kind === "withdrawn") return `${counted(runs, "forecast")} withdrawn`;
  if (kind === "forecasts") {
    return `${counted(runs, "forecast")} sent, with ${counted(inserted, "value")}`;
  }
  const parts = [[inserted, "sent"], [replaced, "replaced"], [deleted, "deleted"]] as const;
  const done = parts.filter(([n]) => n > 0);
  return done.map(([n, verb], i) => `${i === 0 ? counted(n, "measurement") : count(n)} ${verb}`)
    .join(", ");
}

const DOORS = new Map([
  ["form", "in a form"],
  ["api", "through the API"],
  ["task", "by a task of the service"],
  ["import", "from a file"],
  ["logger", "a data logger"],
]);

/** Returns by whom and how a batch came. */
export function batchActor({ actor, door }: Pick<Batch, "actor" | "door">): string {
  return [actor, DOORS.get(door) ?? `by ${door}`].filter(Boolean).join(", ");
}

const UNDOING = "This is being undone, which takes a while: you can leave this page.";

/** Returns what undoing a batch did, in words. */
export function undoneText(undone: Undone): string {
  return undone.state === "undoing" ? UNDOING : doneText(undone);
}

/** Returns how much was undone, so far or in all. */
export function doneText({ removed, restored, changed }: Undone): string {
  const done = `${count(removed)} taken away, ${count(restored)} put back.`;
  if (changed === 0) return done;
  const stay = changed === 1
    ? "One has changed since and stays."
    : `${count(changed)} have changed since and stay.`;
  return `${done} ${stay}`;
}
