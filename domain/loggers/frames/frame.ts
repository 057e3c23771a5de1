import { type Board, type BoardVariable, HEADER_BITS } from "./board.ts";

/** A frame of a board: a header, and a payload of at least eight bytes. */
export interface Frame {
  /** The id of the board that sent it. */
  sender: number;
  type: number;
  /** Five flags, the first is the highest bit. */
  flags: boolean[];
  /** Milliseconds since the session of the logger was started. */
  timestamp: number;
  /** All bits of the frame, as 0 and 1. */
  bits: string;
}

/** The shortest frame: header and payload, in characters of hexadecimal text. */
const LEAST_LENGTH = 28;
/** Longer than any board needs: a header and 512 bytes. */
const MOST_LENGTH = 1036;

/** Returns the frame that a line of hexadecimal text is, or the sentence that says why it is none. */
export function readFrame(line: string): Frame | string {
  const text = line.trim();
  if (!/^[0-9a-f]*$/i.test(text)) return "The frame is not hexadecimal text.";
  if (text.length < LEAST_LENGTH) {
    return `The frame has ${text.length} characters: at least ${LEAST_LENGTH} are needed.`;
  }
  if (text.length > MOST_LENGTH) return `The frame has more than ${MOST_LENGTH} characters.`;
  const bits = [...text].map((digit) => parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  const header = (start: number, end: number) => parseInt(bits.slice(start, end), 2);
  return {
    sender: header(0, 8),
    type: header(8, 11),
    flags: [...bits.slice(11, 16)].map((bit) => bit === "1"),
    timestamp: header(16, HEADER_BITS),
    bits,
  };
}

/**
 * Returns the values of a frame by the description of its board, or the sentence that says why it
 * has none: it ends before one of them, or one is too large.
 */
export function frameValues(
  { bits }: Frame,
  board: Board,
): [name: string, value: number][] | string {
  const values: [string, number][] = [];
  for (const variable of board.variables) {
    const start = HEADER_BITS + variable.offset;
    if (start + variable.bits > bits.length) {
      return `The frame of board ${board.id} is too short: it ends before ${variable.name}.`;
    }
    const value = valueOf(bits.slice(start, start + variable.bits), variable);
    if (!Number.isFinite(value)) return `${variable.name} of board ${board.id} is out of range.`;
    values.push([variable.name, value]);
  }
  return values;
}

function valueOf(bits: string, { signed, zero, scale }: BoardVariable): number {
  const unsigned = BigInt(`0b${bits}`);
  const raw = signed ? BigInt.asIntN(bits.length, unsigned) : unsigned;
  return scaled(Number(raw) - zero, scale);
}

/** Multiplies; where the scale is one part of a whole number, divides by that: 0.1 is not exact. */
function scaled(value: number, scale: number): number {
  const divisor = Math.round(1 / scale);
  return Math.abs(divisor) > 1 && 1 / divisor === scale ? value / divisor : value * scale;
}
