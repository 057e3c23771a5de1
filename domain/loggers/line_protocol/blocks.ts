import { afterBlank } from "./line_fault.ts";

/** A line of line protocol; one with a quoted text can span several lines of the body. */
export interface Block {
  text: string;
  /** The number of its first line, counted from 1. */
  line: number;
  spansLines: boolean;
}

/**
 * Divides a body into lines, as InfluxDB 1.x does: a line break within a quoted value belongs to the
 * value, and so does one after a backslash. Comments end with their line, whatever they contain.
 */
export class Blocks {
  #start = 0;
  /** Where the next line begins, and its number. */
  #at = 0;
  #line = 1;
  /** The next quote or backslash: without one, a line ends at its line break. */
  #special: number;
  #canSpan = true;

  constructor(private readonly text: string) {
    this.#special = this.#specialFrom(0);
  }

  /** Returns the next line, or undefined at the end. */
  next(): Block | undefined {
    const { text } = this;
    if (this.#at >= text.length) return;
    const start = this.#start = this.#at;
    if (this.#special < start) this.#special = this.#specialFrom(start);
    const first = lineEnd(text, start);
    const isPlain = this.#special >= first || !this.#canSpan ||
      text[afterBlank(text, start)] === "#";
    const end = isPlain ? first : blockEnd(text, start);
    const block = {
      text: withoutReturn(text, start, end),
      line: this.#line,
      spansLines: end > first,
    };
    this.#line += end > first ? lineCount(text.slice(start, end)) : 1;
    this.#at = end + 1;
    return block;
  }

  /**
   * Goes back to the second line of the last block, whose quotes do not end: its other lines may be
   * good. From here on no block spans lines, so that a body is read at most twice.
   */
  splitLast(): void {
    this.#line -= lineCount(this.text.slice(this.#start, this.#at - 1)) - 1;
    this.#at = lineEnd(this.text, this.#start) + 1;
    this.#canSpan = false;
  }

  /** Returns the next quote or backslash from a place on; Infinity without one. */
  #specialFrom(at: number): number {
    const places = [this.text.indexOf('"', at), this.text.indexOf("\\", at)];
    return Math.min(...places.map((place) => place < 0 ? Infinity : place));
  }
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

const lineCount = (text: string) => text.split("\n").length;

const withoutReturn = (text: string, start: number, end: number) =>
  text.slice(start, end > start && text[end - 1] === "\r" ? end - 1 : end);

const [SPACE, QUOTE, COMMA, EQUALS, BACKSLASH, BREAK] = [32, 34, 44, 61, 92, 10];

/** Returns where a line with quotes or backslashes ends. A quote counts after `=` of a field alone. */
function blockEnd(text: string, start: number): number {
  let [isFields, isQuoted, equals, commas] = [false, false, 0, 0];
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH && at + 2 < text.length) at++;
    else if (code === BREAK && !isQuoted) return at;
    else if (code === SPACE) isFields = true;
    else if (!isFields) continue;
    else if (code === QUOTE && equals > commas) isQuoted = !isQuoted;
    else if (code === EQUALS && !isQuoted) equals++;
    else if (code === COMMA && !isQuoted) commas++;
  }
  return text.length;
}
