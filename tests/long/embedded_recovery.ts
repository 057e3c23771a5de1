import { afterAll, beforeEach, describe, it } from "@std/testing/bdd";
import assert from "node:assert/strict";
import { join } from "node:path";
import { startEmbedded } from "../../db/embedded/embedded.ts";
import {
  ask,
  askAsSuperuser,
  hold,
  lives,
  serverPid,
  serving,
  temporaryFolder,
} from "../support/embedded.ts";
import { until } from "../support/until.ts";

const ONE = [{ one: 1 }];

describe("the embedded database after an accident", () => {
  const root = temporaryFolder();
  const dataDir = join(root, "data");
  let folders = 0;
  let newDir = "";
  beforeEach(() => {
    newDir = join(root, `new-${++folders}`);
  });
  afterAll(() => Deno.remove(root, { recursive: true }));

  /** A PATH on which this program is found and always fails. */
  async function pathWithBroken(program: string): Promise<{ PATH: string }> {
    const folder = join(root, `broken-${program}`);
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(join(folder, program), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    return { PATH: `${folder}:${Deno.env.get("PATH")}` };
  }

  const startsAgain = (folder: string) =>
    serving(folder, async (url) => {
      assert.deepEqual(await ask(url, "select 1 as one"), ONE);
    });

  it("leaves no orphan when its process is killed", {
    skip: Deno.build.os !== "linux",
  }, async () => {
    const holder = hold("start", dataDir);
    await ask((await holder.url)!, "create table kept as select 42 as answer");
    const pid = await serverPid(dataDir);
    await holder.kill();
    await until(() => !lives(pid));
    await serving(dataDir, async (url) => {
      assert.deepEqual(await ask(url, "select answer from kept"), [{ answer: 42 }]);
    });
  });

  it("replaces an orphan where nothing ended it with its process", async () => {
    const holder = hold("start", dataDir, await pathWithBroken("setpriv"));
    await holder.url;
    const orphan = await serverPid(dataDir);
    await holder.kill();
    assert.equal(lives(orphan), true);
    await startsAgain(dataDir);
    await until(() => !lives(orphan));
  });

  it("comes back on the same address when PostgreSQL is killed under the service", () =>
    serving(dataDir, async (url) => {
      const first = await serverPid(dataDir);
      Deno.kill(first, "SIGKILL");
      await until(() => !lives(first));
      await until(() => ask(url, "select 1 as one").then(() => true, () => false));
      assert.notEqual(await serverPid(dataDir), first);
    }));

  it("starts at once after its process was killed", async () => {
    const holder = hold("start", dataDir);
    await holder.url;
    await holder.kill();
    await startsAgain(dataDir);
  });

  it("starts although a stale postmaster.pid names somebody else's process", async () => {
    const holder = hold("start", dataDir);
    await holder.url;
    const file = join(dataDir, "pg", "postmaster.pid");
    const lines = (await Deno.readTextFile(file)).split("\n");
    const server = parseInt(lines[0]!);
    Deno.kill(server, "SIGKILL");
    await until(() => !lives(server));
    await holder.kill();
    const stranger = new Deno.Command("cat", { stdin: "piped", stdout: "null" }).spawn();
    await Deno.writeTextFile(file, [stranger.pid, ...lines.slice(1)].join("\n"));
    await startsAgain(dataDir);
    assert.equal(lives(stranger.pid), true);
    await stranger.stdin.close();
    await stranger.status;
  });

  it("begins anew when it was killed while making its files", async () => {
    const holder = hold("start", newDir);
    const unfinished = async () =>
      (await Array.fromAsync(Deno.readDir(newDir))).filter(({ name }) => name.includes("unfinish"));
    await until(async () => (await exists(newDir)) && (await unfinished()).length > 0);
    await holder.kill();
    await assert.rejects(Deno.stat(join(newDir, "pg")), Deno.errors.NotFound);
    await startsAgain(newDir);
    assert.deepEqual(await unfinished(), []);
  });

  it("makes a login and a database that are missing", async () => {
    await serving(dataDir, async (url) => {
      await askAsSuperuser(dataDir, url, "drop database sitecast with (force)");
      await askAsSuperuser(dataDir, url, "drop role sitecast");
    });
    await startsAgain(dataDir);
  });

  it("says that the files are those of another major version", async () => {
    const file = join(dataDir, "pg", "PG_VERSION");
    const version = await Deno.readTextFile(file);
    await Deno.writeTextFile(file, "15\n");
    await assert.rejects(startEmbedded(dataDir), {
      code: "unavailable",
      message: /initialized by PostgreSQL version 15.* another major version of PostgreSQL: dump/,
    });
    await Deno.writeTextFile(file, version);
    await startsAgain(dataDir);
  });

  it("says which password file is missing, and stops the server", async () => {
    const file = join(dataDir, "pg.password");
    await Deno.rename(file, join(root, "mislaid"));
    await assert.rejects(startEmbedded(dataDir), {
      code: "unavailable",
      message: new RegExp(`cannot be read from ${file}`),
    });
    await assert.rejects(serverPid(dataDir), Deno.errors.NotFound);
    await Deno.rename(join(root, "mislaid"), file);
    await startsAgain(dataDir);
  });

  it("says that the data folder cannot be one", async () => {
    const file = join(root, "file");
    await Deno.writeTextFile(file, "");
    await assert.rejects(startEmbedded(file), {
      code: "unavailable",
      message: /cannot run in the data folder .*File exists.* Set DATA_DIR/,
    });
  });

  if (Deno.uid() === 0) {
    describe("as root", () => {
      const closed = join(root, "closed");
      const ownerOfServer = async (folder: string) =>
        (await Deno.stat(`/proc/${await serverPid(folder)}`)).uid;
      beforeEach(() => Deno.mkdir(closed, { mode: 0o700, recursive: true }));

      it("runs as nobody", async () => {
        const holder = hold("start", newDir);
        assert.deepEqual(await ask((await holder.url)!, "select 1 as one"), ONE);
        assert.equal(await ownerOfServer(newDir), 65534);
        await holder.end();
        await startsAgain(newDir);
      });

      it("runs in a folder that only root may enter", () => startsAgain(join(closed, "one")));

      it("names that folder where user namespaces are refused", async () => {
        const holder = hold("start", join(closed, "two"), await pathWithBroken("unshare"));
        assert.equal(await holder.url, undefined);
        assert.match(await holder.said, new RegExp(`may not enter ${closed}\\.`));
      });
    });
  }
});

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    assert.ok(error instanceof Deno.errors.NotFound);
    return false;
  }
}
