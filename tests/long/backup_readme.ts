import assert from "node:assert/strict";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { openSecretKey } from "../../service/secret_key.ts";
import { temporaryFolder } from "../support/embedded.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
/** What a project needs for its tasks. */
const PROJECT = ["deno.json", "deno.lock", "db", "domain", "service", "sql", "tasks", "main.ts"];

/** Other machines and the service manager, which lines of README name. */
const PROGRAMS = {
  systemctl: 'echo "$@" >> "$HOME/../systemctl"',
  ssh: 'shift; cd "$HOME/../new" && exec sh -ec "$*"',
  scp: 'for to; do :; done; cp "$1" "$2" "$HOME/../new/${to#*:}"',
};

let place: string;
let old: string;
beforeAll(async () => {
  place = temporaryFolder();
  old = join(place, "old/sitecast");
  await makeProject(old);
  await makeProject(join(place, "new/sitecast"));
  await Deno.mkdir(join(place, "bin"));
  for (const [name, text] of Object.entries(PROGRAMS)) {
    await Deno.writeTextFile(join(place, "bin", name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  await run("deno task user add mover@example.org --group Movers");
  await openSecretKey({ DATA_DIR: join(old, "data") });
});
afterAll(() => Deno.remove(place, { recursive: true }));

async function makeProject(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const name of PROJECT) await copy(join(ROOT, name), folder);
  await Deno.symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
}

async function copy(path: string, folder: string): Promise<void> {
  const { success } = await new Deno.Command("cp", { args: ["-R", path, folder] }).output();
  assert.ok(success, path);
}

/** Runs lines in the old project and returns what they print. */
async function run(lines: string): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-ec", lines],
    cwd: old,
    env: {
      HOME: join(place, "old"),
      PATH: `${join(place, "bin")}:${Deno.env.get("PATH")}`,
      DENO_DIR: Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME")}/.cache/deno`,
      DATABASE_URL: "",
      DATA_DIR: "",
      NO_COLOR: "1",
    },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assert.equal(code, 0, text(stderr));
  return text(stdout);
}

/** Returns the lines of the first block of README after a sentence. */
async function linesAfter(sentence: string): Promise<string> {
  const readme = await Deno.readTextFile(join(ROOT, "README.md"));
  const [, lines] = readme.slice(readme.indexOf(sentence)).split(/^```(?:sh)?\n/m);
  assert.equal(lines!.trim().split("\n").length, 5, sentence);
  return lines!;
}

describe("README's lines", () => {
  it("move to another server", async () => {
    await run(await linesAfter("Move to another server"));
    const users = await run("ssh user@new 'cd sitecast && deno task user list'");
    assert.match(users, /mover@example\.org/);
    const key = (folder: string) => Deno.readFile(join(place, folder, "sitecast/data/secret.key"));
    assert.deepEqual(await key("new"), await key("old"));
  });

  it("bring back yesterday", async () => {
    await run("mkdir backups; deno task backup backups/sitecast-20261128T010000Z.tar.gz");
    await run("deno task user add mistake@example.org --group Movers");
    await run(await linesAfter("Bring back yesterday"));
    const users = await run("deno task user list");
    assert.match(users, /mover@example\.org/);
    assert.doesNotMatch(users, /mistake@example\.org/);
    assert.equal(
      await Deno.readTextFile(join(place, "systemctl")),
      "stop sitecast\nstart sitecast\nstop sitecast\nstart sitecast\n",
    );
  });
});
