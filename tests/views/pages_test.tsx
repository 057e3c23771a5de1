import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import { stripOf } from "../../domain/forecasts/energy/day_strip.ts";
import { siteFigures } from "../../domain/forecasts/site_figures.ts";
import { WHOLE_LIST } from "../../domain/sites/list_state.ts";
import { Layout } from "../../views/layout.tsx";
import { DayStrip } from "../../views/sites/day_strip.tsx";
import { SitesPage, SitesPart } from "../../views/sites/list.tsx";
import { SiteDayPart, SitePage } from "../../views/sites/show.tsx";
import type { ShownDays, SitePageProps } from "../../views/sites/site_page_props.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { rangeOf } from "../../domain/time/shown_range.ts";
import { blankForm } from "../../views/ui/form_state.ts";
import { read } from "../support/html.ts";
import { BARE_SITE, dayOfSite, forecasted, measured, PLANT } from "../support/site_day.ts";

const NOW = Temporal.Instant.from("2026-06-21T10:00:00Z");
const ASKED = { day: "2026-06-21", zone: "Indian/Reunion", now: NOW.toString() };
const FULL = {
  forecast: forecasted(
    "2026-06-20T20:00:00Z",
    15,
    Array<number>(96).fill(10),
    "2026-06-21T09:45:00Z",
  ),
  generation: measured("2026-06-20T20:00:00Z", 10, Array<number>(84).fill(8)),
};
const EVIL = `<img src=x onerror="alert('1')">`;

const daysOf = (day: SiteDay): ShownDays => ({
  figures: { day, expected: null, tomorrow: null, dayAhead: null },
  strip: [],
});
const links = {
  dates: blankForm(),
  kept: { range: {}, switches: {} },
  range: rangeOf("day", Temporal.PlainDate.from("2026-06-21")),
  today: Temporal.PlainDate.from("2026-06-21"),
  rangeUrl: () => "/range",
  powersUrl: null,
  viewUrls: [],
  selfUrl: "/self",
  dayUrl: (day: Temporal.PlainDate) => `/of/${day}`,
  csvUrl: "/csv",
  svgUrl: "/svg",
  pngUrl: "/png",
  previousUrl: "/yesterday",
  nextUrl: "/tomorrow",
  todayUrl: "/today",
  questionUrl: ({ hide = [] }: ChartQuestion) => `/hide?${hide.join("+")}`,
};
const pageOf = (
  { day = dayOfSite({ ...ASKED, ...FULL }), ...props }: Partial<SitePageProps> = {},
) => read(<SitePage site={PLANT} day={day} days={daysOf(day)} {...links} {...props} />);
/** The list with one site at a time of a day. */
function listOf(site = PLANT, values: Partial<typeof FULL> = FULL, now = NOW) {
  const at = { ...ASKED, now: now.toString(), site };
  const today = dayOfSite({ ...at, ...values });
  const tomorrow = dayOfSite({ ...at, day: "2026-06-22" });
  const figures = siteFigures({ site, today, tomorrow, knowledge: [], dayAheadKwh: null }, now);
  return read(
    <SitesPage
      {...LIST}
      totals={NO_TOTALS}
      rows={[{ ...site, ...figures, kinds: null, stored_key: null }]}
      now={now}
    />,
  );
}
const NO_TOTALS = {
  sites: 1,
  capacity_kw: null,
  capacity_sites: 0,
  now_kw: null,
  now_sites: 0,
  produced_kwh: null,
  produced_sites: 0,
  expected_kwh: null,
  expected_sites: 0,
  tomorrow_kwh: null,
  tomorrow_sites: 0,
};
const LIST = { hasNext: false, facets: [], state: WHOLE_LIST };

describe("the page of a site", () => {
  it("has the sentence, the drawing with its words, the table, the CSV and the days around", () => {
    const page = pageOf();
    const sentence = page.all("p").find((found) => found.text().includes("so far"))!;
    assert.match(sentence.text(), /10 kW .* 112 kWh so far/);
    assert.deepEqual(["10 kW", "112 kWh"].map((text) => sentence.texts("b").includes(text)), [
      true,
      true,
    ]);
    const drawing = page.one('svg.day-chart[role="img"]');
    assert.equal(drawing.attribute("aria-labelledby"), "chart-title chart-description");
    assert.equal(page.count("tr[data-x]"), 96);
    for (const url of [links.csvUrl, links.previousUrl, links.nextUrl]) {
      assert.ok(page.has(`a[href="${url}"]`), url);
    }
    assert.match(page.text(), /Indian\/Reunion, UTC\+4/);
  });

  it("refreshes itself today and only today", () => {
    assert.equal(pageOf().attribute("hx-trigger", "#site-day"), "every 60s");
    const past = dayOfSite({ ...ASKED, now: "2026-06-22T10:00:00Z", ...FULL });
    const today = links.today.add({ days: 1 });
    assert.equal(pageOf({ day: past, today }).has("[hx-trigger]"), false);
  });

  it("draws ahead of now dashed, and behind it solid", () => {
    const lines = (page: ReturnType<typeof pageOf>) =>
      page.attributes("class", '.day-chart path.forecast[d^="M"]');
    assert.deepEqual(lines(pageOf()), ["forecast", "forecast ahead"]);
    const past = dayOfSite({ ...ASKED, now: "2026-06-22T10:00:00Z", ...FULL });
    assert.deepEqual(lines(pageOf({ day: past })), ["forecast"]);
    const future = dayOfSite({ ...ASKED, now: "2026-06-20T10:00:00Z", ...FULL });
    assert.deepEqual(lines(pageOf({ day: future })), ["forecast ahead"]);
  });

  it("copes with a site of which only the key is known, and says why there is no forecast", () => {
    const day = dayOfSite({ ...ASKED, site: BARE_SITE });
    const page = pageOf({ site: BARE_SITE, day, reason: "It has no capacity." });
    assert.equal(page.text("h1"), "Site 99aa7f2e");
    assert.match(page.text(), /It has no capacity\./);
    assert.equal(page.has("svg.day-chart"), false);
    assert.doesNotMatch(page.source, /null|undefined|NaN/);
  });

  it("does not speak of a reason where another forecaster has made a forecast", () => {
    assert.doesNotMatch(pageOf({ reason: "It has no capacity." }).text(), /It has no capacity/);
  });

  it("shows the note, and escapes whatever people wrote", () => {
    const page = pageOf({ site: { ...PLANT, client_site_name: EVIL, note: EVIL, region: EVIL } });
    assert.equal(page.text().split(EVIL).length - 1, 3);
    assert.equal(page.has("img"), false);
  });

  it("has a part that is what the page holds", () => {
    const day = dayOfSite({ ...ASKED, ...FULL });
    const part = read(<SiteDayPart site={PLANT} day={day} days={daysOf(day)} {...links} />);
    assert.deepEqual(part.top, ["section#site-day"]);
    assert.ok(pageOf().source.includes(part.source));
  });

  it("says where the sun does not rise, or not set, and of no other day", () => {
    const site = { ...PLANT, latitude: 78.22, longitude: 15.65 };
    const textOn = (day: string, other: Partial<typeof site> = {}) => {
      const forecast = forecasted(`${day}T00:00:00Z`, 60, [1]);
      const place = { ...site, ...other };
      const asked = {
        site: place,
        day,
        zone: "Arctic/Longyearbyen",
        now: NOW.toString(),
        forecast,
      };
      return pageOf({ site: place, day: dayOfSite(asked) }).text();
    };
    assert.match(textOn("2026-12-21"), /Polar night: the sun does not rise\./);
    assert.match(textOn("2026-06-21"), /Polar day: the sun does not set\./);
    assert.doesNotMatch(textOn("2026-03-20"), /Polar/);
    assert.doesNotMatch(textOn("2026-06-21", { asset_type: "wind" }), /Polar/);
  });

  it("tells the hour that comes twice apart", () => {
    const forecast = forecasted("2026-10-25T00:00:00Z", 60, [1, 2]);
    const asked = { day: "2026-10-25", zone: "Europe/London", now: NOW.toString(), forecast };
    const times = pageOf({ day: dayOfSite(asked) }).texts("tbody tr > :first-child");
    assert.deepEqual(times, ["01:00–02:00 UTC+1", "01:00–02:00 UTC+0"]);
  });
});

describe("the strip of days", () => {
  it("writes what was marked where nothing was produced, and else the energy", () => {
    const outages = [{ start_utc: "2026-06-20T20:00:00Z", end_utc: null, kind: "outage" as const }];
    const strip = (powers: number[]) => {
      const generation = measured("2026-06-20T20:00:00Z", 60, powers);
      const day = dayOfSite({ ...ASKED, now: "2026-07-01T00:00:00Z", generation, outages });
      const days = stripOf([{ day, energy: null, isTypical: false }]);
      const shown = { view: "day" as const, first: day.day, last: day.day };
      return read(<DayStrip days={days} shown={shown} zone={day.zone} url={() => "/"} />);
    };
    assert.equal(strip(Array<number>(24).fill(0)).text("a.out .kwh"), "outage");
    const made = strip(Array<number>(24).fill(2));
    assert.equal(made.text("a.out .kwh"), "48 kWh");
    assert.match(made.one("a").attribute("title")!, /outage marked; 48 kWh measured/);
  });
});

describe("the list of sites", () => {
  it("gives power, energy, a drawing and how fresh it all is", () => {
    const row = listOf().one("tbody tr");
    assert.equal(row.text('a[href^="/sites/b6c9a3f2-"]'), "Plant");
    assert.match(row.text(), /8\.0 kW .*measured.*112.*up to date/);
    assert.ok(row.texts(".unit").includes("kW"));
    assert.match(row.attribute("d", "path.forecast")!, /^M0,\d+V/);
  });

  it("keeps to whole pixels in its drawings", () => {
    const paths = listOf().attributes("d", "svg.sparkline path");
    assert.ok(paths.length > 0);
    for (const path of paths) assert.doesNotMatch(path!, /\.\d/);
  });

  it("says what is missing or late", () => {
    const late = { ...FULL, generation: FULL.generation.slice(0, 66) };
    assert.equal(listOf(PLANT, late).text(".badge.warn"), "actuals 3 h old");
    const old = forecasted("2026-06-20T20:00:00Z", 60, [1], "2026-06-21T05:00:00Z");
    assert.match(listOf(PLANT, { forecast: old }).text(), /forecast 5 h old.*no actuals today/);
    const empty = { forecast: [], generation: [] };
    assert.match(listOf(BARE_SITE, empty).text(), /no forecast.*Without a capacity above zero/);
  });

  it("does not call a PV site late that was silent at night only", () => {
    const values = {
      forecast: forecasted("2026-06-20T20:00:00Z", 60, [1], "2026-06-21T18:00:00Z"),
      generation: measured("2026-06-21T03:00:00Z", 60, Array<number>(11).fill(8)),
    };
    const list = listOf(PLANT, values, Temporal.Instant.from("2026-06-21T19:00:00Z"));
    assert.match(list.text(), /up to date/);
  });

  it("says that a site produces nothing, once the sun was up for two hours", () => {
    const textAt = (time: string, powers: number[]) =>
      listOf(PLANT, {
        forecast: forecasted("2026-06-20T20:00:00Z", 60, [1], `2026-06-21T${time}:00Z`),
        generation: measured("2026-06-21T03:00:00Z", 60, powers),
      }, Temporal.Instant.from(`2026-06-21T${time}:00Z`)).text();
    assert.match(textAt("10:00", Array<number>(7).fill(0)), /0 kWh measured today/);
    assert.doesNotMatch(textAt("10:00", Array<number>(7).fill(0)), /up to date/);
    assert.match(textAt("04:30", [0]), /up to date/);
  });

  it("copes with NULL in every column, and escapes names", () => {
    assert.doesNotMatch(listOf(BARE_SITE, {}).source, /null|undefined|NaN/);
    const list = listOf({ ...PLANT, client_site_name: EVIL });
    assert.equal(list.text('tbody a[href^="/sites/"]'), EVIL);
    assert.equal(list.has("img"), false);
  });

  it("says what to do when there are no sites, and leads back from beyond the last page", () => {
    const totals = { ...NO_TOTALS, sites: 0 };
    const empty = (page: number) =>
      read(
        <SitesPart {...LIST} totals={totals} state={{ ...WHOLE_LIST, page }} rows={[]} now={NOW} />,
      );
    assert.match(empty(1).text(), /No sites yet/);
    assert.ok(empty(7).has('a[href="/sites"]'));
  });
});

describe("the frame", () => {
  const assets = { style: "/s.css", htmx: "/h.js", script: "/o.js" };
  const viewer = { email: EVIL, site_group_name: "solar", is_admin: true };

  it("has no inline script or style, one status region, and a form to sign out", () => {
    const today = dayOfSite({ ...ASKED, ...FULL });
    const page = read(
      <Layout
        title="Sites"
        path="/sites"
        theme="system"
        viewer={viewer}
        assets={assets}
        version="1.2.3"
      >
        <SitePage site={PLANT} day={today} days={daysOf(today)} {...links} />
      </Layout>,
    );
    assert.equal(page.has("script:not([src]), style, [style], img"), false);
    assert.deepEqual(page.attributeNames().filter((name) => name.startsWith("on")), []);
    assert.equal(page.count('[role="status"]'), 1);
    assert.equal(page.count('form[method="post"][action="/sign-out"]'), 1);
    assert.ok(page.text().includes(EVIL));
  });

  it("shows nothing of an account to who is not signed in", () => {
    const page = read(
      <Layout title="Sign in" path="/sign-in" theme="system" assets={assets} version="1.2.3">
        x
      </Layout>,
    );
    assert.equal(page.has("nav"), false);
    assert.doesNotMatch(page.text(), /Sign out/);
    assert.match(page.text("footer p"), /^Sitecast 1\.2\.3: /, "the version is no secret");
  });
});
