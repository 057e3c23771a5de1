import "../../support/properties.ts";
import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { parseLines } from "../../../domain/loggers/line_protocol/parse.ts";
import type { Precision } from "../../../domain/loggers/line_protocol/times.ts";

const NOW = 1_790_000_123_456_789;
const utf8 = new TextEncoder();

/** Reads a body to readings as `variable value time`, and to its faults with their lines. */
function read(body: string | Uint8Array, precision: Precision = "ns") {
  const bytes = typeof body === "string" ? utf8.encode(body) : body;
  const pieces = [...parseLines(bytes, { precision, now: NOW })];
  const readings = pieces.flatMap(({ readings }) => readings);
  return {
    readings: readings.map(({ variable, time, value }) => `${variable} ${value} ${time}`),
    lines: pieces.flatMap(({ lines }) => lines),
    texts: pieces.reduce((sum, { texts }) => sum + texts, 0),
    faults: pieces.flatMap(({ faults }) => faults).map(({ line, message }) => `${line} ${message}`),
  };
}

const AT = "1790000000000000000";
const TIME = 1_790_000_000_000_000;

/** Lines that influxd 1.6.7 takes, and what it stores, but for the last five. */
const TAKEN: [string, string[], Precision?][] = [
  [`m v=1 ${AT}`, [`m.v 1 ${TIME}`]],
  [`m,b=2,a=1 v=1i,w=2 ${AT}`, [`m,a=1,b=2.v 1 ${TIME}`, `m,a=1,b=2.w 2 ${TIME}`]],
  [String.raw`my\ m\,x,t\ g=a\=b\,c f\ 1=2.5 ${AT}`, [`my m,x,t g=a=b,c.f 1 2.5 ${TIME}`]],
  [String.raw`m s="a, b=c \"d\" \\",v=4 ${AT}`, [`m.v 4 ${TIME}`]],
  [`m s="two\nlines",v=4 ${AT}`, [`m.v 4 ${TIME}`]],
  [`m a=t,b=T,c=true,d=True,e=TRUE 1`, [..."abcde"].map((field) => `m.${field} 1 0`)],
  [`m a=f,b=F,c=false,d=False,e=FALSE 1`, [..."abcde"].map((field) => `m.${field} 0 0`)],
  [`m v=1e3,w=-1.5E-2,y=.5,z=5.,i=-5i,e=1e+3 1`, [
    "m.v 1000 0",
    "m.w -0.015 0",
    "m.y 0.5 0",
    "m.z 5 0",
    "m.i -5 0",
    "m.e 1000 0",
  ]],
  ["m v=1 1790000000", [`m.v 1 ${TIME}`], "s"],
  ["m v=1 1790000000000", [`m.v 1 ${TIME}`], "ms"],
  ["m v=1 1790000000000000", [`m.v 1 ${TIME}`], "u"],
  ["m v=1 29833333", ["m.v 1 1789999980000000"], "m"],
  ["m v=1 497222", ["m.v 1 1789999200000000"], "h"],
  [`m v=1 1790000000000000999`, [`m.v 1 ${TIME}`]],
  ["m v=1 -1", ["m.v 1 -1"]],
  ["m v=1", [`m.v 1 ${NOW}`]],
  ["m v=1 ", [`m.v 1 ${NOW}`]],
  [`m v=1,v=2 ${AT}`, [`m.v 1 ${TIME}`, `m.v 2 ${TIME}`]],
  [`m  v=1  ${AT}`, [`m.v 1 ${TIME}`]],
  [` \tm v=1 ${AT} `, [`m.v 1 ${TIME}`]],
  [`\n\nm v=1i ${AT}\n\n# m v=3\n  # "\nm v=2i ${AT}\n`, [`m.v 1 ${TIME}`, `m.v 2 ${TIME}`]],
  [`m,t=ü,u=日 v=1 ${AT}`, [`m,t=ü,u=日.v 1 ${TIME}`]],
  ["m v=9223372036854775807i,w=-9223372036854775808i 1", [
    "m.v 9223372036854776000 0",
    "m.w -9223372036854776000 0",
  ]],
  ["m v=1e-400 1", ["m.v 0 0"]],
  ["", []],
  // What follows is refused there, and taken here.
  [`m v=1 ${AT}\r\nm v=2 ${AT}\r\n`, [`m.v 1 ${TIME}`, `m.v 2 ${TIME}`]],
  ["m v=5u,w=18446744073709551615u 1", ["m.v 5 0", "m.w 18446744073709552000 0"]],
  ["m v=1i 1\nm v=2.5 2", ["m.v 1 0", "m.v 2.5 0"]],
  [`# a="b\nm v=1 ${AT}`, [`m.v 1 ${TIME}`]],
  ["m v=1 1790000000000000", [`m.v 1 ${TIME}`], "us"],
];

/** Lines that influxd 1.6.7 refuses, and how. */
const REFUSED: [string, string, Precision?][] = [
  ["m v=1e3,w=-1.5E-2,x=+2,y=.5,z=5. 1", "invalid boolean"],
  ["m v=+2 1", "invalid boolean"],
  ["m v=1e400 1", "invalid float"],
  [`m v=${"9".repeat(400)} 1`, "invalid float"],
  ["m v=1e 1", "invalid float"],
  [
    "m v=9223372036854775808i 1",
    'unable to parse integer 9223372036854775808: strconv.ParseInt: parsing "9223372036854775808": value out of range',
  ],
  [
    "m v=18446744073709551616u 1",
    'unable to parse unsigned 18446744073709551616: strconv.ParseUint: parsing "18446744073709551616": value out of range',
  ],
  ["m v=-5u 1", "invalid number"],
  ["m v=NaN 1", "invalid number"],
  ["m v=-inf 1", "invalid number"],
  ["m v=Inf 1", "invalid boolean"],
  ["m v=1.2.3 1", "invalid number"],
  ["m v=. 1", "invalid number"],
  ["m v=1.5i 1", "invalid number"],
  ["m v=0x10 1", "invalid number"],
  ["m v=tRUE 1", "invalid boolean"],
  ["m v=abc 1", "invalid boolean"],
  ["m v= 1", "missing field value"],
  ["m v=", "missing field value"],
  ["m =1 1", "missing field key"],
  ["m v=1,=2 1", "missing field key"],
  ["m v 1", "invalid field format"],
  ["m v=1, 1", "invalid field format"],
  ["m v=1,w 1", "invalid field format"],
  ["m ", "invalid field format"],
  ["m", "missing fields"],
  ["m,t=a", "missing fields"],
  [",t=a v=1 1", "missing measurement"],
  ["m, v=1 1", "missing tag key"],
  ["m,=a v=1 1", "missing tag key"],
  ["m,t v=1 1", "missing tag value"],
  ["m,t= v=1 1", "missing tag value"],
  ["m,t=a=b v=1 1", "invalid tag format"],
  ["m,b=1,a=2,b=3 v=1 1", "duplicate tags"],
  ['m v="unclosed 1', "unbalanced quotes"],
  ["m v=1 1790000000000000000 9", "point is invalid"],
  ["m v=1 1.5", "bad timestamp"],
  ["m v=1 abc", "bad timestamp"],
  ["m v=1 -", 'strconv.ParseInt: parsing "-": invalid syntax'],
  [
    "m v=1 9223372036854775808",
    'strconv.ParseInt: parsing "9223372036854775808": value out of range',
  ],
  [
    "m v=1 9223372037",
    "time outside range -9223372036854775806 - 9223372036854775806",
    "s",
  ],
];

describe("line protocol", () => {
  for (const [body, readings, precision] of TAKEN) {
    it(`takes ${JSON.stringify(body)}`, () => {
      const { faults, ...found } = read(body, precision);
      assert.deepEqual([found.readings, faults], [readings, []]);
    });
  }

  for (const [body, fault, precision] of REFUSED) {
    it(`refuses ${JSON.stringify(body.slice(0, 60))}`, () => {
      const quote = body.length > 200 ? `${body.slice(0, 200)}…` : body;
      const { readings, faults } = read(body, precision);
      assert.deepEqual([readings, faults], [[], [`1 unable to parse '${quote}': ${fault}`]]);
    });
  }

  it("keeps good lines beside bad ones, and numbers both as they were sent", () => {
    const body = 'm v=1 1\n\nm v=\nm s="two\nlines",v=2 2000\nm v=oops\nm v=3 3000';
    assert.deepEqual(read(body), {
      readings: ["m.v 1 0", "m.v 2 2", "m.v 3 3"],
      lines: [1, 4, 7],
      texts: 1,
      faults: [
        "3 unable to parse 'm v=': missing field value",
        "6 unable to parse 'm v=oops': invalid boolean",
      ],
    });
  });

  it("keeps the lines after a quote that does not end", () => {
    const { readings, lines, faults } = read('m v=1 1\nm s="x 2\nm v=3 3000\nm s="y",v=4 4000');
    assert.deepEqual([readings, lines], [["m.v 1 0", "m.v 3 3", "m.v 4 4"], [1, 3, 4]]);
    assert.deepEqual(faults, [`2 unable to parse 'm s="x 2': unbalanced quotes`]);
  });

  it("leaves nothing of a line that is bad further on", () => {
    assert.deepEqual(read('m a=1,s="x",b=oops 1\nm c=1 1').readings, ["m.c 1 0"]);
    assert.equal(read('m a=1,s="x",b=oops 1').texts, 0);
  });

  it("counts texts, and needs none of them", () => {
    assert.deepEqual(read('m s="a",t="b" 1'), { readings: [], lines: [], texts: 2, faults: [] });
  });

  it("refuses the lines that are not UTF-8 alone, and keeps a replacement character that was sent", () => {
    const body = new Uint8Array([
      ...utf8.encode("m,t=ü v=1 1\nm,t="),
      0xff,
      0xc3,
      ...utf8.encode(" v=2 2\nm,t=\u{FFFD} v=3 3\n"),
    ]);
    const { readings, faults } = read(body);
    assert.deepEqual(readings, ["m,t=ü.v 1 0", "m,t=\u{FFFD}.v 3 0"]);
    assert.deepEqual(faults, [
      "2 unable to parse 'm,t=\u{FFFD}\u{FFFD} v=2 2': invalid UTF-8",
    ]);
  });

  it("refuses a series of more than 64 KB, ten thousand tags and ten thousand fields with one sentence", () => {
    const long = "n".repeat(70_000);
    const tags = Array.from({ length: 10_000 }, (_, at) => `tag${9_999 - at}=x`).join();
    const fields = Array.from({ length: 10_001 }, (_, at) => `f${at}=1`).join();
    const { readings, faults } = read(`${long} v=1\nm,${tags} v=1\nm ${fields}\nm v=1 1`);
    assert.deepEqual(readings, ["m.v 1 0"]);
    assert.deepEqual(faults.map((fault) => fault.replace(/^(\d) .*': /, "$1 ")), [
      "1 max key length exceeded: 70000 > 65535",
      "2 max key length exceeded: 98891 > 65535",
      "3 too many fields: > 10000",
    ]);
  });

  it("reads bodies of many lines in pieces", () => {
    const body = Array.from({ length: 12_000 }, (_, at) => `m v=${at} ${at}000`).join("\n");
    const pieces = [...parseLines(utf8.encode(body), { precision: "ns", now: NOW })];
    assert.deepEqual(pieces.map(({ readings }) => readings.length), [5000, 5000, 2000]);
    assert.deepEqual(pieces.at(-1)!.readings.at(-1), {
      variable: "m.v",
      time: 11_999,
      value: 11_999,
    });
  });

  it("never throws, and reads or refuses each line, whatever the bytes", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(fc.constantFrom(...'mv=1, \\"\n\r\t#.eEiut-+0\0é'), { maxLength: 60 })
        .map((characters) => utf8.encode(characters.join(""))),
    );
    fc.assert(fc.property(bytes, fc.constantFrom("ns", "s", "h"), (body, precision) => {
      for (const { readings, lines, faults } of parseLines(body, { precision, now: NOW })) {
        assert.equal(readings.length, lines.length);
        assert.ok(
          readings.every(({ time, value }) => Number.isInteger(time) && Number.isFinite(value)),
        );
        assert.ok(faults.every(({ message }) => message.startsWith("unable to parse '")));
      }
    }));
  });

  it("reads back what was written, whatever the names and values", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 })
      .filter((text) => !/[\\\n\r\0\t"]/.test(text) && !/^[#\uFEFF ]|\s$/.test(text));
    const tags = fc.dictionary(name, name, { maxKeys: 4 });
    const value = fc.double({ noNaN: true, noDefaultInfinity: true });
    const point = fc.record({ measurement: name, tags, field: name, value });
    const time = fc.integer({ min: 0, max: 4_000_000_000_000_000 });
    fc.assert(fc.property(fc.array(fc.tuple(point, time), { maxLength: 5 }), (points) => {
      const body = points.map(([{ measurement, tags, field, value }, time]) => {
        const pairs = Object.entries(tags).map(([key, tag]) => `,${escaped(key)}=${escaped(tag)}`);
        const start = measurement.replace(/[, ]/g, "\\$&") + pairs.join("");
        return `${start} ${escaped(field)}=${value},text="\\"${value}, =" ${time}000`;
      });
      const wanted = points.map(([{ measurement, tags, field, value }, time]) => {
        const pairs = Object.entries(tags).sort(([a], [b]) => a < b ? -1 : 1);
        const series = [measurement, ...pairs.map(([key, tag]) => `${key}=${tag}`)].join();
        return `${series}.${field} ${value} ${time}`;
      });
      const { readings, texts, faults } = read(body.join("\n"));
      assert.deepEqual([readings, texts, faults], [wanted, points.length, []]);
    }));
  });
});

const escaped = (text: string) => text.replace(/[, =]/g, "\\$&");
