import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import "../../support/properties.ts";
import {
  type Board,
  boards,
  boardsById,
  KNOWN_BOARDS,
} from "../../../domain/loggers/frames/board.ts";
import { frameValues, readFrame } from "../../../domain/loggers/frames/frame.ts";
import { decodeFrames } from "../../../domain/loggers/frames/readings.ts";

const read = (line: string) => {
  const frame = readFrame(line);
  if (typeof frame === "string") throw new Error(frame);
  return frame;
};
const values = (line: string, board: Board) => frameValues(read(line), board);
const known = (id: number) => KNOWN_BOARDS.find((one) => one.id === id)!;
/** A board that is described by text, as a setting of a logger has it. */
const described = (id: number, ...variables: object[]) =>
  boards.parse([{ id, name: "Test", variables }])[0]!;

describe("frames of boards", () => {
  it("have a header and values where the description of the board says", () => {
    const basic = "057500005555cccccccc00000000";
    const { bits: _, ...header } = read(basic);
    const flags = [true, false, true, false, true];
    assert.deepEqual(header, { sender: 5, type: 3, flags, timestamp: 21845 });
    assert.deepEqual(values(basic, known(8)), [
      ["adc_channel_one", 3276],
      ["adc_channel_two", 3276],
      ["adc_channel_three", 3264],
      ["adc_channel_four", 0],
      ["adc_channel_five", 0],
    ]);
    const random = read("e32800002f19572076ac00000000");
    assert.deepEqual([random.sender, random.type, random.timestamp], [227, 1, 12057]);
    assert.deepEqual(random.flags, [false, true, false, false, false]);
    const board = described(
      227,
      { name: "a", offset: 0, bits: 16 },
      { name: "b", offset: 16, bits: 16 },
      { name: "all", offset: 0, bits: 64 },
      { name: "flag_two", offset: -36, bits: 1 },
    );
    assert.deepEqual(frameValues(random, board), [
      ["a", 22304],
      ["b", 30380],
      ["all", 6278148361660923904],
      ["flag_two", 1],
    ]);
  });

  it("are of the boards that blitz knows", () => {
    assert.deepEqual(values("0900000000010001ffff80000000", known(9)), [
      ["raw_adc", 1],
      ["motor_value", 65535],
      ["set_point", 32768],
    ]);
    const raw = Array.from({ length: 16 }, (_, at) => 2_000_000 + (at - 8) * 100_001);
    const payload = raw.map((one) => one.toString(16).padStart(8, "0")).join("");
    const expected = raw.map((one, at) => [`Channel_${at + 17}`, (one - 2e6) / 1e6]);
    assert.deepEqual(values(`0b0000000001${payload}`, known(11)), expected);
    assert.deepEqual(KNOWN_BOARDS.map(({ id }) => id), [3, 4, 8, 9, 10, 11]);
    boards.parse(KNOWN_BOARDS);
  });

  it("have any numbers of at most 64 bits, signed ones too", () => {
    const bits = fc.integer({ min: 1, max: 53 });
    fc.assert(
      fc.property(bits, fc.nat(200), fc.boolean(), fc.nat(), (bits, offset, signed, seed) => {
        const raw = BigInt.asUintN(bits, BigInt(seed) * 6364136223846793005n);
        const text = "0".repeat(48 + offset) + raw.toString(2).padStart(bits, "0");
        const padded = text.padEnd(Math.max(112, Math.ceil(text.length / 4) * 4), "0");
        const line = padded.match(/.{4}/g)!.map((four) => parseInt(four, 2).toString(16)).join("");
        const value = Number(signed ? BigInt.asIntN(bits, raw) : raw);
        const board = described(0, { name: "v", offset, bits, signed, zero: 5, scale: 0.01 });
        assert.deepEqual(values(line, board), [["v", (value - 5) / 100]]);
      }),
    );
  });

  it("that are short, unknown or no frames are listed, and the others read", () => {
    const lines = [
      "057500005555cccccccc00000000",
      "080000000001cccccccc00000000\r",
      "",
      "cc",
      "0b0000000001cccccccc00000000",
      "zz0000000001cccccccc00000000",
      "08000000000bfff0000000000000ffff",
    ];
    const { readings, decoded, bad } = decodeFrames(lines, boardsById([]), { arrivedMs: 1000 });
    assert.deepEqual([decoded, readings.length, readings[0]!.time, readings[5]!.time], [
      2,
      10,
      990_000,
      1_000_000,
    ]);
    assert.deepEqual(bad, [
      { frame: 1, message: "No board with the id 5 is described." },
      { frame: 4, message: "The frame has 2 characters: at least 28 are needed." },
      { frame: 5, message: "The frame of board 11 is too short: it ends before Channel_19." },
      { frame: 6, message: "The frame is not hexadecimal text." },
    ]);
    const own = boardsById([described(5, { name: "v", offset: 0, bits: 12 })]);
    const [first] = decodeFrames(lines, own, { startedMs: 1000 }).readings;
    assert.deepEqual(first, { variable: "v", value: 3276, time: 22_845_000 });
  });

  it("are described by valid boards alone", () => {
    const message = (list: unknown) => boards.safeParse(list).error?.issues[0]?.message;
    const one = (variable: object) => [{ id: 1, name: "", variables: [variable] }];
    assert.equal(message([...KNOWN_BOARDS, KNOWN_BOARDS[0]]), "Two boards have the same id.");
    assert.match(message(one({ name: "v", offset: -49, bits: 1 }))!, /^Give offset as a whole/);
    assert.match(message(one({ name: "v", offset: 0, bits: 65 }))!, /^Give bits as a whole/);
    assert.match(message(one({ name: "v", offset: 0, bits: 1, scale: Infinity }))!, /^Give scale/);
    assert.match(message([{ id: 256, name: "", variables: [] }])!, /^Give id as a whole/);
  });
});
