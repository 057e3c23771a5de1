import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { SignInPage } from "../../views/account/sign_in.tsx";
import { ErrorPage, ErrorPart } from "../../views/errors.tsx";
import { Layout } from "../../views/layout.tsx";
import { SitesPage, SitesTable } from "../../views/sites/list.tsx";
import { SiteDayPart, SitePage } from "../../views/sites/show.tsx";
import type { SitePageProps } from "../../views/sites/site_page_props.ts";
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

const links = {
  csvUrl: "/csv",
  previousUrl: "/yesterday",
  nextUrl: "/tomorrow",
  todayUrl: "/today",
};
const pageOf = (props: Partial<SitePageProps> = {}) =>
  String(<SitePage site={PLANT} day={dayOfSite({ ...ASKED, ...FULL })} {...links} {...props} />);
const listOf = (site = PLANT, values: Partial<typeof FULL> = FULL, reason?: string) =>
  String(
    <SitesPage
      rows={[{ site, day: dayOfSite({ ...ASKED, site, ...values }), reason }]}
      page={1}
      hasNext={false}
      now={NOW}
    />,
  );

describe("the page of a site", () => {
  it("has the sentence, the drawing with its words, the table, the CSV and the days around", () => {
    const html = pageOf();
    assert.match(html, /<b>10 kW<\/b>.*<b>112 kWh<\/b> so far/s);
    assert.match(html, /role="img" aria-labelledby="chart-title chart-description"/);
    assert.equal(html.match(/<tr data-x=/g)?.length, 96);
    for (const url of Object.values(links).slice(0, 3)) {
      assert.match(html, new RegExp(`href="${url}"`));
    }
    assert.match(html, /Indian\/Reunion, UTC\+4/);
  });

  it("refreshes itself today and only today", () => {
    assert.match(pageOf(), /id="site-day"[^>]*hx-trigger="every 60s"/);
    const past = dayOfSite({ ...ASKED, now: "2026-06-22T10:00:00Z", ...FULL });
    assert.doesNotMatch(pageOf({ day: past }), /hx-trigger/);
  });

  it("draws ahead of now dashed, and behind it solid", () => {
    const lines = (html: string) =>
      [...html.matchAll(/<path class="(forecast[^"]*)" d="M/g)].map(([, name]) => name);
    assert.deepEqual(lines(pageOf()), ["forecast", "forecast ahead"]);
    const past = dayOfSite({ ...ASKED, now: "2026-06-22T10:00:00Z", ...FULL });
    assert.deepEqual(lines(pageOf({ day: past })), ["forecast"]);
    const future = dayOfSite({ ...ASKED, now: "2026-06-20T10:00:00Z", ...FULL });
    assert.deepEqual(lines(pageOf({ day: future })), ["forecast ahead"]);
  });

  it("copes with a site of which only the key is known, and says why there is no forecast", () => {
    const day = dayOfSite({ ...ASKED, site: BARE_SITE });
    const html = pageOf({ site: BARE_SITE, day, reason: "It has no capacity." });
    assert.match(html, /<h1>Site 99aa7f2e<\/h1>/);
    assert.match(html, /It has no capacity\./);
    assert.doesNotMatch(html, /<svg class="day-chart"|null|undefined|NaN/);
  });

  it("does not speak of a reason where another forecaster has made a forecast", () => {
    assert.doesNotMatch(pageOf({ reason: "It has no capacity." }), /It has no capacity/);
  });

  it("shows the note, and escapes whatever people wrote", () => {
    const html = pageOf({ site: { ...PLANT, client_site_name: EVIL, note: EVIL, region: EVIL } });
    assert.equal(html.match(/&lt;img src=x/g)?.length, 3);
    assert.doesNotMatch(html, /<img/);
  });

  it("has a part that is what the page holds", () => {
    const day = dayOfSite({ ...ASKED, ...FULL });
    const part = String(<SiteDayPart site={PLANT} day={day} {...links} />);
    assert.match(part, /^<section id="site-day"/);
    assert.ok(pageOf().includes(part));
  });

  it("tells the hour that comes twice apart", () => {
    const forecast = forecasted("2026-10-25T00:00:00Z", 60, [1, 2]);
    const asked = { day: "2026-10-25", zone: "Europe/London", now: NOW.toString(), forecast };
    const html = pageOf({ day: dayOfSite(asked) });
    assert.match(html, />01:00–01:00 UTC\+1<.*>01:00–02:00 UTC\+0</s);
  });
});

describe("the list of sites", () => {
  it("gives power, energy, a drawing and how fresh it all is", () => {
    const html = listOf();
    assert.match(html, /href="\/sites\/b6c9a3f2-[^"]*">Plant</);
    assert.match(html, /8\.0 <span class="unit">kW<\/span>.*measured.*112.*up to date/s);
    assert.match(html, /<path class="forecast" d="M0,\d+L/);
  });

  it("keeps to whole pixels in its drawings", () => {
    const [sparkline] = listOf().match(/<svg class="sparkline".*?<\/svg>/s)!;
    assert.doesNotMatch(sparkline, /d="[^"]*\.\d/);
  });

  it("says what is missing or late", () => {
    const late = { ...FULL, generation: FULL.generation.slice(0, 66) };
    assert.match(listOf(PLANT, late), /class="badge warn">actuals 3 h old</);
    const old = forecasted("2026-06-20T20:00:00Z", 60, [1], "2026-06-21T05:00:00Z");
    assert.match(listOf(PLANT, { forecast: old }), /forecast 5 h old.*no actuals today/s);
    assert.match(listOf(PLANT, {}, "It has no tilt."), /no forecast.*It has no tilt\./s);
  });

  it("does not call a PV site late that was silent at night only", () => {
    const day = dayOfSite({
      ...ASKED,
      now: "2026-06-21T19:00:00Z",
      forecast: forecasted("2026-06-20T20:00:00Z", 60, [1], "2026-06-21T18:00:00Z"),
      generation: measured("2026-06-21T03:00:00Z", 60, Array<number>(11).fill(8)),
    });
    const now = Temporal.Instant.from("2026-06-21T19:00:00Z");
    const html = String(
      <SitesTable rows={[{ site: PLANT, day }]} page={1} hasNext={false} now={now} />,
    );
    assert.match(html, /up to date/);
  });

  it("copes with NULL in every column, and escapes names", () => {
    assert.doesNotMatch(listOf(BARE_SITE, {}), /null|undefined|NaN/);
    const html = listOf({ ...PLANT, client_site_name: EVIL });
    assert.match(html, /&lt;img src=x onerror=&quot;/);
    assert.doesNotMatch(html, /<img/);
  });

  it("says what to do when there are no sites, and leads back from beyond the last page", () => {
    const empty = (page: number) =>
      String(<SitesTable rows={[]} page={page} hasNext={false} now={NOW} />);
    assert.match(empty(1), /No sites yet/);
    assert.match(empty(7), /href="\/sites\?page=1"/);
  });
});

describe("the frame", () => {
  const assets = { style: "/s.css", htmx: "/h.js", script: "/o.js" };
  const viewer = { email: EVIL, site_group_name: "solar", is_admin: true };

  it("has no inline script or style, one status region, and a form to sign out", () => {
    const html = String(
      <Layout
        title="Sites"
        path="/sites"
        theme="system"
        viewer={viewer}
        assets={assets}
        version="1.2.3"
      >
        <SitePage site={PLANT} day={dayOfSite({ ...ASKED, ...FULL })} {...links} />
      </Layout>,
    );
    assert.doesNotMatch(html, /<script(?! src)|<style| style="| on\w+="/);
    assert.equal(html.match(/role="status"/g)?.length, 1);
    assert.match(html, /<form method="post" action="\/sign-out">/);
    assert.match(html, /&lt;img src=x/);
  });

  it("shows nothing of an account to who is not signed in", () => {
    const html = String(
      <Layout title="Sign in" path="/sign-in" theme="system" assets={assets} version="1.2.3">
        x
      </Layout>,
    );
    assert.doesNotMatch(html, /Sign out|<nav/);
    assert.match(html, /<footer><p>Sitecast 1\.2\.3: /, "the version is no secret");
  });
});

describe("the other pages", () => {
  it("put an error beside its field and keep the e-mail, never the password", () => {
    const fields = [{ field: "password", message: "Please type it again." }];
    const html = String(<SignInPage email="a@example.org" next="/sites?page=2" fields={fields} />);
    assert.match(html, /aria-invalid="true" aria-describedby="password-error"/);
    assert.match(html, /id="password-error">Please type it again\.</);
    assert.match(html, /value="a@example\.org"/);
    assert.match(html, /name="next" value="\/sites\?page=2"/);
  });

  it("name the request that went wrong, and offer to sign in where a session ended", () => {
    const props = {
      status: 500,
      title: "Something went wrong",
      message: "Sorry.",
      requestId: "r-1",
    };
    assert.match(String(<ErrorPage {...props} />), /<code>r-1<\/code>/);
    assert.doesNotMatch(String(<ErrorPart {...props} />), /sign-in/);
    assert.match(String(<ErrorPart {...props} status={401} />), /href="\/sign-in"/);
  });
});
