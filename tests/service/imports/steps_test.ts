import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { withScope } from "../../../db/scope.ts";
import type { Import } from "../../../domain/imports/import.ts";
import { checkImport } from "../../../service/imports/check.ts";
import { workInThread } from "../../../service/imports/in_thread.ts";
import { storeImport } from "../../../service/imports/worker.ts";
import * as upload from "../../../sql/imports/upload.ts";
import * as demo from "../../../sql/operations/demo.ts";
import * as work from "../../../sql/imports/work.ts";
import { type TestApp, testApp, withToken } from "../../support/app.ts";
import {
  csvOf,
  HEADER,
  importNow,
  quarterHour,
  sendFile,
  sentFile,
  workOnFiles,
} from "../../support/import_files.ts";

const RUNNING = new AbortController().signal;
const NONE = { inserted: 0, unchanged: 0, conflicting: 0, replaced: 0 };

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
beforeEach(async () => {
  await app.database.owner`delete from app.imports`;
  await app.database.owner`delete from generation`;
});
afterAll(() => app.close());

const ofPlant = (query = "") => `?site_uuid=${app.cast.sites.plant}${query}`;
const check = (open: work.OpenImport, signal = RUNNING) =>
  checkImport(app.database.owner, open, { now: app.clock.now, signal, pieceRows: 2 });
const next = async () => (await work.nextOpen(app.database.owner))!;

async function stored(): Promise<number> {
  const [row] = await app.database.owner<{ rows: number }[]>`
    select count(*)::int as rows from generation`;
  return row!.rows;
}

/** An import of six rows in three pieces that is confirmed. */
async function confirmed(): Promise<Import> {
  const made = await sentFile(app, csvOf([1, 2, 3, 4, 5, 6]), ofPlant("&confirm=true"));
  await check(await next());
  assert.equal((await importNow(app, made)).state, "storing");
  return made;
}

describe("the steps of an import", () => {
  it("go on after an end between two pieces, and store each row once", async () => {
    const made = await sentFile(app, csvOf([1, 2, 3]), ofPlant("&confirm=true"));
    await check(await next(), AbortSignal.abort());
    assert.equal((await importNow(app, made)).state, "checking");
    await check(await next());
    assert.equal(await work.storePiece(app.database.owner, made.import_uuid), true);
    assert.equal(await stored(), 2);
    await workOnFiles(app);
    const done = await importNow(app, made);
    assert.deepEqual([done.state, done.result], ["stored", { ...NONE, inserted: 3 }]);
    assert.deepEqual([await stored(), done.done, done.total], [3, 3, 3]);
    const [left] = await app.database.owner`
      select (select count(*)::int from app.import_chunks) as chunks,
        (select count(*)::int from app.import_pieces) as pieces`;
    assert.deepEqual(left, { chunks: 0, pieces: 0 });
  });

  it("discard a check that another reading has overtaken", async () => {
    const made = await sentFile(app, csvOf([1, 2, 3, 4]), ofPlant());
    const old = await next();
    await withToken(app, app.cast.alice.token).patch(`/api/v1/imports/${made.import_uuid}`, {
      reading: { unit: "W" },
    });
    await check(old);
    assert.equal((await importNow(app, made)).state, "checking");
    await workOnFiles(app);
    assert.equal((await importNow(app, made)).preview!.sites[0]!.highest_kw, 0.004);
  });

  it("end a check that another instance has begun anew", async () => {
    const made = await sentFile(app, csvOf([1, 2, 3, 4]), ofPlant());
    const { owner } = app.database;
    const open = await next();
    const begun = (await work.beginCheck(owner, open))!;
    await check(await next());
    await check(open);
    const piece = { number: 9, bytesRead: 1, sites: [], siteNumbers: [], startsMs: [], endsMs: [] };
    const late = { ...piece, powersKw: [], lines: [], leftOut: [] };
    const old = { ...open, check_number: begun.check_number };
    assert.equal(await work.addPiece(owner, old, late), undefined);
    const { state, preview } = await importNow(app, made);
    assert.deepEqual([state, preview!.rows], ["checked", 4]);
  });

  it("store two files of the same rows at once, each row once", async () => {
    const powers = [1, 2, 3];
    const both = await Promise.all(
      [1, 2].map(() => sentFile(app, csvOf(powers), ofPlant("&confirm=true"))),
    );
    const { owner } = app.database;
    for (const { import_uuid } of both) {
      const others = both.map((made) => made.import_uuid).filter((uuid) => uuid !== import_uuid);
      await check((await work.nextOpen(owner, { tried: others }))!);
    }
    await Promise.all(both.map((made) => storeImport(owner, made.import_uuid, RUNNING)));
    const results = await Promise.all(both.map((made) => importNow(app, made)));
    assert.deepEqual(results.map(({ result }) => result!.inserted).sort(), [0, 3]);
    assert.equal(results.find(({ result }) => result!.inserted === 0)!.batch_id, null);
    assert.equal(await stored(), 3);
  });

  it("end with a sentence when the user was deactivated meanwhile", async () => {
    const { owner } = app.database;
    const { alice } = app.cast;
    const made = await confirmed();
    await work.storePiece(owner, made.import_uuid);
    await owner`update users set deactivated_utc = now() where user_uuid = ${alice.user_uuid}`;
    await workOnFiles(app);
    await owner`update users set deactivated_utc = null where user_uuid = ${alice.user_uuid}`;
    const failed = await importNow(app, made);
    assert.equal(failed.state, "failed");
    assert.match(failed.message!, /^The user who sent or confirmed this file was deactivated/);
    assert.equal(await stored(), 2);
    const path = `/api/v1/imports/${made.import_uuid}/undo`;
    assert.equal((await withToken(app, alice.token).post(path, {})).status, 200);
    assert.equal(await stored(), 0);
  });

  it("end with a sentence when the site left the group meanwhile", async () => {
    const { owner } = app.database;
    const { plant } = app.cast.sites;
    const made = await confirmed();
    const links = await owner`
      delete from site_group_sites where site_uuid = ${plant}
        and site_group_uuid = ${app.cast.alice.site_group_uuid}
      returning site_group_uuid, site_uuid`;
    await workOnFiles(app);
    await owner`insert into site_group_sites ${owner(links)}`;
    const failed = await importNow(app, made);
    assert.match(failed.message!, /no longer belongs to your group/);
    assert.equal(await stored(), 0);
  });

  it("cope with the deletion of the site", async () => {
    const { owner } = app.database;
    const site = await demo.makeSite(owner, app.cast.alice.site_group_uuid, { capacity_kw: 10 });
    await sentFile(app, csvOf([1]), `?site_uuid=${site}&confirm=true`);
    await owner`delete from site_group_sites where site_uuid = ${site}`;
    await owner`delete from sites where site_uuid = ${site}`;
    await workOnFiles(app);
    assert.deepEqual((await owner`select 1 from app.imports`).length, 0);
  });

  it("refuse a file of too many rows", async () => {
    await sentFile(app, csvOf([1, 2, 3]), ofPlant());
    const options = { now: app.clock.now, signal: RUNNING, mostRows: 2 };
    await assert.rejects(checkImport(app.database.owner, await next(), options), {
      message: "The file has more than 2 rows. Split it, and send the parts.",
    });
  });
});

describe("the files that wait", () => {
  it("are worked on in turns of their groups, of each group the oldest first", async () => {
    const { alice, charlie, sites } = app.cast;
    const first = await sentFile(app, csvOf([1]), ofPlant());
    await sentFile(app, csvOf([1]), ofPlant());
    const query = `?site_uuid=${sites.turbine}`;
    const file = csvOf([400]);
    const { import_uuid } = await (await sendFile(app, file, query, charlie.token)).json();
    const { owner } = app.database;
    const after = async (...served: string[]) =>
      (await work.nextOpen(owner, { served }))!.import_uuid;
    const [ours, theirs] = [alice.site_group_uuid, charlie.site_group_uuid];
    assert.equal(await after(), first.import_uuid);
    assert.equal(await after(ours), import_uuid);
    assert.equal(await after(ours, theirs), first.import_uuid);
    assert.equal(await after(theirs, ours), import_uuid);
  });

  it("find the site of a row by the client's number or name, within the group alone", async () => {
    const { owner } = app.database;
    const { plant, bare, turbine } = app.cast.sites;
    await owner`update sites set client_site_id = 12345 where site_uuid = ${plant}`;
    await owner`update sites set client_site_name = 'Barn' where site_uuid = ${bare}`;
    await owner`update sites set client_site_id = 777 where site_uuid = ${turbine}`;
    const row = (site: string, i: number) => `${site},${quarterHour(i)},${quarterHour(i + 1)},1`;
    const text = [`site,${HEADER}`, row("12345", 0), row("barn ", 0), row("777", 0), ""].join("\n");
    const made = await sentFile(app, text, "?confirm=true");
    const path = `/api/v1/imports/${made.import_uuid}`;
    await withToken(app, app.cast.alice.token).patch(path, { reading: { site_column: 0 } });
    await workOnFiles(app);
    const { preview } = await importNow(app, made);
    assert.deepEqual(preview!.sites.map((site) => site.site_uuid).sort(), [plant, bare].sort());
    assert.deepEqual(preview!.unknown_sites, ["777"]);
  });

  it("may have so many bytes together, and are deleted when they expire", async () => {
    const { alice, sites: { plant } } = app.cast;
    const made = await sentFile(app, csvOf([1]), ofPlant());
    const add = (most: number) =>
      withScope(app.database.requests, alice, { readOnly: false }, async (sql) => {
        const uuid = await upload.begin(sql, {
          fileName: "",
          siteUuid: plant,
          readingName: null,
          isConfirmed: false,
          replaces: false,
        });
        await upload.addChunk(sql, uuid, { number: 0, bytes: new Uint8Array(100) }, most);
      });
    await assert.rejects(add(100 + made.bytes - 1), { code: "SC409" });
    await add(100 + made.bytes);
    const { owner } = app.database;
    await owner`
      update app.imports set changed_utc = changed_utc - interval '3 minutes'
      where state = 'uploading'`;
    await add(100 + made.bytes);
    const later = Temporal.Now.instant().add({ hours: 25 });
    assert.equal(await work.dropExpired(owner, later.subtract({ hours: 24, minutes: 10 })), 0);
    assert.equal(await work.dropExpired(owner, later.subtract({ hours: 2 })), 2, "broken off");
    assert.equal(await work.dropExpired(owner, later), 1);
    assert.equal((await owner`select 1 from app.import_chunks`).length, 0);
  });

  it("are worked on in a thread but for small ones, which stops after the signal", async () => {
    const made = await sentFile(app, csvOf([1, 2]), ofPlant("&confirm=true"));
    const { owner, url } = app.database;
    const nowhere = "postgres://nobody@127.0.0.1:1/none";
    const work = (at: string, signal: AbortSignal, smallFile = 10) =>
      workInThread(owner, { url: at, logLevel: "warning" }, signal, smallFile);
    await assert.rejects(work(nowhere, RUNNING));
    await work(url, AbortSignal.abort());
    assert.equal((await importNow(app, made)).state, "checking");
    await work(url, RUNNING);
    assert.equal((await importNow(app, made)).state, "stored");
    const small = await sentFile(app, csvOf([3]), ofPlant("&confirm=true"));
    await work(nowhere, RUNNING, 1000);
    assert.notEqual((await importNow(app, small)).state, "checking");
  });

  it("leave nothing behind when they break off", async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(csvOf([1, 2])));
        controller.error(new Error("broken off"));
      },
    });
    assert.equal((await sendFile(app, body)).status, 400);
    assert.equal((await app.database.owner`select 1 from app.imports`).length, 0);
  });
});
