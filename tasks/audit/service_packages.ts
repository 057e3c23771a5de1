import { trackedFiles } from "./tracked_files.ts";

const ROOMS = ["main.ts", "domain", "db", "sql", "views", "routes", "service"];

interface Lock {
  npm: Record<
    string,
    { dependencies?: string[]; optionalDependencies?: string[]; optionalPeers?: string[] }
  >;
}

/** Returns `@scope/name` of `@scope/name@1.2.3`, or of the name alone. */
const nameOf = (key: string) => /^@?[^@]+/.exec(key)![0];

/** Returns the packages that `roots` need, themselves included, as deno.lock has them. */
export function withDependencies(roots: Iterable<string>, { npm }: Lock): Set<string> {
  const needs = Map.groupBy(Object.entries(npm), ([key]) => nameOf(key));
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const [, { dependencies = [], optionalDependencies = [] }] of needs.get(name) ?? []) {
      for (const needed of [...dependencies, ...optionalDependencies]) add(nameOf(needed));
    }
  };
  for (const root of roots) add(root);
  return found;
}

/** Returns the packages that the running service can load: imported, resolved, or needed by these. */
export async function servicePackages(root: URL): Promise<Set<string>> {
  const read = async (path: string) => await Deno.readTextFile(new URL(path, root));
  const { imports } = JSON.parse(await read("deno.json"));
  const code = (await Promise.all((await trackedFiles(root, ...ROOMS)).map(read))).join("\n");
  const named = Object.keys(imports).filter((name) =>
    code.includes(`"${name}"`) || code.includes(`"${name}/`)
  );
  return withDependencies(named, JSON.parse(await read("deno.lock")));
}
