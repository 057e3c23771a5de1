import { dirname, join, relative } from "node:path";

const ROOT = join(import.meta.dirname!, "../..");

/** Every file with the files of ours that it imports, by path from the root. */
export type ImportGraph = Record<string, string[]>;

const IMPORT = /(?<![="\w])\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g;

/** Lists the TypeScript files below a folder. */
export function* codeIn(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(join(ROOT, folder))) {
    if (isDirectory) yield* codeIn(`${folder}/${name}`);
    else if (/\.tsx?$/.test(name)) yield `${folder}/${name}`;
  }
}

/** Reads the code of a file without its comments, which may show anything. */
export function codeOf(file: string): string {
  return Deno.readTextFileSync(join(ROOT, file))
    .replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}

/** Lists what a text of code imports, as it is written there. */
export function specifiersIn(code: string): string[] {
  return [...code.matchAll(IMPORT)].map(([, specifier]) => specifier!);
}

/** True for an import of a file of ours. */
export const isOurs = (specifier: string) => specifier.startsWith(".");

/** Returns where an import of ours leads, from the root: `db/client.ts`. */
export function target(file: string, specifier: string): string {
  return relative(ROOT, join(ROOT, dirname(file), specifier));
}

/** Returns the import graph of these files. */
export function graphOf(files: string[]): ImportGraph {
  return Object.fromEntries(files.map((file) => [
    file,
    specifiersIn(codeOf(file)).filter(isOurs).map((specifier) => target(file, specifier)),
  ]));
}

/** Lists circles of imports, each as the files on it from one of them back to itself. */
export function circlesIn(graph: ImportGraph): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: string[]) => {
    const start = path.indexOf(file);
    if (start >= 0) return void found.push([...path.slice(start), file]);
    if (done.has(file)) return;
    for (const imported of graph[file] ?? []) visit(imported, [...path, file]);
    done.add(file);
  };
  for (const file of Object.keys(graph)) visit(file, []);
  return found;
}

/** The nouns of domain/ and sql/, the lowest first; those of one level may import each other. */
const LEVELS = [
  ["account", "groups", "users", "sites"],
  ["generation", "forecasts"],
  ["accuracy"],
  ["weather", "imports", "operations"],
  ["charging", "loggers"],
];
/** The API of another system: it may import every noun, and none imports it. */
const CLOSED = ["quartz"];
const HIGHEST = LEVELS.at(-1)!;

const levelOf = (noun: string) => [...LEVELS, CLOSED].findIndex((level) => level.includes(noun));

/** The folder below the room, `sites` of `sql/sites/sites.ts`; empty for a file of the room itself. */
const folderOf = (file: string) => file.split("/").slice(1, -1)[0] ?? "";

/** Lists folders of domain/ and sql/ that are neither a noun nor known as free of nouns. */
export function unknownFolders(files: string[]): string[] {
  const free = ["", "kit", "time", "solar"];
  return [...new Set(files.map(folderOf))]
    .filter((folder) => !free.includes(folder) && levelOf(folder) < 0);
}

/**
 * Lists imports in domain/ and sql/ that go from a noun to a higher one, or to any noun from what all
 * of them share (kit/, time/, solar/ and the files of the rooms themselves).
 */
export function importsOfHigherNouns(graph: ImportGraph): string[] {
  return edges(graph).filter(([file, imported]) =>
    [file, imported].every((each) => /^(domain|sql)\//.test(each)) &&
    levelOf(folderOf(imported)) > levelOf(folderOf(file))
  ).map(([file, imported]) => `${file} imports ${imported}`);
}

/**
 * Lists imports in routes/ and views/ that lead into the highest nouns from outside of them. Files
 * named app.ts mount the routers of all nouns.
 */
export function importsOfHighestNouns(graph: ImportGraph): string[] {
  const isHighest = (file: string) =>
    file.split("/").some((part) => [...HIGHEST, ...CLOSED].includes(part));
  return edges(graph).filter(([file, imported]) =>
    [file, imported].every((each) => /^(routes|views)\//.test(each)) &&
    isHighest(imported) && !isHighest(file) && !file.endsWith("/app.ts")
  ).map(([file, imported]) => `${file} imports ${imported}`);
}

function edges(graph: ImportGraph): [file: string, imported: string][] {
  return Object.entries(graph).flatMap(([file, imports]) =>
    imports.map((imported): [string, string] => [file, imported])
  );
}
