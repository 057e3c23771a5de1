import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import "../../support/properties.ts";
import { readBulk } from "../../../domain/loggers/emoncms/bulk.ts";
import type { Input, Parameters } from "../../../domain/loggers/emoncms/input.ts";
import { readPost } from "../../../domain/loggers/emoncms/post.ts";

const NOW = 1_000_000;

/** Returns readings as [variable, seconds, value], or the sentence that refuses them. */
function shown({ readings, error }: Input) {
  const rows = readings.map(({ variable, time, value }) => [variable, time / 1e6, value]);
  return error === undefined ? rows : [...rows, error];
}
const post = (parameters: Parameters, node?: string) => shown(readPost(parameters, NOW, node));
const bulk = (data: string, parameters: Parameters = {}) =>
  shown(readBulk({ data, ...parameters }, NOW));

describe("EmonCMS /input/post", () => {
  it("reads JSON with and without quotes, lists of values, and both", () => {
    const both = [["10/power1", NOW, 100], ["10/power2", NOW, -2.5]];
    assert.deepEqual(post({ node: "10", json: "{power1:100,power2:-2.5}" }), both);
    assert.deepEqual(post({ node: "10", json: '{"power1": 100, "power2": -2.5}' }), both);
    assert.deepEqual(post({ node: "x", fulljson: '{"a b":1.5}' }), [["x/a b", NOW, 1.5]]);
    const three = [["0/1", NOW, 100], ["0/2", NOW, 200], ["0/3", NOW, 0.3]];
    assert.deepEqual(post({ csv: "100,200,.3" }), three);
    assert.deepEqual(post({ data: "100,200,3e-1" }), three);
    assert.deepEqual(post({ fulljson: "[100,200,0.3]" }), three);
    assert.deepEqual(post({ data: "{a:1,5,b:2,6}" }), [
      ["0/a", NOW, 1],
      ["0/1", NOW, 5],
      ["0/b", NOW, 2],
      ["0/2", NOW, 6],
    ]);
  });

  it("takes the node of the address, then the parameter, without odd characters, then 0", () => {
    assert.deepEqual(post({ node: "b", csv: "1" }, "a"), [["a/1", NOW, 1]]);
    assert.deepEqual(post({ node: "emon Tx_1-2.3/é<b>", csv: "1" }), [[
      "emon Tx_1-2.3éb/1",
      NOW,
      1,
    ]]);
    assert.deepEqual(post({ node: "/<>", csv: "1" }), [["0/1", NOW, 1]]);
  });

  it("takes the time of the parameter, then that of the JSON, in whole seconds", () => {
    const at = (time: unknown, json = "{a:1}") => post({ json, time })[0]?.[1];
    assert.equal(at("1387730127"), 1387730127);
    assert.equal(at("1387730127.9"), 1387730127);
    assert.equal(at(1387730127), 1387730127);
    assert.equal(at(""), NOW);
    assert.equal(at("2013-12-22T16:35:27Z"), 1387730127);
    assert.equal(at("2013-12-22 16:35:27"), 1387730127);
    assert.equal(at("2013-12-22T17:35:27+01:00"), 1387730127);
    assert.deepEqual(post({ json: "{a:1}", time: "soon" }), ["Format error, time is not valid"]);
    const inside = '{"a":1,"Time":1387730127}';
    assert.deepEqual(post({ fulljson: inside }), [["0/a", 1387730127, 1]]);
    assert.deepEqual(post({ fulljson: inside, time: "7" }), [["0/a", 7, 1]]);
  });

  it("leaves out null and what is no number, and takes states and numbers in quotes", () => {
    const input = readPost({ fulljson: '{"a":null,"b":"x","c":true,"d":"7","e":false}' }, NOW);
    assert.deepEqual(shown(input), [["0/c", NOW, 1], ["0/d", NOW, 7], ["0/e", NOW, 0]]);
    assert.equal(input.leftOut, 1);
    assert.deepEqual(post({ csv: "1,null,3" }), [["0/1", NOW, 1], ["0/3", NOW, 3]]);
    assert.deepEqual(post({ json: "{a:null,b:2}" }), [["0/b", NOW, 2]]);
  });

  it("refuses the rest with the sentences of EmonCMS", () => {
    const notNumeric = "Format error, json value is not numeric";
    assert.deepEqual(post({ json: "{power1:abc}" }), [notNumeric]);
    assert.deepEqual(post({ json: "{a:1,b:}" }), [notNumeric]);
    assert.deepEqual(post({ json: "{a:1,b:1e999}" }), [notNumeric]);
    assert.deepEqual(post({ fulljson: '{"a":1,"b":1e999}' }), [["0/a", NOW, 1], notNumeric]);
    assert.deepEqual(post({ json: "{:5}" }), [
      "Format error, json key missing or invalid character",
    ]);
    assert.deepEqual(post({ csv: "1,,3" }), ["Format error: csv value is not numeric"]);
    assert.deepEqual(post({ csv: "NaN" }), ["Format error: csv value is not numeric"]);
    const nothing = "Request contains no data via csv, json or data tag";
    assert.deepEqual(post({ node: "1" }), [nothing]);
    assert.deepEqual(post({ csv: "" }), [nothing]);
    for (const fulljson of ["{a:1}", '{"a":{"b":1}}', '{"a":[1]}', "7", "null", "{"]) {
      assert.deepEqual(post({ fulljson }), ["Input in not a valid JSON object"], fulljson);
    }
  });
});

describe("EmonCMS /input/bulk", () => {
  const three = "[[0,16,1137],[2,17,1437,3164],[4,19,1412,3077]]";
  const times = (
    data: string,
    parameters?: Parameters,
  ) => [...new Set(bulk(data, parameters).map((row) => row[1]))];

  it("counts offsets from the last item, from when it was sent, or from a time", () => {
    assert.deepEqual(bulk(three), [
      ["16/1", NOW - 4, 1137],
      ["17/1", NOW - 2, 1437],
      ["17/2", NOW - 2, 3164],
      ["19/1", NOW, 1412],
      ["19/2", NOW, 3077],
    ]);
    const late = "[[520,16,1137],[530,17,1437,3164],[535,19,1412,3077]]";
    const [first, second, third] = [NOW - 23, NOW - 13, NOW - 8];
    assert.deepEqual(times(late, { sentat: "543" }), [first, second, third]);
    assert.deepEqual(times(late, { offset: "543" }), [first, second, third]);
    const before = "[[-10,16,1137],[-8,17,1437,3164],[-6,19,1412,3077]]";
    assert.deepEqual(times(before, { offset: "-10" }), [NOW, NOW + 2, NOW + 4]);
    const since = 1387730127;
    assert.deepEqual(times(before, { time: since }), [since - 10, since - 8, since - 6]);
    assert.deepEqual(times(before, { time: "0", sentat: "0" }), [NOW - 10, NOW - 8, NOW - 6]);
    assert.deepEqual(times("[[1.9,5,1],[3.2,5,1]]"), [NOW - 2, NOW]);
  });

  it("skips null, which keeps its place, and gives none to values with a name", () => {
    assert.deepEqual(bulk("[[0,16,null,5]]"), [["16/2", NOW, 5]]);
    assert.deepEqual(bulk('[[0,16,"","7"]]'), [["16/2", NOW, 7]]);
    assert.deepEqual(bulk('[[0,"emonTx",1,{"power1":2},3]]'), [
      ["emonTx/1", NOW, 1],
      ["emonTx/power1", NOW, 2],
      ["emonTx/2", NOW, 3],
    ]);
    assert.deepEqual(bulk("[[0,16],[0,16,1]]"), [["16/1", NOW, 1]]);
    assert.deepEqual(bulk('[[0,"",1],[0,null,2]]'), [["0/1", NOW, 1], ["0/1", NOW, 2]]);
    const input = readBulk({ data: '[[0,16,"on",5]]' }, NOW);
    assert.deepEqual([shown(input), input.leftOut], [[["16/2", NOW, 5]], 1]);
  });

  it("refuses the rest with the sentences of EmonCMS, and keeps what came before", () => {
    for (const data of ["[]", "", "{}", "[[0,16,1]", "7", "null"]) {
      assert.deepEqual(bulk(data), ["Format error, json string supplied is not valid"], data);
    }
    const last = "Format error, last item in bulk data does not contain any data";
    assert.deepEqual(bulk("[[0,16,1],[]]"), [last]);
    assert.deepEqual(bulk("[[0,16,1],7]"), [last]);
    assert.deepEqual(bulk('[[0,16,1],[0,{"a":1},1],[0,17,1]]'), [
      ["16/1", NOW, 1],
      "Format error, node must not be an object",
    ]);
    assert.deepEqual(bulk(three, { sentat: "x" }), ["Format error, sentat is not numeric"]);
  });
});

describe("hostile text", () => {
  it("is refused before it takes long: what is deep, and what has too many values", () => {
    const deep = "[".repeat(1e6) + "]".repeat(1e6);
    assert.deepEqual(post({ fulljson: deep }), ["Input in not a valid JSON object"]);
    assert.deepEqual(bulk(deep), ["Format error, json string supplied is not valid"]);
    assert.deepEqual(bulk('[[0,"[[[[[[[[[[\\"[[",1]]'), [["0/1", NOW, 1]]);
    const many = "1,".repeat(100_000) + "1";
    const most = "Send at most 100,000 values at once";
    assert.deepEqual(post({ csv: many }), [most]);
    assert.deepEqual(post({ fulljson: `[${many}]` }), [most]);
    assert.deepEqual(bulk(`[[0,1,${many}]]`), [most]);
    assert.deepEqual(bulk(`[${`[0,1,1],`.repeat(100_001)}[0,1,1]]`), [most]);
  });
});

describe("any text", () => {
  it("gives finite values at whole microseconds, never an exception", () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string({ unit: fc.constantFrom(..."[{,:1e9-}") }),
    );
    fc.assert(fc.property(text, fc.option(text), fc.option(text), (data, time, node) => {
      for (const name of ["json", "fulljson", "csv", "data"]) {
        check(readPost({ [name]: data, time, node }, NOW));
      }
      check(readBulk({ data, time }, NOW));
    }));
    check(readBulk({ data: "[[1e300,1,1]]", time: -1e300 }, NOW));
  });

  function check({ readings, error }: Input) {
    assert.notEqual(error, "");
    for (const { time, value, variable } of readings) {
      assert.ok(Number.isSafeInteger(time) && Number.isFinite(value) && variable.includes("/"));
    }
  }
});
