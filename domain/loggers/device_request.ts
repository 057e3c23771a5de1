/** A way by which devices send readings. */
export type Door = "influx" | "emoncms" | "api";

/** What was wrong with a part of a request. */
export interface Fault {
  /** Line of the body, or place in a list, counted from 1; null for the request as a whole. */
  line: number | null;
  message: string;
}

/** What arrived from a logger, for people who look why something is missing. */
export interface DeviceRequest {
  logger_uuid: string;
  at_utc: string;
  door: Door;
  status: number;
  /** Readings that were stored, or were there already. */
  stored: number;
  /** Readings or lines that were not. */
  refused: number;
  /** The first of what was wrong. */
  faults: Fault[];
}

const MOST_FAULTS = 5;
const LONGEST = 300;

/**
 * Returns the first faults, with messages that can be kept: short, and without what jsonb refuses (NUL
 * and halves of surrogate pairs, which devices send and messages quote).
 */
export function firstFaults(faults: readonly Fault[]): Fault[] {
  return faults.slice(0, MOST_FAULTS).map(({ line, message }) => ({
    line,
    message: storable(message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message),
  }));
}

const storable = (text: string) => text.replaceAll("\0", "\ufffd").toWellFormed();
