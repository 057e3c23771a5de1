/** Returns whether standard input is a terminal. */
export const canAsk = () => Deno.stdin.isTerminal();

const BACKSPACE = ["\b", "\x7f"];
const END = ["\r", "\n", "\x04"];
const INTERRUPT = "\x03";

/** Returns what a person types until Enter, which the terminal does not show. */
export async function askSecret(question: string): Promise<string> {
  const write = (text: string) => Deno.stderr.write(new TextEncoder().encode(text));
  // Before the question: who types at once would be seen.
  Deno.stdin.setRaw(true);
  try {
    await write(`${question} `);
    return await readLine();
  } finally {
    Deno.stdin.setRaw(false);
    await write("\n");
  }
}

async function readLine(): Promise<string> {
  const bytes = new Uint8Array(1024);
  const decoder = new TextDecoder();
  let line = "";
  for (let n = await Deno.stdin.read(bytes); n !== null; n = await Deno.stdin.read(bytes)) {
    for (const letter of decoder.decode(bytes.subarray(0, n), { stream: true })) {
      if (END.includes(letter)) return line;
      if (letter === INTERRUPT) throw new Deno.errors.Interrupted("Nothing was typed.");
      line = BACKSPACE.includes(letter) ? line.slice(0, -1) : line + letter;
    }
  }
  return line;
}
