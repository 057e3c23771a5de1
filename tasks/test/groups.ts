import { globSync, readFileSync, statSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { pathToFileURL } from "node:url";

/** Rooms whose test files change nothing of their process, so that several of a room can share one. */
const SHARING = ["db", "domain", "routes", "service", "sql", "views"]
  .map((room) => `tests/${room}/`);
/** Folders of them with servers of their own, or whose files take long each: better side by side. */
const LONG = /\/(backup|demo|embedded|toolkit)\//;
/** Files in a group: each keeps its connections until the last one has ended. */
const GROUP = 8;
/** Settings of the log, of which a process has one, and tests outside of any `describe`. */
const ALONE = /\bawait configure\(|^it\(/m;
/** Fewer files run each for itself, so that reports have their names. */
const FEW = 20;

/**
 * Gathers test files in groups, since loading the program takes each of them about a second of CPU:
 * writes a file for each group into `folder`, and returns the words for `deno test` with these in
 * place of the files. Words are options, files and folders, of which `--ignore` leaves out some.
 */
export async function inGroups(words: string[], folder: string): Promise<string[]> {
  const options = words.filter((word) => word.startsWith("-"));
  const files = testFiles(words.filter((word) => !word.startsWith("-")), ignored(options));
  if (files.length < FEW) return words;
  const sharing = files.filter(mayShare);
  const groups: string[] = [];
  for (const room of SHARING) {
    const ofRoom = sharing.filter((file) => file.startsWith(room));
    for (let at = 0; at < ofRoom.length; at += GROUP) {
      const group = join(folder, `${groups.length}_test.ts`);
      await Deno.writeTextFile(group, importing(ofRoom.slice(at, at + GROUP)));
      groups.push(group);
    }
  }
  return [...options, ...groups, ...files.filter((file) => !sharing.includes(file))];
}

const mayShare = (file: string) =>
  SHARING.some((room) => file.startsWith(room)) && !LONG.test(file) &&
  !ALONE.test(readFileSync(file, "utf8"));

function ignored(options: string[]): string[] {
  const flag = "--ignore=";
  return options.filter((option) => option.startsWith(flag))
    .flatMap((option) => option.slice(flag.length).split(","));
}

function testFiles(paths: string[], ignore: string[]): string[] {
  const within = (path: string) =>
    statSync(path).isFile() ? [path] : globSync(join(path, "**/*_test.{ts,tsx}"));
  const isIgnored = (file: string) =>
    ignore.some((glob) => matchesGlob(file, glob) || matchesGlob(file, `${glob}/**`));
  return [...new Set(paths.flatMap(within))].filter((file) => !isIgnored(file)).sort();
}

const importing = (files: string[]) =>
  `import { startFile } from ${addressOf("tests/support/bdd.ts")};\n` +
  files.map((file) => `startFile();\nawait import(${addressOf(file)});\n`).join("");

const addressOf = (file: string) => JSON.stringify(pathToFileURL(file).href);
