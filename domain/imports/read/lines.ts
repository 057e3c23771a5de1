/** Longer lines are none of a table of measurements; only so much of them is kept. */
export const LONGEST_LINE = 64 * 1024;
/** Lines of a batch: so many are read before others get a turn. */
const BATCH = 2000;
/** Letters of a batch of long lines. */
const MOST_LETTERS = 1024 * 1024;

/** Lines of a text that follow each other. */
export interface LineBatch {
  /** Number of the first of them, from 1. */
  first: number;
  /** Without their ends. Of a line that is too long, one letter more than it may have. */
  texts: string[];
  /** True for the last batch of a text whose last line has no end: it may be cut off. */
  isCutOff: boolean;
}

/**
 * Splits a text that arrives in chunks of any length into batches of at most 2,000 lines, fewer of
 * long ones, which end
 * in CR LF, LF or CR. Holds no more than a chunk, a batch and a line of bounded length.
 */
export async function* linesOf(
  text: AsyncIterable<string>,
  longest = LONGEST_LINE,
): AsyncGenerator<LineBatch> {
  let [first, texts, begun]: [number, string[], string] = [1, [], ""];
  let letters = 0;
  for await (const chunk of text) {
    const held = begun.endsWith("\r") ? "\r" : "";
    const lines = (held + chunk).split(/\r\n|\n|\r(?!$)/); // a CR at the end may be half a CR LF
    lines[0] = begun.slice(0, begun.length - held.length) + lines[0]!;
    begun = shortened(lines.pop()!, longest);
    for (const line of lines) {
      letters += line.length;
      if (texts.push(shortened(line, longest)) < BATCH && letters < MOST_LETTERS) continue;
      yield { first, texts, isCutOff: false };
      [first, texts, letters] = [first + texts.length, [], 0];
    }
  }
  const isCutOff = begun !== "" && !begun.endsWith("\r");
  if (begun !== "") texts.push(isCutOff ? begun : begun.slice(0, -1));
  if (texts.length > 0) yield { first, texts, isCutOff };
}

/** Keeps a CR at the end, which may be half of the line's end. */
function shortened(line: string, longest: number): string {
  if (line.length <= longest + 1) return line;
  return line.slice(0, longest + 1) + (line.endsWith("\r") ? "\r" : "");
}
