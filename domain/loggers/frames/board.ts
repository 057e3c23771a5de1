import { z } from "zod";

/** Bits of a frame before its payload: board, type, flags and timestamp. */
export const HEADER_BITS = 48;

const MOST_PAYLOAD_BITS = 4096;
const MOST_VARIABLES = 128;
const MOST_BITS = 64;
const HIGHEST_ID = 255;

const whole = (what: string, least: number, most: number) => {
  const error = `Give ${what} as a whole number from ${least} to ${most}.`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};
const number = (what: string) => z.number({ error: `Give ${what} as a number.` });

const boardVariable = z.object({
  name: z.string({ error: "Give the variable a name." }).trim()
    .min(1, { error: "Give the variable a name." })
    .max(100, { error: "Write at most 100 characters for the name." }),
  offset: whole("offset", -HEADER_BITS, MOST_PAYLOAD_BITS - 1)
    .describe("Its first bit, counted from that of the payload; the header is before 0"),
  bits: whole("bits", 1, MOST_BITS).describe("Big endian"),
  signed: z.boolean({ error: "Write true or false." }).default(false)
    .describe("Two's complement"),
  zero: number("zero").default(0).describe("The raw number that means 0"),
  scale: number("scale").default(1).describe("What one step of the raw number means"),
});
/** Where a frame has the value of a variable: value = (raw − zero) × scale. */
export type BoardVariable = z.output<typeof boardVariable>;

const board = z.object({
  id: whole("id", 0, HIGHEST_ID),
  name: z.string({ error: "Give the board a name." }).max(100),
  variables: z.array(boardVariable, { error: "Send a list of variables." })
    .min(1, { error: "Give the board at least one variable." })
    .max(MOST_VARIABLES, { error: `Give the board at most ${MOST_VARIABLES} variables.` }),
});
/** An expansion board of a logger, and what its frames hold. */
export type Board = z.output<typeof board>;

/** Boards by their ids; two of one id are refused. */
export const boards = z.array(board, { error: "Send a list of boards." })
  .max(HIGHEST_ID + 1, { error: "Describe at most 256 boards." })
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
    error: "Two boards have the same id.",
  });

const variable = (name: string, offset: number, bits: number): BoardVariable => ({
  name,
  offset,
  bits,
  signed: false,
  zero: 0,
  scale: 1,
});
const ORDINALS = ["one", "two", "three", "four", "five"];

const netScanner = (id: number, first: number): Board => ({
  id,
  name: `NetScanner, channels ${first} to ${first + 15}`,
  variables: Array.from({ length: 16 }, (_, at) => ({
    ...variable(`Channel_${first + at}`, 32 * at, 32),
    zero: 2e6,
    scale: 1e-6,
  })),
});
/** Of an assumed layout: blitz has nothing that reads the frames of these boards. */
const gpio = (id: number): Board => ({
  id,
  name: "Raspberry Pi, states of GPIO 0 to 27",
  variables: Array.from({ length: 28 }, (_, at) => variable(`gpio_${at}`, at, 1)),
});

/** The boards that blitz knows (https://github.com/will-hart/blitz): a logger can describe others. */
export const KNOWN_BOARDS: readonly Board[] = [
  gpio(3),
  gpio(4),
  {
    id: 8,
    name: "Basic: five analogue channels",
    variables: ORDINALS.map((ordinal, at) => variable(`adc_channel_${ordinal}`, 12 * at, 12)),
  },
  {
    id: 9,
    name: "Motor",
    variables: ["raw_adc", "motor_value", "set_point"]
      .map((name, at) => variable(name, 16 * at, 16)),
  },
  netScanner(10, 1),
  netScanner(11, 17),
];

/** Returns the known boards and those that a logger describes, which count before the known. */
export function boardsById(described: readonly Board[]): Map<number, Board> {
  return new Map([...KNOWN_BOARDS, ...described].map((one) => [one.id, one]));
}
