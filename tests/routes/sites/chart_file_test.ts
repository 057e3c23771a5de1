import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { AppError } from "../../../domain/errors.ts";
import { drawPicture } from "../../../routes/http/picture.ts";
import { as } from "../../support/app.ts";
import { chartWorld } from "../../support/chart_world.ts";
import { read } from "../../support/html.ts";

const { app, path, get } = await chartWorld();
const query = "day=2026-06-21&compare=none";

const PATIENT = app.services.settings.pictureLimits;

async function svgOf(search = query) {
  const response = await get(`${path}/chart.svg?${search}`);
  assert.equal(response.status, 200);
  return await response.text();
}

describe("a chart as a file", () => {
  it("is an attachment with a name, a type and a policy of its own", async () => {
    const { headers } = await get(`${path}/chart.svg?${query}&forecast=ahead&ahead=6`);
    assert.equal(headers.get("content-type"), "image/svg+xml; charset=utf-8");
    const disposition = 'attachment; filename="plant-one-2026-06-21-ahead-6.svg"';
    assert.equal(headers.get("content-disposition"), disposition);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    const policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    assert.equal(headers.get("content-security-policy"), policy);
  });

  it("says what it shows: site, day, zone, capacity and where it is from", async () => {
    const file = read((await svgOf()).replace(/^<\?xml.*\n/, ""));
    assert.equal(file.text("text.name"), "Plant <&> one");
    const about = "Power on Sunday 21 June 2026 · 49.14 kW · Indian/Reunion, UTC+4";
    assert.equal(file.text("text.about"), about);
    assert.match(
      file.text("text.source"),
      /^Newest run 09:30, test\. Sitecast, http.*\/sites\/.*day=2026-06-21&compare=none$/,
    );
    assert.ok(file.has("path.forecast") && !file.has(".cursor"));
    assert.ok(!read(await svgOf(`${query}&hide=forecast`)).has("path.forecast"));
  });

  it("holds names as text, and nothing that acts or loads", async () => {
    const { owner } = app.database;
    const evil = `</text><script>alert(1)</script>"'&\u0001\u202e${"x".repeat(100)}`;
    await owner`update sites set client_site_name = ${evil} where site_uuid = ${app.cast.sites.plant}`;
    const svg = await svgOf();
    await owner`update sites set client_site_name = 'Plant <&> one' where site_uuid = ${app.cast.sites.plant}`;
    assert.ok(svg.includes("&lt;/text&gt;&lt;script&gt;"));
    const elements = read(svg.replace(/^<\?xml.*\n/, "")).all("*");
    assert.ok(elements.length > 20);
    for (const { element } of elements) {
      assert.ok(!element.matches("script, image, foreignObject, use, a"), element.nodeName);
      const names = [...element.getAttributeNames()];
      assert.deepEqual(names.filter((name) => /^on|href$/i.test(name)), []);
    }
    assert.doesNotMatch(svg, /url\(|@import/i);
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(svg, /[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it("is refused like the page where the address is wrong", async () => {
    for (const search of ["day=2026-02-30", "forecast=ahead&ahead=x"]) {
      assert.equal((await get(`${path}/chart.svg?${search}`)).status, 422);
    }
    const stranger = as(app, app.cast.charlie);
    assert.equal((await stranger.get(`${path}/chart.svg`)).status, 404);
  });

  it("is a PNG, half as large again", async () => {
    const response = await get(`${path}/chart.png?${query}`);
    assert.equal(response.headers.get("content-type"), "image/png");
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    const disposition = 'attachment; filename="plant-one-2026-06-21.png"';
    assert.equal(response.headers.get("content-disposition"), disposition);
    const bytes = await response.bytes();
    assert.deepEqual([...bytes.slice(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    const view = new DataView(bytes.buffer);
    assert.deepEqual([view.getUint32(16), view.getUint32(20)], [1668, 780]);
  });
});

describe("drawing a picture", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>';
  const unavailable = (error: unknown) => error instanceof AppError && error.code === "unavailable";

  it("ends when it takes too long, and the next one is drawn", async () => {
    const slow = svg.replaceAll('"4"', '"4000"').replace(
      "/>",
      '><filter id="f"><feGaussianBlur stdDeviation="90"/></filter>' +
        '<rect width="4000" height="4000" filter="url(#f)"/></svg>',
    );
    await assert.rejects(drawPicture(slow, { drawMs: 1, waiting: 1 }), unavailable);
    assert.ok((await drawPicture(svg, PATIENT)).length > 50);
  });

  it("is refused while too many wait, and fails for what is no drawing", async () => {
    await assert.rejects(drawPicture(svg, { ...PATIENT, waiting: 0 }), unavailable);
    await assert.rejects(drawPicture("<nothing", PATIENT), /SVG|xml|parse/i);
  });
});
