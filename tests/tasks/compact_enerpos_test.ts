import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { compact } from "../../tasks/demo/compact_enerpos.ts";

const COLUMNS = "\uFEFFdate;produced_energy_kWh;pv_power_W";

/** The line of 1 January 2021 in the compact copy of an export with these rows. */
function firstDay(...rows: string[]): string | undefined {
  const text = compact([COLUMNS, ...rows].join("\r\n"));
  return text.split("\n").find((line) => line.startsWith("2021-01-01"));
}

describe("the compact copy of the portal's export", () => {
  it("counts energy for the ten minutes that end at the stamp", () => {
    assert.equal(
      firstDay("01/01/2021 00:00;0.7;", "01/01/2021 00:10;0.3;", "01/01/2021 00:20;0;"),
      "2021-01-01,3,0,*142",
    );
  });

  it("takes the mean of the two samples of power where energy is missing or impossible", () => {
    assert.equal(
      firstDay(
        "01/01/2021 00:00;0;20000",
        "01/01/2021 00:10;;20001",
        "01/01/2021 00:20;8.5;51000",
        "01/01/2021 00:30;8.4;51000",
      ),
      "2021-01-01,20000.5W,35500.5W,84,*141",
    );
  });

  it("leaves a gap where energy and a usable sample are missing", () => {
    assert.equal(
      firstDay(
        "01/01/2021 00:00;0;20000",
        "01/01/2021 00:10;9016.3;51001",
        "01/01/2021 00:20;;20000",
        "01/01/2021 00:30;;",
        "01/01/2021 00:40;0.1;",
      ),
      "2021-01-01,*3,1,*140",
    );
  });

  it("ignores stamps off the ten-minute grid and rows of other years", () => {
    assert.equal(
      firstDay("01/01/2021 00:10;0.3;", "01/01/2021 00:19;16.6;1", "01/01/2022 00:10;0.9;"),
      "2021-01-01,3,*143",
    );
  });

  it("has every day of the year and refuses another file", () => {
    const days = compact(COLUMNS).split("\n").filter((line) => !line.startsWith("#"));
    assert.equal(days.length, 365);
    assert.equal(days.at(-1), "2021-12-31,*144");
    assert.throws(() => compact("time,power\n"), /first line of the export/);
  });
});
