import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { deriveKeys } from "../../domain/account/secret_key.ts";
import { ConfigError } from "../../service/config_error.ts";
import { openSecretKey, openSecretKeyFor } from "../../service/secret_key.ts";
import * as factors from "../../sql/account/factors.ts";
import { giveFactor } from "../support/factor.ts";
import { ownCast } from "../support/setup.ts";

const KEYS = deriveKeys(new Uint8Array(32).fill(9));

describe("the secret key", () => {
  let folder: string;
  let file: string;
  const inFolder = () => openSecretKey({ DATA_DIR: `${folder}/data` });
  const ofFile = () => openSecretKey({ DATA_DIR: `${folder}/data`, SECRET_KEY_FILE: file });

  beforeAll(() => {
    folder = Deno.makeTempDirSync();
    file = `${folder}/own.key`;
  });
  beforeEach(() => Deno.removeSync(folder, { recursive: true }));
  beforeEach(() => Deno.mkdirSync(folder));
  afterAll(() => Deno.removeSync(folder, { recursive: true }));

  async function refused(sentence: RegExp) {
    await assert.rejects(ofFile(), (error) => {
      assert.ok(error instanceof ConfigError, String(error));
      assert.match(error.message, sentence);
      return true;
    });
  }

  it("is made once in DATA_DIR, for its owner alone, and read again from there", async () => {
    const made = await inFolder();
    assert.deepEqual([...Deno.readDirSync(`${folder}/data`)].map(({ name }) => name), [
      "secret.key",
    ]);
    const { mode, size } = Deno.statSync(`${folder}/data/secret.key`);
    assert.deepEqual([mode! & 0o777, size], [0o600, 32]);
    assert.deepEqual(await inFolder(), made);
  });

  it("is the same for processes that make it at the same time", async () => {
    const made = await Promise.all(Array.from({ length: 8 }, inFolder));
    assert.equal(new Set(made.map(({ fingerprint }) => fingerprint)).size, 1);
    assert.equal([...Deno.readDirSync(`${folder}/data`)].length, 1);
  });

  it("of SECRET_KEY_FILE is never made: a lost one must not be replaced in silence", async () => {
    await refused(
      /^The secret key \S+own\.key is missing\. Copy it back or, for a new .* head -c 32/,
    );
    assert.equal([...Deno.readDirSync(folder)].length, 0);
  });

  it("must be readable, by its owner alone, and long enough", async () => {
    Deno.writeFileSync(file, new Uint8Array(31), { mode: 0o600 });
    await refused(/must hold at least 32 random bytes: run "\(umask 077 && head -c 32/);
    Deno.writeFileSync(file, new Uint8Array(32));
    assert.match((await ofFile()).fingerprint, /^[0-9a-f]{16}$/);
    Deno.chmodSync(file, 0o640);
    await refused(/can be read by others: run chmod 600 /);
    Deno.removeSync(file);
    Deno.mkdirSync(file, { mode: 0o700 });
    await refused(/cannot be read: /);
  });

  it("says so when its file cannot be made", async () => {
    Deno.writeTextFileSync(`${folder}/data`, "a file where the folder should be");
    await assert.rejects(inFolder(), /cannot be (made|read): .*/);
  });
});

const { database, cast } = await ownCast();

describe("the secret key of a database with second factors", () => {
  const app = { database, services: { settings: { secretKeys: KEYS } } };

  it("is not replaced when it is missing, and another one is said in the log", async () => {
    const folder = Deno.makeTempDirSync();
    const path = `${folder}/secret.key`;
    const open = () => openSecretKeyFor(database.owner, { DATA_DIR: folder });
    const made = await open();
    await giveFactor(app, cast.alice);
    Deno.removeSync(path);
    await assert.rejects(open(), {
      message: /secret\.key is missing, and 1 second factor need it\. .* factor-reset EMAIL\.$/,
    });
    assert.deepEqual([...Deno.readDirSync(folder)], []);
    Deno.writeFileSync(path, new Uint8Array(32), { mode: 0o600 });
    assert.notEqual((await open()).fingerprint, made.fingerprint);
    await factors.reset(database.owner, cast.alice.user_uuid);
    Deno.removeSync(path);
    await open();
    Deno.removeSync(folder, { recursive: true });
  });
});
