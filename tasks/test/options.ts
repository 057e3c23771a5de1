/** What `deno task test` runs, by its words. */
export interface TestOptions {
  /** Prints the seconds of each file afterwards. */
  times: boolean;
  /** The words for `deno test`: files and folders, and its own options. */
  words: string[];
}

/**
 * Folders and files, at any depth, whose tests take long: other processes, servers of their own, a browser,
 * random sequences, the schema. `--quick` leaves them out.
 */
const SLOW = [
  "main_test.ts",
  "bench",
  "browser",
  "db",
  "demo",
  "embedded",
  "long",
  "sequences",
  "tasks",
  "toolkit",
];

/** Reads `[--quick] [--times] [FILE…]`; whatever else begins with a dash goes to `deno test`. */
export function testOptions(words: string[]): TestOptions {
  const rest = words.filter((word) => word !== "--quick" && word !== "--times");
  const options = rest.filter((word) => word.startsWith("-"));
  const files = rest.filter((word) => !word.startsWith("-"));
  if (words.includes("--quick")) options.push(`--ignore=${SLOW.map((name) => `**/${name}`)}`);
  return {
    times: words.includes("--times"),
    words: [...options, ...files.length > 0 ? files : ["tests/"]],
  };
}
