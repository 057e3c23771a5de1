import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { chartWorld } from "../../support/chart_world.ts";

const { path, get, shown } = await chartWorld();

describe("two forecasts on the chart", () => {
  const at = (query: string) => `${path}?day=2026-06-21&${query}`;
  /** Powers of the forecast and of the one that it is compared with, at 10:00. */
  const powers = async (query: string) => {
    const page = await shown(at(query));
    const [row] = page.rows("table.values tbody tr");
    return [row![2], row![5] ?? "none"];
  };

  const cases = {
    "": ["40.0", "10.0"],
    "compare=none": ["40.0", "none"],
    "compare=newest": ["40.0", "none"],
    "forecast=day-ahead&compare=newest": ["10.0", "40.0"],
    "compare=ahead&compare_ahead=6": ["40.0", "30.0"],
    "compare=as-made-at&compare_made=2026-06-20T11:00": ["40.0", "20.0"],
    "compare=model:sitecast-baseline": ["40.0", "41.0"],
    "forecast=model:sitecast-baseline&compare=model:test": ["41.0", "40.0"],
    "compare=model:nobody": ["40.0", "none"],
  };
  for (const [query, expected] of Object.entries(cases)) {
    it(`are of ${expected.join(" and ")} kW for “${query}”`, async () => {
      assert.deepEqual(await powers(query), expected);
    });
  }

  it("have a line of their own, and a sentence that names both", async () => {
    const page = await shown(at("compare=model:sitecast-baseline"));
    assert.ok(page.has("path.compared"));
    assert.match(page.text(".difference"), /^Newest .* and Baseline .* over the time of both: /);
    const alone = await shown(at("compare=none"));
    assert.ok(!alone.has("path.compared") && !alone.has(".difference"));
  });

  it("are in the CSV where the address names the other", async () => {
    const csv = await (await get(`${path}/day.csv?day=2026-06-21&compare=model:sitecast-baseline`))
      .text();
    const [head, first] = csv.split("\n").map((line) => line.split(","));
    assert.equal(first![head!.indexOf("compared_power_kw")], "41");
    const plain = await (await get(`${path}/day.csv?day=2026-06-21`)).text();
    assert.ok(!plain.includes("compared_power_kw"));
  });

  it("have lines that can be switched off, which other choices keep", async () => {
    const page = await shown(at("hide=band,compared"));
    assert.ok(!page.has("path.compared") && page.has("path.forecast"));
    assert.equal(page.text("#line-compared"), "Show Day-ahead");
    assert.match(page.one("#line-forecast").attribute("href")!, /hide=forecast%2Cband%2Ccompared/);
    assert.equal(
      page.one(`.switches:not(.dates)[action="${path}"] input[name=hide]`).attribute("value"),
      "band,compared",
    );
  });

  it("stop refreshing themselves on request", async () => {
    const live = await shown(path);
    assert.equal(live.one("#site-day").attribute("hx-trigger"), "every 60s");
    const paused = await shown(live.one("#pause").attribute("href")!);
    assert.equal(paused.one("#site-day").attribute("hx-trigger"), null);
    assert.equal(paused.text("#pause"), "Resume");
    assert.equal(paused.one("#pause").attribute("href"), path);
  });

  it("have words and names of models as text", async () => {
    const evil = encodeURIComponent(`model:<img src=x onerror=alert(1)>`);
    const page = await shown(at(`compare=${evil}&forecast=${evil}`));
    assert.ok(!page.has("img"));
  });
});
