import * as node from "node:test";

type Hook = Parameters<typeof node.beforeEach>[0];

/** Hooks outside of any `describe`, of the file that is being loaded. */
let ofFile = newHooks();
/** How many `describe` are being read. */
let depth = 0;

function newHooks(): { before: Hook[]; after: Hook[] } {
  return { before: [], after: [] };
}

/** Begins another file of a process that several share: hooks run around the tests of their file. */
export function startFile(): void {
  ofFile = newHooks();
}

/** What `@std/testing/bdd` exports, over node:test: the package itself is not on npm. */
export { after as afterAll, before as beforeAll, it } from "node:test";

export function beforeEach(hook: Hook): void {
  if (depth > 0) return node.beforeEach(hook);
  ofFile.before.push(hook);
}

export function afterEach(hook: Hook): void {
  if (depth > 0) return node.afterEach(hook);
  ofFile.after.push(hook);
}

type Described = [read: () => void] | [options: { skip?: boolean | string }, read: () => void];

export function describe(name: string, ...described: Described): void {
  const [options, read] = described.length === 2 ? described : [{}, ...described];
  const { before, after } = depth === 0 ? ofFile : newHooks();
  node.describe(name, options, () => {
    depth++;
    before.forEach((hook) => node.beforeEach(hook));
    after.forEach((hook) => node.afterEach(hook));
    read();
    depth--;
  });
}
