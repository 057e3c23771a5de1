import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { ForecastRow } from "../../../../domain/imports/forecasts/forecast_row.ts";
import { readForecastText } from "../../../support/forecast_files.ts";

const SITE = {
  site_uuid: "6334c548-bb9a-4598-838d-3fe87d309a10",
  client_site_id: 7,
  name: "Barn",
  capacity_kw: 50,
  time_zone: "Europe/London",
};

/** Returns a time of 2026-06-01, so many minutes after 00:00. */
const iso = (minutes: number) =>
  Temporal.Instant.from("2026-06-01T00:00:00Z").add({ minutes }).toString();
const plain = (minutes: number) => iso(minutes).slice(0, 16).replace("T", " ");
const german = (minutes: number) =>
  plain(minutes).replace(/(\d+)-(\d+)-(\d+)/, (_, y, m, d) => `${d}.${m}.${y}`);

/** Returns a file of 20 lines. */
const file = (header: string, line: (i: number) => (string | number)[], mark = ",") =>
  [header, ...Array.from({ length: 20 }, (_, i) => line(i).join(mark)), ""].join("\n");

const times = ({ madeMs, startMs, endMs }: ForecastRow) =>
  [madeMs, startMs, endMs].map((ms) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toString().slice(5, 16)
  );

async function read(text: string) {
  const { proposal, values, leftOut } = await readForecastText(text, { site: SITE, model: "own" });
  return { questions: proposal.questions.map(({ field }) => field), proposal, values, leftOut };
}

describe("a file of forecasts", () => {
  it("has the run, the period and the levels in its columns", async () => {
    const text = file(
      "Run time,Start,End,Power (kW),P10,P90",
      (i) => [iso(0), iso(60 + i * 30), iso(90 + i * 30), i, i / 2, i * 1.5],
    );
    const { questions, values } = await read(text);
    assert.deepEqual(questions, ["model_name"]);
    assert.deepEqual(times(values[1]!), ["06-01T00:00", "06-01T01:30", "06-01T02:00"]);
    const { powerKw, p10Kw, p90Kw, model } = values[2]!;
    assert.deepEqual([powerKw, p10Kw, p90Kw, model], [2, 1, 3, "own"]);
  });

  it("tells the start by the run and the horizon", async () => {
    const text = file(
      "init_time,lead_hours,model,p50,p10,p90",
      (i) => [iso(i < 10 ? 0 : 360), i % 10, "gfs", i, i / 2, i * 2],
    );
    const { questions, values } = await read(text);
    assert.deepEqual(questions, []);
    assert.deepEqual(times(values[12]!), ["06-01T06:00", "06-01T08:00", "06-01T09:00"]);
    assert.deepEqual([values[12]!.model, values[12]!.horizonMinutes], ["gfs", 120]);
  });

  it("tells the run by the start and the horizon, and the unit of horizons by both", async () => {
    const day = file(
      "start,end,forecast_kw,horizon_minutes,model_name,model_version",
      (i) => [iso(60 + i * 30), iso(90 + i * 30), i, 1440, "abc", "1.2"],
    );
    const { values } = await read(day);
    assert.deepEqual(times(values[0]!), ["05-31T01:00", "06-01T01:00", "06-01T01:30"]);
    assert.equal(values[0]!.version, "1.2");
    const sites = file(
      "site,forecast_time,target_time,forecast_power_kw,horizon",
      (i) => ["Barn", iso(0), iso(60 + i * 30), i, 60 + i * 30],
    );
    const { questions, proposal } = await read(sites);
    assert.deepEqual(questions, ["model_name", "label"]);
    assert.equal(proposal.reading!.forecast!.horizon_unit, "minutes");
  });

  it("has the clock of its site, in any language, and the step of a run", async () => {
    const text = file(
      "Erstellt am;Beginn;Ende;Prognose [W]",
      (i) => ["01.06.2026 06:00", german(480 + i * 15), german(495 + i * 15), i * 1000],
      ";",
    );
    const { values } = await read(text);
    assert.deepEqual(times(values[0]!), ["06-01T05:00", "06-01T07:00", "06-01T07:15"]);
    assert.equal(values[1]!.powerKw, 1);
    const open = file(
      "issue_time;valid_time;forecast_mw",
      (i) => [plain(i < 10 ? 0 : 360), plain((i < 10 ? 60 : 120) + i * 30), `0,0${i + 10}`],
      ";",
    );
    const { questions, proposal, values: mega } = await read(open);
    assert.deepEqual(questions, ["model_name", "label"]);
    assert.deepEqual([proposal.reading!.step_minutes, mega[0]!.powerKw], [30, 10]);
  });

  it("leaves out lines that say no time or number, and what another table has", async () => {
    const text = file(
      "timestamp_utc,start_utc,end_utc,forecast_power_kw",
      (i) => [iso(0), iso(i * 15), iso(15 + i * 15), i],
    ) +
      `${iso(0)},x,y,1\n\n${iso(0)},${iso(540)},${iso(555)},?\n${iso(0)},${iso(600)},${
        iso(585)
      },1\n`;
    const { values, leftOut } = await read(text);
    assert.equal(values.length, 20);
    assert.deepEqual(leftOut.map(({ line, reason }) => [line, reason]), [
      [22, "not_a_time"],
      [23, "empty"],
      [24, "not_a_number"],
      [25, "not_a_time"],
    ]);
    const second = `${text}site,forecast,made,end\n1,2,3,4\n`;
    assert.equal((await read(second)).leftOut.at(-1)!.reason, "second_table");
  });

  it("is refused without the time of its runs", async () => {
    const text = file(
      "period_end,pv_estimate,pv_estimate10,pv_estimate90,period",
      (i) => [iso(60 + i * 30), i, i / 2, i * 2, "PT30M"],
    );
    assert.match((await read(text)).proposal.wrong_kind!.text, /does not say when they were made/);
  });
});
