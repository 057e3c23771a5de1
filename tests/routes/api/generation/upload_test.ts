import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { problemOf } from "../../../support/problem.ts";
import { asCsv, asNdjson, type Sending, sendLines } from "../../../support/uploads.ts";
import { periods } from "../../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.owner`delete from generation`;
});

const rowsOf = (count: number, start = "2026-06-20T06:00:00Z") =>
  periods(start, 15, count).map((period, i) => ({ ...period, generation_power_kw: i % 40 / 8 }));
const path = () => `/sites/${app.cast.sites.plant}/generation`;
const CSV: Sending = { type: "text/csv" };
const NDJSON: Sending = { type: "application/x-ndjson" };
const WAYS: [Sending, typeof asCsv | typeof asNdjson][] = [[CSV, asCsv], [NDJSON, asNdjson]];

async function storedBy(response: Response, status = 201): Promise<Record<string, unknown>> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return JSON.parse(text);
}

const stored = () =>
  app.database.owner`
    select site_uuid, start_utc, end_utc, generation_power_kw from generation order by 1, 2`;
const staged = async () => (await app.database.owner`select 1 from app.staged_generation`).length;

describe("generation that is sent line by line", () => {
  for (const [sending, written] of WAYS) {
    for (const isPacked of [false, true]) {
      it(`stores what JSON would, from ${sending.type}${isPacked ? " in gzip" : ""}`, async () => {
        const rows = [...rowsOf(30), { ...rowsOf(31)[30]!, generation_power_kw: null }];
        const json = await storedBy(
          await withToken(app, app.cast.alice.token).post(`/api/v1${path()}`, { values: rows }),
        );
        const before = await stored();
        await app.database.owner`delete from generation`;
        const body = written(rows);
        const done = await storedBy(
          await sendLines(app, path(), body, { ...sending, isPacked, chunk: 7 }),
        );
        assert.deepEqual(done, { ...json, batch_id: done.batch_id });
        assert.deepEqual(await stored(), before);
        assert.equal(await staged(), 0);
      });
    }

    for (const at of [0, 4, 9]) {
      it(`names wrong line ${at + 1} of ${sending.type}, and stores nothing`, async () => {
        const rows = rowsOf(10).map((row, i) =>
          i === at ? { ...row, generation_power_kw: 60 } : row
        );
        const line = at + (sending === CSV ? 2 : 1);
        const { detail, errors } = await problemOf(
          await sendLines(app, path(), written(rows), sending),
          422,
        );
        assert.ok(detail.startsWith(`Line ${line} (site ${app.cast.sites.plant}, `), detail);
        assert.deepEqual([errors![0]!.row, errors![0]!.column], [line, "generation_power_kw"]);
        assert.deepEqual([(await stored()).length, await staged()], [0, 0]);
      });
    }
  }

  it("skips wrong lines where that is wanted, and lists them", async () => {
    const rows = rowsOf(4);
    const sent = rows.map((row, i) => i === 1 ? { ...row, start_utc: "noon" } : row);
    const body = asCsv(sent).replace(/,0.25\n/, ",0.25,1\n");
    const done = await storedBy(await sendLines(app, `${path()}?on_invalid=skip`, body, CSV));
    assert.equal(done.inserted, 2);
    const { count, rows: refused } = done.refused as { count: number; rows: { row: number }[] };
    assert.deepEqual([count, refused.map(({ row }) => row)], [2, [3, 4]]);
  });

  const [first, second] = rowsOf(2) as [ReturnType<typeof rowsOf>[0], ReturnType<typeof rowsOf>[0]];
  const head = "start_utc,end_utc,generation_power_kw";
  const line = ({ start_utc, end_utc }: typeof first, kw: string) =>
    `${start_utc},${end_utc},${kw}`;
  const good = line(first, "1");
  const accepted: Record<string, string> = {
    "a byte order mark and CR LF": `\ufeff${head}\r\n${good}\r\n`,
    "CR, and no end after the last line": `${head}\r${good}`,
    "empty lines": `\n${head}\n\n${good}\n\n`,
    "quotes":
      `"start_utc","end_utc",generation_power_kw\n"${first.start_utc}",${first.end_utc},"1"\n`,
    "a length instead of an end":
      `period_minutes,start_utc,generation_power_kw\n15,${first.start_utc},1e0\n`,
    "an offset of the hour that a clock repeats":
      `${head}\n2025-10-26T01:30:00+00:00,2025-10-26T03:30:00+01:00,1\n`,
  };
  for (const [name, body] of Object.entries(accepted)) {
    it(`takes CSV with ${name}`, async () => {
      assert.equal((await storedBy(await sendLines(app, path(), body, CSV))).inserted, 1);
    });
  }

  const refused: Record<string, [body: string, detail: RegExp]> = {
    "nothing": ["", /^Line 1: name the columns: start_utc/],
    "a header alone": [`${head}\n`, /^Send values\./],
    "no column of power": ["start_utc,end_utc\n", /^Line 1: The column generation_power_kw is/],
    "an unknown column": [`${head},note\n`, /^Line 1: "note" is not known here/],
    "semicolons": [`${head.replaceAll(",", ";")}\n`, /^Line 1: /],
    "a comma in a number": [
      `${head}\n${line(first, "1,5")}\n`,
      /^Line 2: .* 4 cells, the header 3/,
    ],
    "a quoted comma in a number": [
      `${head}\n${line(first, '"1,5"')}\n`,
      /^Line 2: generation_power_kw: "1,5" is no finite number/,
    ],
    "a number of 400 digits": [
      `${head}\n${good}\n${line(second, "1".repeat(400))}`,
      /^Line 3: generation_power_kw: Infinity is no finite number/,
    ],
    "an hour that no clock shows": [
      `${head}\n2026-03-29T02:30:00,2026-03-29T03:00:00Z,1\n`,
      /^Line 2: start_utc: .* no time with its offset/,
    ],
    "a second value of a period": [
      `${head}\n${good}\n${line(second, "2")}\n${line(first, "3")}\n`,
      /^Line 4 .* row 2 has another value for this period/,
    ],
  };
  for (const [name, [body, detail]] of Object.entries(refused)) {
    it(`refuses CSV with ${name}`, async () => {
      assert.match((await problemOf(await sendLines(app, path(), body, CSV), 422)).detail, detail);
    });
  }

  it("refuses lines that are no JSON, no object, or no text, by their number", async () => {
    const start = `${JSON.stringify(first)}\n`;
    const bytes = new TextEncoder().encode(`${start}{"a": "b"}\n`);
    bytes[start.length + 3] = 0xff;
    const cases: [string | typeof bytes, RegExp][] = [
      [`${start}{"start_utc": \n`, /^Line 2: This line is no JSON/],
      [`${start}[1]\n`, /^Line 2/],
      [bytes, /^Line 2: .*not UTF-8/],
      [`${start}{"generation_power_kw": NaN}\n`, /^Line 2: /],
    ];
    for (const [body, detail] of cases) {
      assert.match(
        (await problemOf(await sendLines(app, path(), body, NDJSON), 422)).detail,
        detail,
      );
    }
  });

  it("finds sites by their clients' numbers, and refuses one that two sites have", async () => {
    const row = { client_site_id: 7, ...first };
    const send = () => sendLines(app, "/generation", asNdjson([row]), NDJSON);
    assert.equal((await storedBy(await send())).inserted, 1);
    const unknown = await sendLines(
      app,
      "/generation",
      asCsv([{ ...row, client_site_id: 8 }]),
      CSV,
    );
    assert.match((await problemOf(unknown, 404)).detail, /^Line 2: there is no such site here/);
    await app.database.owner`
      update sites set client_site_id = 7 where site_uuid = ${app.cast.sites.bare}`;
    assert.match((await problemOf(await send(), 422)).detail, /^Line 1: .*Several sites/);
    await app.database.owner`
      update sites set client_site_id = null where site_uuid = ${app.cast.sites.bare}`;
  });

  it("stores nothing in a dry run, and says what would become of the rows", async () => {
    const body = asCsv(rowsOf(3));
    const done = await storedBy(await sendLines(app, `${path()}?dry_run=true`, body, CSV), 200);
    assert.deepEqual([done.inserted, done.batch_id], [3, null]);
    const json = await withToken(app, app.cast.alice.token)
      .post(`/api/v1${path()}?dry_run=true`, { values: rowsOf(3) });
    assert.deepEqual(await storedBy(json, 200), done);
    assert.deepEqual([(await stored()).length, await staged()], [0, 0]);
  });

  it("replaces, and tells conflicts by their lines", async () => {
    await storedBy(await sendLines(app, path(), asCsv([first, second]), CSV));
    const other = asCsv([first, { ...second, generation_power_kw: 3 }]);
    const kept = await storedBy(await sendLines(app, path(), other, CSV));
    assert.deepEqual([kept.unchanged, kept.first_conflict], [1, "Line 3"]);
    const replaced = await storedBy(await sendLines(app, `${path()}?replace=true`, other, CSV));
    assert.equal(replaced.replaced, 1);
  });

  it("takes more rows than one piece has, in any order, and finds what contradicts", async () => {
    const rows = rowsOf(1100, "2026-01-01T00:00:00Z");
    const twice = [...rows.slice(1), rows[0]!, rows[1]!];
    const done = await storedBy(await sendLines(app, path(), asCsv(twice), CSV));
    assert.deepEqual([done.inserted, done.unchanged], [1100, 1]);
    const wrong = [...rows, { ...rows[5]!, generation_power_kw: 4.5 }, { ...first, end_utc: "" }];
    const { detail } = await problemOf(await sendLines(app, path(), asCsv(wrong), CSV), 422);
    assert.match(detail, /^Line 1102 .*row 7 has another value/);
    const skipped = await sendLines(app, `${path()}?on_invalid=skip`, asCsv(wrong), CSV);
    const { unchanged, refused } = await storedBy(skipped);
    assert.deepEqual([unchanged, (refused as { count: number }).count], [1100, 2]);
  });

  it("ends a body at the limits of rows and of bytes, also where gzip hides them", async () => {
    const rows = `${head}\n${`${good}\n`.repeat(5001)}`;
    const many = await sendLines(app, path(), rows, { ...CSV, isPacked: true });
    assert.match((await problemOf(many, 413)).detail, /5,000 rows/);
    const bomb = await sendLines(app, path(), `${head}\n${" ".repeat(3 * 1024 ** 2)}`, {
      ...CSV,
      isPacked: true,
    });
    assert.match((await problemOf(bomb, 413)).detail, /may have 2 MB/);
    assert.equal(await staged(), 0);
  });

  it("leaves nothing behind when the client stops, and when gzip is cut off", async () => {
    const rows = asCsv(rowsOf(1200, "2026-01-01T00:00:00Z"));
    const breaking = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(rows));
      },
      pull(controller) {
        controller.error(new Error("the client is gone"));
      },
    });
    const headers = { authorization: `Bearer ${app.cast.alice.token}`, "content-type": "text/csv" };
    const init = { method: "POST", headers, body: breaking };
    await problemOf(await app.fetch(`/api/v1${path()}`, init), 400);
    assert.deepEqual([(await stored()).length, await staged()], [0, 0]);
  });

  it("is refused to readers before it is read, and JSON may be packed, too", async () => {
    const packed = new Blob([JSON.stringify({ values: rowsOf(2) })]).stream()
      .pipeThrough(new CompressionStream("gzip"));
    const response = await app.fetch(`/api/v1${path()}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${app.cast.alice.token}`,
        "content-type": "application/json",
        "content-encoding": "gzip",
      },
      body: packed,
    });
    assert.equal((await storedBy(response)).inserted, 2);
  });
});
