import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { as } from "../../support/app.ts";
import { chartWorld } from "../../support/chart_world.ts";
import { page } from "../../support/html.ts";

const { siteIn, app, path, run, get, shown } = await chartWorld();

describe("switches that say what cannot be", () => {
  const wrong = [
    ["forecast=ahead&ahead=soon", "ahead", "soon", "Enter hours from 0 to 48"],
    ["forecast=ahead&ahead=49&baseline=yes", "ahead", "49", "Enter hours from 0 to 48"],
    ["forecast=ahead&ahead=", "ahead", "", "Enter hours from 0 to 48"],
    ["forecast=as-made-at&made=%00", "made", "\0", "Enter a day and a time"],
    ["forecast=as-made-at", "made", "", "Enter a day and a time"],
    ["forecast=as-made-at&made=<b>", "made", "<b>", "Enter a day and a time"],
  ] as const;
  for (const [query, field, typed, message] of wrong) {
    it(`are shown again with the error beside them: ${JSON.stringify(query)}`, async () => {
      const html = await shown(`${path}?${query}`, 422);
      assert.ok(html.error(field)!.startsWith(message));
      const input = html.one(`input#${field}`);
      assert.equal(input.attribute("aria-invalid"), "true");
      if (typed) assert.equal(input.attribute("value"), typed);
      assert.equal(html.has('[value="yes"][checked]'), query.includes("baseline=yes"));
      assert.equal(html.has('[hx-trigger="every 60s"]'), false);
      assert.match(
        html.text(),
        /The newest forecast is shown, because the choice is not valid/,
      );
      const response = await as(app, app.cast.alice).part(`${path}?${query}`, "site-day");
      assert.equal(response.status, 422);
      const part = await page(response);
      assert.deepEqual(part.top, ["title", "section#site-day"]);
      assert.ok(part.error(field)!.startsWith(message));
      const csv = await get(`${path}/day.csv?${query}`);
      assert.equal(csv.status, 422);
      assert.equal(csv.headers.get("content-disposition"), null);
      assert.ok((await csv.text()).includes(message));
    });
  }

  it("are named even where the form could not have sent them", async () => {
    const html = await shown(`${path}?forecast=best&baseline=maybe`, 422);
    assert.match(html.error("forecast")!, /^Choose one of the forecasts in the list\./);
    assert.match(html.error("baseline")!, /^Write yes, or leave the baseline out\./);
  });
});

/** Forecasts of the CSV of a site's day. */
async function dayOf(site: string, query: string): Promise<string[]> {
  const response = await get(`/sites/${site}/day.csv?${query}`);
  const [, ...lines] = (await response.text()).trimEnd().split("\n");
  return lines.map((line) => line.split(",")[4]!);
}

describe("a day ahead, in the site's own zone", () => {
  const days = [
    ["Europe/London", "2026-03-29", "2026-03-28T09:00:00Z", "00:00:00Z/22:45:00Z"],
    ["Europe/London", "2026-10-25", "2026-10-24T08:00:00Z", "-23:00:00Z/23:45:00Z"],
    ["Europe/London", "2026-10-26", "2026-10-25T09:00:00Z", "00:00:00Z/23:45:00Z"],
    ["Asia/Kolkata", "2026-06-21", "2026-06-20T03:30:00Z", "-18:30:00Z/18:15:00Z"],
  ] as const;
  for (const [zone, day, deadline, edges] of days) {
    it(`is what was made by 9:00 before ${day} in ${zone}, from the day's first period to its last`, async () => {
      const site = await siteIn(zone);
      const before = Temporal.PlainDate.from(day).subtract({ days: 1 });
      const starts = edges.split("/").map((edge) =>
        edge.startsWith("-") ? `${before}T${edge.slice(1)}` : `${day}T${edge}`
      );
      const second = Temporal.Instant.from(deadline).add({ seconds: 1 }).toString();
      const made = Temporal.Instant.from(deadline).subtract({ minutes: 5 }).toString();
      await run(site, "test", [made, deadline], starts, 1);
      await run(site, "test", [deadline, second], starts, 2);
      assert.deepEqual(await dayOf(site, `day=${day}`), ["2", "2"]);
      assert.deepEqual(await dayOf(site, `day=${day}&forecast=day-ahead`), ["1", "1"]);
    });
  }
});

describe("a time at which clocks change", () => {
  const changes = [
    [
      "2026-10-25T01:30",
      "2026-10-25T00:30:00Z",
      /show this time twice; the first is used, UTC\+1\)/,
    ],
    ["2026-03-29T01:30", "2026-03-29T01:30:00Z", /skipped 01:30; 02:30 is used\)/],
  ] as const;
  for (const [made, instant, words] of changes) {
    it(`is told what ${made} was taken for`, async () => {
      const site = await siteIn("Europe/London");
      const day = made.slice(0, 10);
      const late = Temporal.Instant.from(instant).add({ seconds: 1 }).toString();
      const starts = [`${day}T12:00:00Z`];
      await run(site, "test", [`${day}T00:00:00Z`, instant], starts, 1);
      await run(site, "test", [`${day}T00:01:00Z`, late], starts, 2);
      const query = `day=${day}&forecast=as-made-at&made=${made}`;
      assert.deepEqual(await dayOf(site, query), ["1"]);
      assert.match((await shown(`/sites/${site}?${query}`)).text(), words);
    });
  }
});
