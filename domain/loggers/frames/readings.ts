import type { Reading } from "../reading.ts";
import type { Board } from "./board.ts";
import { type Frame, frameValues, readFrame } from "./frame.ts";

/** A frame that brings no reading, and why. */
export interface BadFrame {
  /** Its place, counted from 1. */
  frame: number;
  message: string;
}

/** What frames bring. */
export interface DecodedFrames {
  readings: Reading[];
  /** Frames that brought readings. */
  decoded: number;
  bad: BadFrame[];
}

/** When the timestamps of frames began to count, or when the newest of them arrived; in ms. */
export type FrameClock = { startedMs: number } | { arrivedMs: number };

/** Decodes lines of hexadecimal text by the descriptions of boards, by id. Empty lines are none. */
export function decodeFrames(
  lines: readonly string[],
  boards: ReadonlyMap<number, Board>,
  clock: FrameClock,
): DecodedFrames {
  const bad: BadFrame[] = [];
  const good: { timestamp: number; values: [string, number][] }[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const read = decode(readFrame(line), boards);
    if (typeof read === "string") bad.push({ frame: at + 1, message: read });
    else good.push(read);
  }
  const newest = good.reduce((most, { timestamp }) => Math.max(most, timestamp), 0);
  const startMs = "startedMs" in clock ? clock.startedMs : clock.arrivedMs - newest;
  const readings = good.flatMap(({ timestamp, values }) =>
    values.map(([variable, value]) => ({ variable, value, time: (startMs + timestamp) * 1000 }))
  );
  return { readings, decoded: good.length, bad };
}

function decode(frame: Frame | string, boards: ReadonlyMap<number, Board>) {
  if (typeof frame === "string") return frame;
  const board = boards.get(frame.sender);
  if (!board) return `No board with the id ${frame.sender} is described.`;
  const values = frameValues(frame, board);
  return typeof values === "string" ? values : { timestamp: frame.timestamp, values };
}
