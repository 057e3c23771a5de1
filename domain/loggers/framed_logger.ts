import type { NamedSite } from "../sites/site.ts";
import type { Heartbeat } from "./logger_state.ts";

/** What every page of a logger shows of it: what it is, where, and how it is. */
export interface FramedLogger extends Heartbeat, NamedSite {
  logger_uuid: string;
  name: string;
  note: string | null;
  /** IANA name of the zone in which its times are shown. */
  zone: string;
  /** Counts the edits, so that an edit of an older version can be refused. */
  version: number;
  /** Alarms that neither ended nor were dismissed. */
  open_alarms: number;
}
