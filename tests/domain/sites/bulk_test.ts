import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@std/testing/bdd";
import { decodeCsv } from "../../../domain/csv_bytes.ts";
import { planSites } from "../../../domain/sites/bulk/plan.ts";
import { readSitesCsv } from "../../../domain/sites/bulk/read_csv.ts";
import { readSitesJson } from "../../../domain/sites/bulk/read_json.ts";
import { sitesCsv } from "../../../domain/sites/bulk/write_csv.ts";
import type { Site } from "../../../domain/sites/site.ts";

const UUID = "00000000-0000-4000-8000-00000000000a";
const SITE: Site = {
  site_uuid: UUID,
  client_site_id: 7,
  client_site_name: "Barn",
  country: "uk",
  region: null,
  dno: '{"dno_id": "12", "name": "_C", "long_name": "UKPN (London)"}',
  gsp: null,
  asset_type: "pv",
  orientation: 180,
  tilt: 35,
  latitude: 51.5,
  longitude: -0.12,
  altitude_m: null,
  capacity_kw: 49.14,
  capacity_from: "2026-05-01",
  former_capacities: [{ until_date: "2026-05-01", capacity_kw: 30 }],
  inverter_capacity_kw: 50,
  module_capacity_kw: null,
  time_zone: null,
  note: 'Two lines,\nwith "quotes"',
  measured_every_minutes: 15,
  active: true,
  has_battery: true,
  is_tracked: false,
  is_curtailed: false,
  version: 3,
};
const OPTIONS = { anyway: false, mayEmpty: false };

const plan = (csv: string, sites: Site[] = [SITE], options = OPTIONS) =>
  planSites(readSitesCsv(csv), { listed: sites, all: sites }, options);

/** Returns the row of a plan's only change, or fails with its faults. */
function changesOf(csv: string, sites?: Site[]) {
  const { planned, faults } = plan(csv, sites);
  assert.deepEqual(faults, []);
  return planned.map((site) => site.outcome === "changed" ? site.changes : site.outcome);
}

const faultsOf = (csv: string, sites?: Site[]) =>
  plan(csv, sites).faults.map(({ row, column, message }) => `${row} ${column}: ${message}`);

const text = fc.string({
  unit: fc.oneof(fc.constantFrom("'", "=", "-", "@", "\t", ",", ";", '"', "\n", "é"), fc.string()),
});
const number = fc.oneof(fc.double(), fc.integer()).filter((n) => !Object.is(n, -0));
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
/** A site with anything that a writer of the database may have stored. */
const anySite: fc.Arbitrary<Site> = fc.record({
  client_site_id: maybe(fc.integer()),
  client_site_name: maybe(text),
  note: maybe(text),
  region: maybe(text),
  country: maybe(text),
  time_zone: maybe(text),
  dno: maybe(text),
  latitude: maybe(number),
  longitude: maybe(number),
  capacity_kw: maybe(number),
  tilt: maybe(number),
  active: maybe(fc.boolean()),
  has_battery: fc.boolean(),
}).map((values) => ({ ...SITE, ...values }));

describe("a list of sites", () => {
  it("that is sent back as it was written changes nothing, whatever is stored", () => {
    fc.assert(fc.property(anySite, (site) => {
      const { planned, faults } = plan(sitesCsv([site]), [site]);
      assert.deepEqual(faults, []);
      assert.equal(planned[0]!.outcome, "unchanged");
    }));
  });

  it("is the same after a spreadsheet: semicolons, decimal commas, UTF-16, blank rows", () => {
    const sheet = sitesCsv([{ ...SITE, note: "Wörther" }]).replaceAll(",", ";")
      .replaceAll(/(\d)\.(\d)/g, "$1,$2").replace(/\n$/, "\r\n;;;\r\n");
    const bytes = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(
        Uint16Array.from([...sheet].map((letter) => letter.charCodeAt(0))).buffer,
      ),
    ]);
    assert.deepEqual(changesOf(decodeCsv(bytes), [{ ...SITE, note: "Wörther" }]), ["unchanged"]);
    const latin = Uint8Array.from([..."site_uuid,region\n,é"].map((one) => one.charCodeAt(0)));
    assert.ok(decodeCsv(latin).endsWith("é"));
    assert.equal(decodeCsv(new TextEncoder().encode("\ufeffé")), "é");
  });

  it("changes the cells that differ and leaves columns alone that it lacks", () => {
    assert.deepEqual(changesOf(`site_uuid,tilt\n${UUID},35.0`), ["unchanged"]);
    assert.deepEqual(
      changesOf(`Site_UUID,tilt,region,has_battery\n${UUID.toUpperCase()},20,Kent,no`),
      [{ tilt: 20, region: "Kent", has_battery: false }],
    );
    assert.deepEqual(changesOf(`site_uuid,orientation,note\n${UUID},,`), [
      { orientation: null, note: null },
    ]);
    assert.deepEqual(changesOf(`site_uuid;tilt\n${UUID};20,5`), [{ tilt: 20.5 }]);
    assert.deepEqual(changesOf(`site_uuid,client_site_name\n${UUID},'=Barn`), [
      { client_site_name: "=Barn" },
    ]);
  });

  it("checks no cell that does not change: others may have stored what is not allowed", () => {
    const odd = { ...SITE, latitude: 999, client_site_name: null };
    assert.deepEqual(
      changesOf(`site_uuid,latitude,client_site_name,tilt\n${UUID},999,,1`, [odd]),
      [{ tilt: 1 }],
    );
  });

  it("names every fault by row and column at once", () => {
    assert.deepEqual(
      faultsOf(
        `site_uuid,version,tilt,latitude,dno,capacity_from\n${UUID},2,91,,London,2026-04-01\n` +
          `,,,,,\n${UUID},,1,,,\n00000000-0000-4000-8000-00000000000b,,,,,\n1,2\n,4,x,51,,`,
      ),
      [
        "2 tilt: Enter the tilt as a number from 0 to 90 degrees.",
        "2 latitude: Enter the latitude as a number from -90 to 90 degrees, like 51.5.",
        "2 dno: The DNO follows from the coordinates. Put back what was there, or leave the column out.",
        `4 site_uuid: Row 2 is about this site, too.`,
        "5 site_uuid: Your group has no such site. Leave the cell empty for a new one.",
        "6 : It has 2 cells, and the header 6.",
        "7 client_site_name: Enter a name.",
        "7 capacity_kw: Enter the capacity in kW as a number of 0 or more.",
        "7 longitude: Enter the longitude as a number from -180 to 180 degrees, like -0.12.",
        "7 tilt: Enter the tilt as a number from 0 to 90 degrees.",
        "7 version: It has a version and no site_uuid, so it would be a new site. Put the site_uuid back, or leave the version empty.",
      ],
    );
  });

  it("is refused for a later version, where it changes anything", () => {
    const [fault] = plan(`site_uuid,version,tilt\n${UUID},2,1`).faults;
    assert.equal(fault!.because, "conflict");
    assert.match(fault!.message, /has version 2 of the site, which is at 3/);
    assert.deepEqual(changesOf(`site_uuid,version,tilt\n${UUID},2,35`), ["unchanged"]);
    assert.deepEqual(changesOf(`site_uuid,version,tilt\n${UUID},3,1`), [{ tilt: 1 }]);
    assert.deepEqual(faultsOf(`site_uuid,capacity_from\n${UUID},2026-04-01`), []);
    const later = { ...SITE, capacity_from: "2026-06-01" };
    assert.match(
      faultsOf(`site_uuid,capacity_from\n${UUID},2026-04-01`, [later])[0]!,
      /2026-05-01/,
    );
  });

  it("is refused for new sites that may be there already, also within the list", () => {
    const header = "client_site_name,client_site_id,capacity_kw,latitude,longitude";
    const csv = `${header}\nA,7,5,51.5003,-0.12\nB,8,5,51,0\nC,8,5,52,0\nD,,5,51.0003,0`;
    assert.deepEqual(faultsOf(csv), [
      "2 latitude: It is within 50 m of Barn.",
      "2 client_site_id: Barn has this number.",
      "4 client_site_id: Row 3 has this number.",
      "5 latitude: It is within 50 m of row 3.",
    ]);
    const { planned } = plan(csv, [SITE], { ...OPTIONS, anyway: true });
    assert.equal(planned.length, 4);
    const [first] = planned;
    assert.equal(first!.outcome === "new" && first!.site.tilt, 35, "as the form has it");
  });

  it("must have a header of known columns, some sites and whole quotes", () => {
    assert.match(faultsOf("site_uuid,tiltt\n")[0]!, /"tiltt" is not known here. Write tilt/);
    assert.match(faultsOf("tilt,tilt\n1,1")[0]!, /there twice/);
    assert.match(faultsOf("")[0]!, /empty/);
    assert.match(faultsOf("site_uuid")[0]!, /no sites/);
    assert.match(faultsOf('site_uuid,note\n,"x\n,y')[0]!, /quotation mark/);
    assert.match(faultsOf(`site_uuid\n${`${UUID}\n`.repeat(5001)}`)[0]!, /5,001 sites/);
  });

  it("in JSON counts the keys that are sent, and may empty values", () => {
    const json = (sites: unknown[]) =>
      planSites(readSitesJson({ sites }), { listed: [SITE], all: [SITE] }, {
        ...OPTIONS,
        mayEmpty: true,
      });
    const { planned, faults } = json([{ site_uuid: UUID, capacity_kw: null }]);
    assert.deepEqual(faults, []);
    assert.deepEqual(planned[0]!.outcome === "changed" && planned[0]!.changes, {
      capacity_kw: null,
    });
    const wrong = json([{ site_uuid: 1 }, 5, { tiltt: 1 }, { site_uuid: UUID, tilt: "35" }]).faults;
    assert.deepEqual(wrong.map(({ row, column }) => [row, column]), [
      [1, "site_uuid"],
      [2, ""],
      [3, "tiltt"],
      [4, "tilt"],
    ]);
    assert.match(readSitesJson([]).faults[0]!.message, /list of "sites"/);
    assert.match(readSitesJson({ sites: [1], site: 1 }).faults[0]!.message, /Write sites/);
  });
});
