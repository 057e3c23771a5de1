import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../../support/app.ts";
import { problemOf } from "../../../support/problem.ts";
import { UPLOAD_KINDS, type UploadKind } from "../../../support/upload_kinds.ts";
import { until } from "../../../support/until.ts";
import { asCsv, asNdjson, type Sending, sendLines, storedBy } from "../../../support/uploads.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

type Rows = ReturnType<UploadKind["rows"]>;
type Format = [type: Sending["type"], written: (kind: UploadKind, rows: Rows) => string];

const FORMATS: Format[] = [
  ["application/json", (kind, rows) => JSON.stringify(kind.json(rows))],
  ["application/x-ndjson", (_, rows) => asNdjson(rows)],
  ["text/csv", (_, rows) => asCsv(rows)],
];

for (const kind of UPLOAD_KINDS) {
  const send = (body: string | Uint8Array<ArrayBuffer>, sending: Sending, query = "") =>
    sendLines(app, kind.path(app) + query, body, sending);
  const post = (body: ReadableStream) => {
    const headers = { authorization: `Bearer ${app.cast.alice.token}`, "content-type": "text/csv" };
    return app.fetch(`/api/v1${kind.path(app)}`, { method: "POST", headers, body });
  };
  const left = async () => [(await kind.stored(app)).length, await kind.staged(app)];

  describe(`${kind.name} in each format`, () => {
    beforeEach(() => kind.clear(app));

    it("is the same once stored, also packed, and with rows split over chunks", async () => {
      const rows = kind.rows(30);
      const seen: unknown[] = [];
      for (const [type, written] of FORMATS) {
        for (const isPacked of [false, true]) {
          const sending = { type, isPacked, chunk: 7 };
          const { batch_id: _, ...done } = await storedBy(await send(written(kind, rows), sending));
          seen.push([done, await kind.stored(app), await kind.staged(app)]);
          await kind.clear(app);
        }
      }
      const [[done, stored]] = seen as [[{ inserted: number }, readonly unknown[]]];
      assert.deepEqual([done.inserted, stored.length], [30, 30]);
      for (const one of seen) assert.deepEqual(one, [done, stored, 0]);
    });

    for (const [type, written] of FORMATS) {
      it(`is refused whole for a wrong first, middle or last row of ${type}`, async () => {
        for (const at of [0, 4, 9]) {
          const rows = kind.rows(10);
          rows[at]![kind.power] = 60;
          const sending = { type, isPacked: at === 4 };
          const { detail, errors } = await problemOf(await send(written(kind, rows), sending), 422);
          const place = placeOf(type, at);
          assert.ok(detail.startsWith(`${place} (site ${app.cast.sites.plant}, `), detail);
          const [error] = errors!;
          if (type === "application/json") {
            assert.equal(error!.pointer, `#/values/${at}/${kind.power}`);
          } else {
            assert.deepEqual([`Line ${error!.row}`, error!.column], [place, kind.power]);
          }
        }
        assert.deepEqual(await left(), [0, 0]);
      });
    }

    const [first, second] = kind.rows(2) as [Rows[0], Rows[0]];
    const names = [...Object.keys(kind.head), "start_utc", "end_utc", kind.power];
    const head = names.join();
    const line = (row: Rows[0], kw: string) =>
      [...Object.values(kind.head), row.start_utc, row.end_utc, kw].join();
    const good = line(first, "1");
    const inRun = (...cells: string[]) => [...Object.values(kind.head), ...cells].join();
    const accepted: Record<string, string> = {
      "a byte order mark and CR LF": `\ufeff${head}\r\n${good}\r\n`,
      "CR, and no end after the last line": `${head}\r${good}`,
      "empty lines": `\n${head}\n\n${good}\n\n`,
      "quotes": `${names.map((name) => `"${name}"`)}\n"${good.split(",").join('","')}"\n`,
      "a length instead of an end": `${head.replace("end_utc", "period_minutes")}\n${
        inRun(first.start_utc, "15", "1e0")
      }\n`,
      "offsets of the hour that a clock repeats": `${head}\n${
        inRun("2025-10-26T01:30:00+00:00", "2025-10-26T03:30:00+01:00", "1")
      }\n`,
    };
    it("is taken from CSV however it is written", async () => {
      for (const [name, body] of Object.entries(accepted)) {
        const { inserted } = await storedBy(await send(body, { type: "text/csv" }));
        assert.equal(inserted, 1, name);
        await kind.clear(app);
      }
    });

    const refused: Record<string, [body: string, detail: RegExp]> = {
      "nothing": ["", /^Line 1: name the columns: \w+_utc/],
      "a header alone": [`${head}\n`, /^Send values\./],
      "no column of power": [`${head.replace(`,${kind.power}`, "")}\n`, /^Line 1: The column \w+/],
      "an unknown column": [`${head},note\n`, /^Line 1: "note" is not known here/],
      "semicolons": [`${head.replaceAll(",", ";")}\n`, /^Line 1: /],
      "a comma in a number": [`${head}\n${line(first, "1,5")}\n`, /^Line 2: .* cells, the header/],
      "a quoted comma in a number": [
        `${head}\n${line(first, '"1,5"')}\n`,
        /^Line 2: \w+_power_kw: "1,5" is no finite number/,
      ],
      "a number of 400 digits": [
        `${head}\n${good}\n${line(second, "1".repeat(400))}`,
        /^Line 3: \w+_power_kw: Infinity is no finite number/,
      ],
      "an hour that no clock shows": [
        `${head}\n${inRun("2026-03-29T02:30:00", "2026-03-29T03:00:00Z", "1")}\n`,
        /^Line 2: start_utc: .* no time with its offset/,
      ],
      "a second value": [
        `${head}\n${good}\n${line(second, "2")}\n${line(first, "3")}\n`,
        /^Line 4 .* row 2 has another value for this/,
      ],
    };
    it("is refused in CSV by a sentence that names the line", async () => {
      for (const [name, [body, detail]] of Object.entries(refused)) {
        const problem = await problemOf(await send(body, { type: "text/csv" }), 422);
        assert.match(problem.detail, detail, name);
      }
      assert.deepEqual(await left(), [0, 0]);
    });

    it("is refused in NDJSON where a line is no JSON, no object or no text", async () => {
      const start = `${JSON.stringify(first)}\n`;
      const bytes = new TextEncoder().encode(`${start}{"a": "b"}\n`);
      bytes[start.length + 3] = 0xff;
      const digits = JSON.stringify(second).replace(/(_power_kw":)[\d.]+/, `$1${"1".repeat(400)}`);
      const cases: [string | typeof bytes, RegExp][] = [
        ["", /^Send values\./],
        [`${start}{"start_utc": \n`, /^Line 2: This line is no JSON/],
        [`${start}[1]\n`, /^Line 2/],
        [bytes, /^Line 2: .*not UTF-8/],
        [`${start}{"start_utc": NaN}\n`, /^Line 2: /],
        [`${start}${digits}\n`, /^Line 2: \w+_power_kw: Infinity is no finite number/],
      ];
      for (const [body, detail] of cases) {
        const problem = await problemOf(await send(body, { type: "application/x-ndjson" }), 422);
        assert.match(problem.detail, detail);
      }
    });

    it("skips wrong lines where that is wanted, and lists them", async () => {
      const rows = kind.rows(4);
      const sent = rows.map((row, i) => i === 1 ? { ...row, start_utc: "noon" } : row);
      const lines = asCsv(sent).split("\n");
      lines[3] += ",1";
      const body = lines.join("\n");
      const done = await storedBy(await send(body, { type: "text/csv" }, "?on_invalid=skip"));
      const { count, rows: listed } = done.refused as { count: number; rows: { row: number }[] };
      assert.deepEqual([done.inserted, count, listed.map(({ row }) => row)], [2, 2, [3, 4]]);
    });

    it("takes more rows than one piece has, in any order, and finds what contradicts", async () => {
      const rows = kind.rows(1100, "2026-01-01T00:00:00Z").map((row) =>
        kind.head.timestamp_utc ? { ...row, timestamp_utc: "2026-01-01T00:00:00Z" } : row
      );
      const twice = [...rows.slice(1), rows[0]!, rows[1]!];
      const { inserted, unchanged } = await storedBy(
        await send(asCsv(twice), { type: "text/csv" }),
      );
      assert.deepEqual([inserted, unchanged], [1100, 1]);
      const wrong = [...rows, { ...rows[5]!, [kind.power]: 4.5 }, { ...first, end_utc: "" }];
      const { detail } = await problemOf(await send(asCsv(wrong), { type: "text/csv" }), 422);
      assert.match(detail, /^Line 1102 .*row 7 has another value/);
      const skipped = await send(asCsv(wrong), { type: "text/csv" }, "?on_invalid=skip");
      const done = await storedBy(skipped);
      assert.deepEqual([done.unchanged, (done.refused as { count: number }).count], [1100, 2]);
    });

    it("ends at the limits of rows and of bytes, also where gzip hides them", async () => {
      const many = `${head}\n${`${good}\n`.repeat(5001)}`;
      const sending = { type: "text/csv", isPacked: true } as const;
      assert.match((await problemOf(await send(many, sending), 413)).detail, /5,000 rows/);
      const bomb = `${head}\n${" ".repeat(3 * 1024 ** 2)}`;
      assert.match((await problemOf(await send(bomb, sending), 413)).detail, /may have 2 MB/);
      assert.equal(await kind.staged(app), 0);
    });

    it("leaves nothing behind when the client stops in the middle", async () => {
      const rows = asCsv(kind.rows(2600, "2026-05-01T00:00:00Z"));
      async function* body() {
        yield new TextEncoder().encode(rows);
        await until(async () => await kind.staged(app) > 0);
        throw new Error("the client is gone");
      }
      await problemOf(await post(ReadableStream.from(body())), 400);
      assert.deepEqual(await left(), [0, 0]);
    });

    it("is not stored in part when a crash of PostgreSQL empties what was kept of it", async () => {
      const lines = asCsv(kind.rows(2600, "2026-05-01T00:00:00Z")).split(/(?<=\n)/);
      async function* body() {
        const encoder = new TextEncoder();
        yield encoder.encode(lines.slice(0, 2500).join(""));
        await until(async () => await kind.staged(app) > 0);
        await app.database.owner`truncate app.staged_generation, app.staged_runs`;
        yield encoder.encode(lines.slice(2500).join(""));
      }
      const response = await post(ReadableStream.from(body()));
      assert.match((await problemOf(response, 503)).detail, /Nothing was stored: send them again/);
      assert.deepEqual(await left(), [0, 0]);
    });

    it("is stored nowhere in a dry run, which says what would become of it", async () => {
      const rows = kind.rows(3);
      const told: unknown[] = [];
      for (const [type, written] of FORMATS) {
        const response = await send(written(kind, rows), { type }, "?dry_run=true");
        told.push(await storedBy(response, 200));
      }
      assert.deepEqual(told, [told[0], told[0], told[0]]);
      assert.equal((told[0] as { inserted: number }).inserted, 3);
      assert.deepEqual(await left(), [0, 0]);
    });
  });
}

const placeOf = (type: string, at: number) => {
  if (type === "application/json") return `Row ${at + 1}`;
  return `Line ${at + (type === "text/csv" ? 2 : 1)}`;
};
