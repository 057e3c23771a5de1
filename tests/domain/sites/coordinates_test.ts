import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { type Coordinates, parseCoordinates } from "../../../domain/sites/coordinates.ts";

const LONDON = { latitude: 51.5, longitude: -0.12 };

/** Ways to write coordinates, and how exact they are in degrees. */
const FORMATS: [name: string, write: (at: Coordinates) => string, exact: number][] = [
  ["decimal", ({ latitude, longitude }) => `${fixed(latitude)}, ${fixed(longitude)}`, 1e-6],
  ["blank", ({ latitude, longitude }) => `${fixed(latitude)} ${fixed(longitude)}`, 1e-6],
  ["commas", ({ latitude, longitude }) => comma(`${fixed(latitude)}; ${fixed(longitude)}`), 1e-6],
  ["sides after", (at) => `${north(at)}° ${ns(at)}, ${east(at)}° ${ew(at)}`, 1e-6],
  ["sides before", (at) => `${ns(at)} ${north(at)} ${ew(at)} ${east(at)}`, 1e-6],
  ["east first", (at) => `${east(at)} ${ew(at)}, ${north(at)} ${ns(at)}`, 1e-6],
  ["seconds", (at) => `${dms(at.latitude)}${ns(at)} ${dms(at.longitude)}${ew(at)}`, 1e-4],
  ["minutes", (at) => `${dm(at.latitude)} ${ns(at)}, ${dm(at.longitude)} ${ew(at)}`, 1e-4],
  [
    "map",
    (at) => `https://example.org/maps/@${fixed(at.latitude)},${fixed(at.longitude)},15z`,
    1e-6,
  ],
  [
    "marker",
    (at) => `https://example.org/a!3d${fixed(at.latitude)}!4d${fixed(at.longitude)}`,
    1e-6,
  ],
  [
    "hash",
    (at) => `https://example.org/#map=15/${fixed(at.latitude)}/${fixed(at.longitude)}`,
    1e-6,
  ],
  ["geo", (at) => `geo:${fixed(at.latitude)},${fixed(at.longitude)}`, 1e-6],
];

const fixed = (angle: number) => angle.toFixed(6);
const comma = (text: string) => text.replaceAll(".", ",");
const north = ({ latitude }: Coordinates) => fixed(Math.abs(latitude));
const east = ({ longitude }: Coordinates) => fixed(Math.abs(longitude));
const ns = ({ latitude }: Coordinates) => latitude < 0 ? "S" : "N";
const ew = ({ longitude }: Coordinates) => longitude < 0 ? "W" : "E";

function dms(angle: number): string {
  const seconds = Math.round(Math.abs(angle) * 36000) / 10;
  const rest = (seconds % 60).toFixed(1);
  return `${Math.floor(seconds / 3600)}°${Math.floor(seconds / 60) % 60}'${rest}"`;
}

function dm(angle: number): string {
  const minutes = Math.round(Math.abs(angle) * 600_000) / 10_000;
  return `${Math.floor(minutes / 60)}° ${(minutes % 60).toFixed(4)}′`;
}

describe("coordinates that were pasted", () => {
  for (const [name, write, exact] of FORMATS) {
    it(`are read as they were written: ${name}`, () => {
      const angle = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
      fc.assert(fc.property(angle(89.999), angle(179.999), (latitude, longitude) => {
        const text = write({ latitude, longitude });
        const read = parseCoordinates(text);
        assert.ok(read, text);
        assert.ok(Math.abs(read.latitude - latitude) <= exact, `${text}: ${read.latitude}`);
        assert.ok(Math.abs(read.longitude - longitude) <= exact, `${text}: ${read.longitude}`);
      }));
    });
  }

  it("are read in all of these spellings", () => {
    for (
      const text of [
        "51.5, -0.12",
        "51.5,-0.12",
        " (51.5, −0.12) ",
        "51,5 -0,12",
        "51,5, -0,12",
        "51.5N 0.12W",
        "51°30' N, 0°7'12\" W",
        "51° 30′ 0″ N 0° 7′ 12″ O",
        "51 30 00 N 0 07 12 W",
        "https://www.google.com/maps/place/X/@50,1,17z/data=!3m1!4b1!3d51.5!4d-0.12",
        "https://www.openstreetmap.org/?mlat=51.5&mlon=-0.12#map=9/50/1",
        "https://maps.apple.com/?ll=51.5,-0.12",
        "https://maps.google.com/?q=51.5%2C-0.12",
      ]
    ) {
      const read = parseCoordinates(text);
      assert.ok(read, text);
      assert.ok(Math.abs(read.latitude - LONDON.latitude) < 1e-9, `${text}: ${read.latitude}`);
      assert.ok(Math.abs(read.longitude - LONDON.longitude) < 1e-9, `${text}: ${read.longitude}`);
    }
  });

  it("are none out of range, in part, or where it is not clear what they mean", () => {
    for (
      const text of [
        "",
        "London",
        "51.5",
        "51,5",
        "91, 0",
        "0, 181",
        "51.5 N, 0.12 N",
        "-51.5 N, 0.12 W",
        "51.5 N, 0.12",
        "51°61' N, 0° W",
        "1, 2, 3",
        "https://example.org/",
      ]
    ) {
      assert.equal(parseCoordinates(text), undefined, text);
    }
  });
});
